package org.guestscope.guest.action;

import java.io.IOException;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.jspecify.annotations.Nullable;

/** Installs boot loaders. */
@Family(title = "boot loaders")
public interface BootLoaders {

    /**
     * Installs GRUB on the disk {@code device}, its files below the directory {@code root}/boot/grub. The guest's own
     * menu is not written.
     */
    @Action(name = "grub-install", since = "1.0.17", feature = "grub", summary = "install the GRUB boot loader")
    void grubInstall(@Is(ParamKind.PATH) String root, @Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Installs SYSLINUX on the FAT filesystem on {@code device}, which must not be mounted. Its configuration file and
     * the partition's boot flag are up to you.
     *
     * @param directory where in the filesystem its files go; the top unless given
     */
    @Action(
            name = "syslinux",
            since = "1.21.27",
            feature = "syslinux",
            summary = "install the SYSLINUX boot loader on a FAT filesystem")
    void syslinux(@Is(ParamKind.DEVICE) String device, @Opt @Nullable String directory) throws IOException;

    /**
     * Installs EXTLINUX in {@code directory} of a mounted filesystem (ext2/3/4, FAT or btrfs). Its configuration file
     * and the partition's boot flag are up to you.
     */
    @Action(
            name = "extlinux",
            since = "1.21.27",
            feature = "extlinux",
            summary = "install the EXTLINUX boot loader in a directory")
    void extlinux(@Is(ParamKind.PATH) String directory) throws IOException;
}
