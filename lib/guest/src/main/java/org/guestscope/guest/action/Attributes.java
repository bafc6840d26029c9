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

    @Action(name = "lstatnslist", since = "1.27.53", summary = "status of many files of a directory in one call")
    List<StatNs> lstatnslist(@Is(ParamKind.PATH) String path, @Is(ParamKind.NAME_LIST) List<String> names)
            throws IOException;

    @Action(name = "touch", since = "0.0.3", summary = "make a file or set its times to now")
    void touch(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "chmod", since = "0.0.8", summary = "set a file's permission bits")
    void chmod(int mode, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "chown", since = "0.0.8", summary = "set a file's owner and group, following symbolic links")
    void chown(int owner, int group, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "exists", since = "0.0.8", summary = "whether a path exists")
    boolean exists(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "is-file",
            since = "0.0.8",
            aliases = {"is-file-opts"},
            summary = "whether a path is a regular file")
    boolean isFile(@Is(ParamKind.PATH) String path, @Opt @Nullable Boolean followsymlinks) throws IOException;

    @Action(
            name = "is-dir",
            since = "0.0.8",
            aliases = {"is-dir-opts"},
            summary = "whether a path is a directory")
    boolean isDir(@Is(ParamKind.PATH) String path, @Opt @Nullable Boolean followsymlinks) throws IOException;

    @Action(name = "file", since = "1.9.1", summary = "kind of a file or device by its contents")
    String file(@Is(ParamKind.DEVICE_OR_PATH) String path) throws IOException;

    @Action(name = "statvfs", since = "1.9.2", summary = "block and inode counts of a mounted filesystem")
    StatVfs statvfs(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "truncate", since = "1.0.77", summary = "cut a file to no bytes")
    void truncate(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "truncate-size", since = "1.0.77", summary = "set the length of a file")
    void truncateSize(@Is(ParamKind.PATH) String path, long size) throws IOException;

    @Action(name = "utimens", since = "1.0.77", summary = "set a file's times to the nanosecond")
    void utimens(@Is(ParamKind.PATH) String path, long atsecs, long atnsecs, long mtsecs, long mtnsecs)
            throws IOException;

    @Action(name = "lchown", since = "1.0.77", summary = "set a file's owner and group, or a symbolic link's own")
    void lchown(int owner, int group, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "filesize", since = "1.0.82", summary = "length of a file in bytes")
    long filesize(@Is(ParamKind.PATH) String file) throws IOException;

    @Action(name = "fallocate64", since = "1.3.17", summary = "reserve space for a file")
    void fallocate64(@Is(ParamKind.PATH) String path, long len) throws IOException;

    @Action(
            name = "is-chardev",
            since = "1.5.10",
            aliases = {"is-chardev-opts"},
            summary = "whether a path is a character device")
    boolean isChardev(@Is(ParamKind.PATH) String path, @Opt @Nullable Boolean followsymlinks) throws IOException;

    @Action(
            name = "is-blockdev",
            since = "1.5.10",
            aliases = {"is-blockdev-opts"},
            summary = "whether a path is a block device")
    boolean isBlockdev(@Is(ParamKind.PATH) String path, @Opt @Nullable Boolean followsymlinks) throws IOException;

    @Action(
            name = "is-fifo",
            since = "1.5.10",
            aliases = {"is-fifo-opts"},
            summary = "whether a path is a named pipe")
    boolean isFifo(@Is(ParamKind.PATH) String path, @Opt @Nullable Boolean followsymlinks) throws IOException;

    @Action(name = "is-symlink", since = "1.5.10", summary = "whether a path is a symbolic link")
    boolean isSymlink(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "is-socket",
            since = "1.5.10",
            aliases = {"is-socket-opts"},
            summary = "whether a path is a Unix socket")
    boolean isSocket(@Is(ParamKind.PATH) String path, @Opt @Nullable Boolean followsymlinks) throws IOException;

    @Action(name = "statns", since = "1.27.53", summary = "status of a file, following symbolic links")
    StatNs statns(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "lstatns", since = "1.27.53", summary = "status of a file or of a symbolic link itself")
    StatNs lstatns(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "lstatlist",
            since = "1.0.77",
            deprecated = true,
            deprecatedBy = "lstatnslist",
            summary = "status of many files of a directory in one call, in seconds")
    List<Stat> lstatlist(@Is(ParamKind.PATH) String path, @Is(ParamKind.NAME_LIST) List<String> names)
            throws IOException;

    @Action(
            name = "stat",
            since = "1.9.2",
            deprecated = true,
            deprecatedBy = "statns",
            summary = "status of a file, following symbolic links, in seconds")
    Stat stat(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "lstat",
            since = "1.9.2",
            deprecated = true,
            deprecatedBy = "lstatns",
            summary = "status of a file or of a symbolic link itself, in seconds")
    Stat lstat(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "fallocate",
            since = "1.0.66",
            deprecated = true,
            deprecatedBy = "fallocate64",
            summary = "reserve space for a file of less than 2 GiB")
    void fallocate(@Is(ParamKind.PATH) String path, int len) throws IOException;

    @Action(name = "case-sensitive-path", since = "1.0.75", summary = "true spelling of a path written in any case")
    String caseSensitivePath(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(
            name = "file-architecture",
            since = "1.5.3",
            summary = "processor a program, library, module or initrd is for")
    String fileArchitecture(@Is(ParamKind.PATH) String filename) throws IOException;
}
