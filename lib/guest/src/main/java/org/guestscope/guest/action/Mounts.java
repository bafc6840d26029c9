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

    /**
     * Returns the device that the filesystem {@code mountable} is on, {@code /dev/sda1} of {@code
     * btrfsvol:/dev/sda1/home}.
     */
    @Action(
            name = "mountable-device",
            since = "1.33.15",
            returns = Content.DEVICE,
            summary = "device part of a mountable")
    String mountableDevice(@Is(ParamKind.MOUNTABLE) String mountable) throws IOException;

    /**
     * Returns the subvolume that {@code mountable} names, {@code home} of {@code btrfsvol:/dev/sda1/home}. Fails when
     * it names none.
     */
    @Action(name = "mountable-subvolume", since = "1.33.15", summary = "subvolume part of a mountable")
    String mountableSubvolume(@Is(ParamKind.MOUNTABLE) String mountable) throws IOException;

    /**
     * Mounts a filesystem for reading and writing. A log left by a guest that was not shut down is replayed by that,
     * which writes to the disk, unless the drive was added read-only.
     *
     * <pre>{@code
     * mount /dev/sda1 /
     * }</pre>
     *
     * @param mountable the filesystem, as {@code list-filesystems} names it
     * @param mountpoint the directory, which has to exist; the first one is {@code /}
     */
    @Action(name = "mount", since = "0.0.3", summary = "mount a filesystem for reading and writing")
    void mount(@Is(ParamKind.MOUNTABLE) String mountable, String mountpoint) throws IOException;

    /**
     * Unmounts a filesystem. Fails when something in it is in use.
     *
     * @param pathordevice where it is mounted, or its device
     * @param force whether to unmount even when its server does not answer; false unless given
     * @param lazyunmount whether it disappears now and is unmounted when it is no longer in use; false unless given
     */
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

    /** Returns the devices that are mounted, in the order of mounting. */
    @Action(
            name = "mounts",
            since = "0.0.8",
            returns = Content.MOUNTABLE,
            summary = "devices of the mounted filesystems")
    List<String> mounts() throws IOException;

    /** Unmounts everything, what was mounted inside something else first. */
    @Action(
            name = "umount-all",
            since = "0.0.8",
            aliases = {"unmount-all"},
            summary = "unmount everything, innermost first")
    void umountAll() throws IOException;

    /**
     * Mounts a filesystem for reading only.
     *
     * @param mountable the filesystem, as {@code list-filesystems} names it
     * @param mountpoint the directory, which has to exist; the first one is {@code /}
     */
    @Action(name = "mount-ro", since = "1.0.10", summary = "mount a filesystem read-only")
    void mountRo(@Is(ParamKind.MOUNTABLE) String mountable, String mountpoint) throws IOException;

    /**
     * Mounts a filesystem with options of mount(8).
     *
     * <pre>{@code
     * mount-options ro,noload /dev/sda1 /
     * }</pre>
     *
     * @param options the options, separated by commas
     * @param mountable the filesystem, as {@code list-filesystems} names it
     * @param mountpoint the directory, which has to exist; the first one is {@code /}
     */
    @Action(name = "mount-options", since = "1.0.10", summary = "mount a filesystem with given mount options")
    void mountOptions(String options, @Is(ParamKind.MOUNTABLE) String mountable, String mountpoint) throws IOException;

    /**
     * Mounts a filesystem with options of mount(8) and with its type given.
     *
     * @param options the options, separated by commas; may be empty
     * @param vfstype the type, such as {@code ext4}; empty for finding it out
     * @param mountable the filesystem, as {@code list-filesystems} names it
     * @param mountpoint the directory, which has to exist; the first one is {@code /}
     */
    @Action(name = "mount-vfs", since = "1.0.10", summary = "mount a filesystem with given options and type")
    void mountVfs(String options, String vfstype, @Is(ParamKind.MOUNTABLE) String mountable, String mountpoint)
            throws IOException;

    /**
     * Mounts the image {@code file}, which lies in the guest, on {@code mountpoint}. The image has to hold a filesystem
     * without partitions.
     */
    @Action(name = "mount-loop", since = "1.0.54", summary = "mount an image file that lies in the guest")
    void mountLoop(@Is(ParamKind.PATH) String file, @Is(ParamKind.PATH) String mountpoint) throws IOException;

    /** Returns the devices that are mounted and the directory of each; a device as often as it is mounted. */
    @Action(
            name = "mountpoints",
            since = "1.0.62",
            keys = Content.MOUNTABLE,
            summary = "mounted devices and where each is mounted")
    List<Map.Entry<String, String>> mountpoints() throws IOException;

    /**
     * Makes a directory to mount on while nothing is mounted on {@code /}, so that several disks can be seen side by
     * side. It is hidden once something is mounted on {@code /}.
     *
     * <pre>{@code
     * mkmountpoint /old
     * mkmountpoint /new
     * }</pre>
     *
     * @param exemptpath the directory
     */
    @Action(name = "mkmountpoint", since = "1.0.62", summary = "make a mount directory while nothing is mounted")
    void mkmountpoint(String exemptpath) throws IOException;

    /**
     * Removes a directory that {@code mkmountpoint} made; nothing may be mounted there.
     *
     * @param exemptpath the directory
     */
    @Action(name = "rmmountpoint", since = "1.0.62", summary = "remove a mount directory made before")
    void rmmountpoint(String exemptpath) throws IOException;

    /**
     * Switches what is mounted at {@code mountpoint} between reading only and writing.
     *
     * @param rw true for writing, false for reading only; true unless given
     */
    @Action(
            name = "remount",
            since = "1.23.2",
            summary = "switch a mounted filesystem between read-only and read-write")
    void remount(@Is(ParamKind.PATH) String mountpoint, @Opt @Nullable Boolean rw) throws IOException;

    /**
     * Returns the tags of the directories that the host shares through 9p. The appliance has none, so the list is
     * empty.
     */
    @Action(name = "list-9p", since = "1.11.12", deprecated = true, summary = "tags of the shared host directories")
    List<String> list9p() throws IOException;

    /**
     * Mounts a directory that the host shares through 9p. The appliance has none.
     *
     * @param mounttag the directory's tag
     * @param mountpoint where to mount it
     * @param options further mount options
     */
    @Action(name = "mount-9p", since = "1.11.12", deprecated = true, summary = "mount a shared host directory by tag")
    void mount9p(String mounttag, String mountpoint, @Opt @Nullable String options) throws IOException;
}
