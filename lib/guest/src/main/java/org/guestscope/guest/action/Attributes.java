package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.struct.Stat;
import org.guestscope.guest.struct.StatNs;
import org.guestscope.guest.struct.StatVfs;
import org.jspecify.annotations.Nullable;

/** Asks and changes what a file is apart from its bytes. */
@Family(title = "file attributes")
public interface Attributes {

    /**
     * Returns the status of many files of the directory {@code path} in one call, which is much faster than asking for
     * each. Symbolic links are not followed. A name that does not exist gets an entry whose {@code st_ino} is -1.
     *
     * @param names the names, without a slash
     */
    @Action(name = "lstatnslist", since = "1.27.53", summary = "status of many files of a directory in one call")
    List<StatNs> lstatnslist(@Is(ParamKind.PATH) String path, @Is(ParamKind.NAME_LIST) List<String> names)
            throws IOException;

    /**
     * Makes {@code path} an empty file, or sets both times of a regular file that exists to now. Other kinds of file
     * are refused.
     */
    @Action(name = "touch", since = "0.0.3", summary = "make a file or set its times to now")
    void touch(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Sets the permission bits of {@code path}. Write {@code mode} in octal with a leading 0: without it the number is
     * decimal.
     *
     * <pre>{@code
     * chmod 0644 /etc/motd
     * }</pre>
     */
    @Action(name = "chmod", since = "0.0.8", summary = "set a file's permission bits")
    void chmod(int mode, @Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Sets the owner and the group of {@code path} by their numbers; -1 leaves one as it is. Symbolic links are
     * followed. The guest's {@code /etc/passwd} is not looked at.
     *
     * @param owner the user number
     * @param group the group number
     */
    @Action(name = "chown", since = "0.0.8", summary = "set a file's owner and group, following symbolic links")
    void chown(int owner, int group, @Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Returns true if {@code path} exists, of whatever kind; a symbolic link counts if what it leads to is there.
     */
    @Action(name = "exists", since = "0.0.8", summary = "whether a path exists")
    boolean exists(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Returns true if {@code path} is a regular file, false if it is something else or does not exist.
     *
     * @param followsymlinks whether to look at what a symbolic link leads to; false unless given
     */
    @Action(
            name = "is-file",
            since = "0.0.8",
            aliases = {"is-file-opts"},
            summary = "whether a path is a regular file")
    boolean isFile(@Is(ParamKind.PATH) String path, @Opt @Nullable Boolean followsymlinks) throws IOException;

    /**
     * Returns true if {@code path} is a directory, false if it is something else or does not exist.
     *
     * @param followsymlinks whether to look at what a symbolic link leads to; false unless given
     */
    @Action(
            name = "is-dir",
            since = "0.0.8",
            aliases = {"is-dir-opts"},
            summary = "whether a path is a directory")
    boolean isDir(@Is(ParamKind.PATH) String path, @Opt @Nullable Boolean followsymlinks) throws IOException;

    /**
     * Tells what {@code path} holds by looking at its contents, as file(1) does; inside compressed files nothing is
     * looked at. For what is not a regular file it tells the kind: {@code directory}, {@code symbolic link}, {@code
     * character device} and so on. With a name below {@code /dev/} it looks at that device.
     *
     * @return the description, in one line
     */
    @Action(name = "file", since = "1.9.1", summary = "kind of a file or device by its contents")
    String file(@Is(ParamKind.DEVICE_OR_PATH) String path) throws IOException;

    /**
     * Returns how large and how full the filesystem is that {@code path} lies on. {@code blocks}, {@code bfree} and
     * {@code bavail} count blocks of {@code frsize} bytes; {@code bavail} is what ordinary users may still take.
     */
    @Action(name = "statvfs", since = "1.9.2", summary = "block and inode counts of a mounted filesystem")
    StatVfs statvfs(@Is(ParamKind.PATH) String path) throws IOException;

    /** Cuts the file {@code path} to a length of 0. It has to exist. */
    @Action(name = "truncate", since = "1.0.77", summary = "cut a file to no bytes")
    void truncate(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Sets the length of the file {@code path} to {@code size} bytes: what is beyond is lost, what is missing reads as
     * zeros and takes no space.
     */
    @Action(name = "truncate-size", since = "1.0.77", summary = "set the length of a file")
    void truncateSize(@Is(ParamKind.PATH) String path, long size) throws IOException;

    /**
     * Sets the times of access and of modification of {@code path}; a symbolic link's own times are set. In place of
     * nanoseconds -1 means now and -2 leaves that time as it was.
     *
     * @param atsecs time of access, in seconds since 1970
     * @param atnsecs its nanoseconds
     * @param mtsecs time of modification, in seconds since 1970
     * @param mtnsecs its nanoseconds
     */
    @Action(name = "utimens", since = "1.0.77", summary = "set a file's times to the nanosecond")
    void utimens(@Is(ParamKind.PATH) String path, long atsecs, long atnsecs, long mtsecs, long mtnsecs)
            throws IOException;

    /**
     * Sets the owner and the group of {@code path} by their numbers; -1 leaves one as it is. A symbolic link's own are
     * set.
     *
     * @param owner the user number
     * @param group the group number
     */
    @Action(name = "lchown", since = "1.0.77", summary = "set a file's owner and group, or a symbolic link's own")
    void lchown(int owner, int group, @Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Returns the length of {@code file} in bytes. Symbolic links are followed; a directory has the size the filesystem
     * gives it.
     */
    @Action(name = "filesize", since = "1.0.82", summary = "length of a file in bytes")
    long filesize(@Is(ParamKind.PATH) String file) throws IOException;

    /**
     * Makes the file {@code path}, or empties it if it exists, and reserves {@code len} bytes for it. The bytes read as
     * zeros and their space is really taken; {@code truncate-size} makes a sparse file.
     */
    @Action(name = "fallocate64", since = "1.3.17", summary = "reserve space for a file")
    void fallocate64(@Is(ParamKind.PATH) String path, long len) throws IOException;

    /**
     * Returns true if {@code path} is a character device, false if it is something else or does not exist.
     *
     * @param followsymlinks whether to look at what a symbolic link leads to; false unless given
     */
    @Action(
            name = "is-chardev",
            since = "1.5.10",
            aliases = {"is-chardev-opts"},
            summary = "whether a path is a character device")
    boolean isChardev(@Is(ParamKind.PATH) String path, @Opt @Nullable Boolean followsymlinks) throws IOException;

    /**
     * Returns true if {@code path} is a block device node in the guest's tree, false if it is something else or does
     * not exist.
     *
     * @param followsymlinks whether to look at what a symbolic link leads to; false unless given
     */
    @Action(
            name = "is-blockdev",
            since = "1.5.10",
            aliases = {"is-blockdev-opts"},
            summary = "whether a path is a block device")
    boolean isBlockdev(@Is(ParamKind.PATH) String path, @Opt @Nullable Boolean followsymlinks) throws IOException;

    /**
     * Returns true if {@code path} is a named pipe, false if it is something else or does not exist.
     *
     * @param followsymlinks whether to look at what a symbolic link leads to; false unless given
     */
    @Action(
            name = "is-fifo",
            since = "1.5.10",
            aliases = {"is-fifo-opts"},
            summary = "whether a path is a named pipe")
    boolean isFifo(@Is(ParamKind.PATH) String path, @Opt @Nullable Boolean followsymlinks) throws IOException;

    /** Returns true if {@code path} is a symbolic link, whether it leads anywhere or not. */
    @Action(name = "is-symlink", since = "1.5.10", summary = "whether a path is a symbolic link")
    boolean isSymlink(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Returns true if {@code path} is a Unix socket, false if it is something else or does not exist.
     *
     * @param followsymlinks whether to look at what a symbolic link leads to; false unless given
     */
    @Action(
            name = "is-socket",
            since = "1.5.10",
            aliases = {"is-socket-opts"},
            summary = "whether a path is a Unix socket")
    boolean isSocket(@Is(ParamKind.PATH) String path, @Opt @Nullable Boolean followsymlinks) throws IOException;

    /**
     * Returns the status of {@code path} with times to the nanosecond; symbolic links are followed. {@code st_mode}
     * holds the kind and the permissions, {@code st_blocks} counts units of 512 bytes.
     */
    @Action(name = "statns", since = "1.27.53", summary = "status of a file, following symbolic links")
    StatNs statns(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Returns the status of {@code path} with times to the nanosecond; of a symbolic link its own. {@code st_mode}
     * holds the kind and the permissions, {@code st_blocks} counts units of 512 bytes.
     */
    @Action(name = "lstatns", since = "1.27.53", summary = "status of a file or of a symbolic link itself")
    StatNs lstatns(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Returns the status of many files of the directory {@code path}, with times in seconds. A name that does not exist
     * gets an entry whose {@code ino} is -1.
     *
     * @param names the names, without a slash
     */
    @Action(
            name = "lstatlist",
            since = "1.0.77",
            deprecated = true,
            deprecatedBy = "lstatnslist",
            summary = "status of many files of a directory in one call, in seconds")
    List<Stat> lstatlist(@Is(ParamKind.PATH) String path, @Is(ParamKind.NAME_LIST) List<String> names)
            throws IOException;

    /** Returns the status of {@code path}, with times in seconds; symbolic links are followed. */
    @Action(
            name = "stat",
            since = "1.9.2",
            deprecated = true,
            deprecatedBy = "statns",
            summary = "status of a file, following symbolic links, in seconds")
    Stat stat(@Is(ParamKind.PATH) String path) throws IOException;

    /** Returns the status of {@code path}, with times in seconds; of a symbolic link its own. */
    @Action(
            name = "lstat",
            since = "1.9.2",
            deprecated = true,
            deprecatedBy = "lstatns",
            summary = "status of a file or of a symbolic link itself, in seconds")
    Stat lstat(@Is(ParamKind.PATH) String path) throws IOException;

    /** Makes or empties the file {@code path} and reserves {@code len} bytes for it, which has to be below 2 GiB. */
    @Action(
            name = "fallocate",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "fallocate64",
            summary = "reserve space for a file of less than 2 GiB")
    void fallocate(@Is(ParamKind.PATH) String path, int len) throws IOException;

    /**
     * Finds how {@code path} is really spelled. Windows does not care about case and the Linux driver of its
     * filesystems does, so scripts ask here first. The last part may be missing, as for a file about to be made; the
     * others have to exist.
     *
     * <pre>{@code
     * case-sensitive-path /windows/SYSTEM32/drivers
     * }</pre>
     *
     * @return the path as it is on the disk
     */
    @Action(name = "case-sensitive-path", since = "1.0.75", summary = "true spelling of a path written in any case")
    String caseSensitivePath(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Tells the processor that a program, a library, a kernel module or a Windows program is for; of a compressed file
     * or an initial RAM disk, the programs inside are looked at. Fails when {@code filename} is none of these.
     *
     * @return a name such as {@code x86_64}, {@code i386}, {@code aarch64}, {@code ppc64le} or {@code s390x}
     */
    @Action(
            name = "file-architecture",
            since = "1.5.3",
            summary = "processor a program, library, module or initrd is for")
    String fileArchitecture(@Is(ParamKind.PATH) String filename) throws IOException;
}
