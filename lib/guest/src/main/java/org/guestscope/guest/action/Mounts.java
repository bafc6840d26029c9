package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Content;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.jspecify.annotations.Nullable;

/** Mounts and unmounts filesystems below the sysroot. */
@Family(title = "mounting")
public interface Mounts {

    @Action(
            name = "mountable-device",
            since = "1.33.15",
            returns = Content.DEVICE,
            summary = "device part of a mountable")
    String mountableDevice(@Is(ParamKind.MOUNTABLE) String mountable) throws IOException;

    @Action(name = "mountable-subvolume", since = "1.33.15", summary = "subvolume part of a mountable")
    String mountableSubvolume(@Is(ParamKind.MOUNTABLE) String mountable) throws IOException;

    @Action(name = "mount", since = "0.0.3", summary = "mount a filesystem for reading and writing")
    void mount(@Is(ParamKind.MOUNTABLE) String mountable, String mountpoint) throws IOException;

    @Action(
            name = "umount",
            since = "0.0.8",
            aliases = {"unmount", "umount-opts"},
            summary = "unmount a filesystem by device or directory")
    void umount(
            @Is(ParamKind.DEVICE_OR_PATH) String pathordevice,
            @Opt @Nullable Boolean force,
            @Opt @Nullable Boolean lazyunmount)
            throws IOException;

    @Action(
            name = "mounts",
            since = "0.0.8",
            returns = Content.MOUNTABLE,
            summary = "devices of the mounted filesystems")
    List<String> mounts() throws IOException;

    @Action(
            name = "umount-all",
            since = "0.0.8",
            aliases = {"unmount-all"},
            summary = "unmount everything, innermost first")
    void umountAll() throws IOException;

    @Action(name = "mount-ro", since = "1.0.10", summary = "mount a filesystem read-only")
    void mountRo(@Is(ParamKind.MOUNTABLE) String mountable, String mountpoint) throws IOException;

    @Action(name = "mount-options", since = "1.0.10", summary = "mount a filesystem with given mount options")
    void mountOptions(String options, @Is(ParamKind.MOUNTABLE) String mountable, String mountpoint) throws IOException;

    @Action(name = "mount-vfs", since = "1.0.10", summary = "mount a filesystem with given options and type")
    void mountVfs(String options, String vfstype, @Is(ParamKind.MOUNTABLE) String mountable, String mountpoint)
            throws IOException;

    @Action(name = "mount-loop", since = "1.0.54", summary = "mount an image file that lies in the guest")
    void mountLoop(@Is(ParamKind.PATH) String file, @Is(ParamKind.PATH) String mountpoint) throws IOException;

    @Action(
            name = "mountpoints",
            since = "1.0.62",
            keys = Content.MOUNTABLE,
            summary = "mounted devices and where each is mounted")
    Map<String, String> mountpoints() throws IOException;

    @Action(name = "mkmountpoint", since = "1.0.62", summary = "make a mount directory while nothing is mounted")
    void mkmountpoint(String exemptpath) throws IOException;

    @Action(name = "rmmountpoint", since = "1.0.62", summary = "remove a mount directory made before")
    void rmmountpoint(String exemptpath) throws IOException;

    @Action(
            name = "remount",
            since = "1.23.2",
            summary = "switch a mounted filesystem between read-only and read-write")
    void remount(@Is(ParamKind.PATH) String mountpoint, @Opt @Nullable Boolean rw) throws IOException;

    @Action(name = "list-9p", since = "1.11.12", deprecated = true, summary = "tags of the shared host directories")
    List<String> list9p() throws IOException;

    @Action(name = "mount-9p", since = "1.11.12", deprecated = true, summary = "mount a shared host directory by tag")
    void mount9p(String mounttag, String mountpoint, @Opt @Nullable String options) throws IOException;
}
