package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.jspecify.annotations.Nullable;

/** Makes, renames and deletes files of every kind. */
@Family(title = "directories, links and nodes")
public interface Nodes {

    @Action(
            name = "readlinklist",
            since = "1.0.77",
            summary = "targets of many symbolic links of a directory in one call")
    List<String> readlinklist(@Is(ParamKind.PATH) String path, @Is(ParamKind.NAME_LIST) List<String> names)
            throws IOException;

    @Action(name = "rm", since = "0.0.8", summary = "delete a file")
    void rm(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "rmdir", since = "0.0.8", summary = "delete an empty directory")
    void rmdir(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "rm-rf", since = "0.0.8", summary = "delete a file or a whole tree")
    void rmRf(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "mkdir", since = "0.0.8", summary = "make a directory")
    void mkdir(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "mkdir-p", since = "0.0.8", summary = "make a directory and those above it")
    void mkdirP(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "mkdtemp", since = "1.0.54", summary = "make a directory with a name nobody uses")
    String mkdtemp(@Is(ParamKind.PATH) String tmpl) throws IOException;

    @Action(name = "mknod", since = "1.0.55", feature = "mknod", summary = "make a device node, pipe, socket or file")
    void mknod(int mode, int devmajor, int devminor, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "mkfifo", since = "1.0.55", feature = "mknod", summary = "make a named pipe")
    void mkfifo(int mode, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "mknod-b", since = "1.0.55", feature = "mknod", summary = "make a block device node")
    void mknodB(int mode, int devmajor, int devminor, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "mknod-c", since = "1.0.55", feature = "mknod", summary = "make a character device node")
    void mknodC(int mode, int devmajor, int devminor, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "realpath", since = "1.0.66", summary = "path with every symbolic link resolved")
    String realpath(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "ln", since = "1.0.66", summary = "give a file a further name")
    void ln(String target, @Is(ParamKind.PATH) String linkname) throws IOException;

    @Action(name = "ln-f", since = "1.0.66", summary = "give a file a further name, replacing what has it")
    void lnF(String target, @Is(ParamKind.PATH) String linkname) throws IOException;

    @Action(name = "ln-s", since = "1.0.66", summary = "make a symbolic link")
    void lnS(String target, @Is(ParamKind.PATH) String linkname) throws IOException;

    @Action(name = "ln-sf", since = "1.0.66", summary = "make a symbolic link, replacing what has its name")
    void lnSf(String target, @Is(ParamKind.PATH) String linkname) throws IOException;

    @Action(name = "readlink", since = "1.0.66", summary = "target of a symbolic link")
    String readlink(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "mkdir-mode", since = "1.0.77", summary = "make a directory with given permissions")
    void mkdirMode(@Is(ParamKind.PATH) String path, int mode) throws IOException;

    @Action(name = "rm-f", since = "1.19.42", summary = "delete a file if there is one")
    void rmF(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "mktemp", since = "1.19.53", summary = "make a file with a name nobody uses")
    String mktemp(@Is(ParamKind.PATH) String tmpl, @Opt @Nullable String suffix) throws IOException;

    @Action(name = "rename", since = "1.21.5", summary = "rename a file within one filesystem")
    void rename(@Is(ParamKind.PATH) String oldpath, @Is(ParamKind.PATH) String newpath) throws IOException;
}
