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

    @Action(name = "grub-install", since = "1.0.17", feature = "grub", summary = "install the GRUB boot loader")
    void grubInstall(@Is(ParamKind.PATH) String root, @Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "syslinux",
            since = "1.21.27",
            feature = "syslinux",
            summary = "install the SYSLINUX boot loader on a FAT filesystem")
    void syslinux(@Is(ParamKind.DEVICE) String device, @Opt @Nullable String directory) throws IOException;

    @Action(
            name = "extlinux",
            since = "1.21.27",
            feature = "extlinux",
            summary = "install the EXTLINUX boot loader in a directory")
    void extlinux(@Is(ParamKind.PATH) String directory) throws IOException;
}
