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

    @Action(name = "find", since = "1.0.27", summary = "names of everything below a directory, sorted")
    List<String> find(@Is(ParamKind.PATH) String directory) throws IOException;

    @Action(name = "ls", since = "0.0.4", summary = "names in a directory, sorted, without the hidden two")
    List<String> ls(@Is(ParamKind.PATH) String directory) throws IOException;

    @Action(name = "ll", since = "0.0.4", summary = "long listing of a directory, for reading")
    String ll(@Is(ParamKind.PATH) String directory) throws IOException;

    @Action(
            name = "glob-expand",
            since = "1.0.50",
            aliases = {"glob-expand-opts"},
            summary = "paths that a shell pattern matches, sorted")
    List<String> globExpand(@Is(ParamKind.PATH) String pattern, @Opt @Nullable Boolean directoryslash)
            throws IOException;

    @Action(name = "df", since = "1.0.54", summary = "df's report on the mounted filesystems")
    String df() throws IOException;

    @Action(name = "df-h", since = "1.0.54", summary = "df's report on the mounted filesystems in rounded units")
    String dfH() throws IOException;

    @Action(name = "du", since = "1.0.54", summary = "space a file or a tree takes, in KiB")
    long du(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "readdir", since = "1.0.55", summary = "entries of a directory with inode and kind, sorted by name")
    List<Dirent> readdir(@Is(ParamKind.PATH) String dir) throws IOException;

    @Action(
            name = "find0",
            since = "1.0.74",
            summary = "names of everything below a directory into a host file, NUL after each")
    void find0(@Is(ParamKind.PATH) String directory, OutputStream files) throws IOException;

    @Action(name = "ls0", since = "1.19.32", summary = "names in a directory into a host file, NUL after each")
    void ls0(@Is(ParamKind.PATH) String dir, OutputStream filenames) throws IOException;

    @Action(
            name = "llz",
            since = "1.17.6",
            deprecated = true,
            deprecatedBy = "lgetxattrs",
            summary = "long listing of a directory with SELinux contexts")
    String llz(@Is(ParamKind.PATH) String directory) throws IOException;
}
