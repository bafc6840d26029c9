package org.guestscope.guest.action;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.struct.Dirent;
import org.jspecify.annotations.Nullable;

/** Lists directories and measures trees. */
@Family(title = "listings")
public interface Listings {

    /**
     * Returns the names of all files and directories below {@code directory}, hidden ones too, sorted, and without it:
     * with {@code /etc/} they begin with the name of a file in it, with {@code /etc} with a slash.
     */
    @Action(name = "find", since = "1.0.27", summary = "names of everything below a directory, sorted")
    List<String> find(@Is(ParamKind.PATH) String directory) throws IOException;

    /** Returns the names in {@code directory}, hidden ones too but without {@code .} and {@code ..}, sorted. */
    @Action(name = "ls", since = "0.0.4", summary = "names in a directory, sorted, without the hidden two")
    List<String> ls(@Is(ParamKind.PATH) String directory) throws IOException;

    /**
     * Returns a listing of {@code directory} with modes, owners, sizes and times, as {@code ls -la} prints it; of a file
     * its line with its path, of a symbolic link what it leads to. It is made for people; programs use {@code ls} and {@code lstatnslist}.
     */
    @Action(name = "ll", since = "0.0.4", summary = "long listing of a directory, for reading")
    String ll(@Is(ParamKind.PATH) String directory) throws IOException;

    /**
     * Returns the paths that {@code pattern} matches, sorted. Wildcards are those of a shell: {@code *}, {@code ?},
     * {@code [a-z]} and {@code {a,b}}. To run a command for each, there is {@code glob}.
     *
     * @param directoryslash whether directories end in a slash; true unless given
     */
    @Action(
            name = "glob-expand",
            since = "1.0.50",
            aliases = {"glob-expand-opts"},
            summary = "paths that a shell pattern matches, sorted")
    List<String> globExpand(@Is(ParamKind.PATH) String pattern, @Opt @Nullable Boolean directoryslash)
            throws IOException;

    /** Returns the report of df(1) about what is mounted. It is made for people; programs use {@code statvfs}. */
    @Action(name = "df", since = "1.0.54", summary = "df's report on the mounted filesystems")
    String df() throws IOException;

    /**
     * Returns the report of df(1) about what is mounted, with sizes such as {@code 1.5G}. It is made for people;
     * programs use {@code statvfs}.
     */
    @Action(name = "df-h", since = "1.0.54", summary = "df's report on the mounted filesystems in rounded units")
    String dfH() throws IOException;

    /** Returns how much space {@code path}, and all below it if it is a directory, takes on its disk, in KiB. */
    @Action(name = "du", since = "1.0.54", summary = "space a file or a tree takes, in KiB")
    long du(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Returns the entries of {@code dir}, {@code .} and {@code ..} among them, sorted by name, each with its inode and
     * its kind: {@code r} file, {@code d} directory, {@code l} symbolic link, {@code b} and {@code c} devices, {@code
     * f} pipe, {@code s} socket, {@code u} or {@code ?} unknown.
     */
    @Action(name = "readdir", since = "1.0.55", summary = "entries of a directory with inode and kind, sorted by name")
    List<Dirent> readdir(@Is(ParamKind.PATH) String dir) throws IOException;

    /**
     * Writes the names of all files and directories below {@code directory}, as {@code find} returns them but unsorted,
     * to a file on the host, each ended by a NUL byte. There is no limit to their number.
     *
     * @param files the file to write
     */
    @Action(
            name = "find0",
            since = "1.0.74",
            summary = "names of everything below a directory into a host file, NUL after each")
    void find0(@Is(ParamKind.PATH) String directory, OutputStream files) throws IOException;

    /**
     * Writes the names in {@code dir}, sorted, to a file on the host, each ended by a NUL byte.
     *
     * @param filenames the file to write
     */
    @Action(name = "ls0", since = "1.19.32", summary = "names in a directory into a host file, NUL after each")
    void ls0(@Is(ParamKind.PATH) String dir, OutputStream filenames) throws IOException;

    /** Returns a listing of {@code directory} as {@code ll} does, with SELinux contexts. */
    @Action(
            name = "llz",
            since = "1.17.6",
            deprecated = true,
            deprecatedBy = "lgetxattrs",
            summary = "long listing of a directory with SELinux contexts")
    String llz(@Is(ParamKind.PATH) String directory) throws IOException;
}
