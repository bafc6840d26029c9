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

    /**
     * Returns where many symbolic links of the directory {@code path} lead to, in one call. What is no symbolic link
     * gets an empty text.
     *
     * @param names the names, without a slash
     */
    @Action(
            name = "readlinklist",
            since = "1.0.77",
            summary = "targets of many symbolic links of a directory in one call")
    List<String> readlinklist(@Is(ParamKind.PATH) String path, @Is(ParamKind.NAME_LIST) List<String> names)
            throws IOException;

    /** Deletes the file {@code path}, which may be anything but a directory. A symbolic link is deleted itself. */
    @Action(name = "rm", since = "0.0.8", summary = "delete a file")
    void rm(@Is(ParamKind.PATH) String path) throws IOException;

    /** Deletes the directory {@code path}, which has to be empty. */
    @Action(name = "rmdir", since = "0.0.8", summary = "delete an empty directory")
    void rmdir(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Deletes {@code path} and, if it is a directory, all that is below it. Nothing happens when it does not exist.
     * Symbolic links are not followed.
     */
    @Action(name = "rm-rf", since = "0.0.8", summary = "delete a file or a whole tree")
    void rmRf(@Is(ParamKind.PATH) String path) throws IOException;

    /** Makes the directory {@code path}; the one above has to exist. */
    @Action(name = "mkdir", since = "0.0.8", summary = "make a directory")
    void mkdir(@Is(ParamKind.PATH) String path) throws IOException;

    /** Makes the directory {@code path} and those above it that do not exist. Nothing happens when it is there. */
    @Action(name = "mkdir-p", since = "0.0.8", summary = "make a directory and those above it")
    void mkdirP(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Makes a directory that nobody else uses, for its owner only.
     *
     * <pre>{@code
     * mkdtemp /tmp/workXXXXXX
     * }</pre>
     *
     * @param tmpl its path, ending in six X, which are replaced
     * @return the path that was taken
     */
    @Action(name = "mkdtemp", since = "1.0.54", summary = "make a directory with a name nobody uses")
    String mkdtemp(@Is(ParamKind.PATH) String tmpl) throws IOException;

    /**
     * Makes a file of any kind.
     *
     * @param mode kind and permissions as stat(2) has them, such as 060660 for a block device; octal with a leading 0
     * @param devmajor the device's major number
     * @param devminor its minor number
     * @param path where to make it
     */
    @Action(name = "mknod", since = "1.0.55", feature = "mknod", summary = "make a device node, pipe, socket or file")
    void mknod(int mode, int devmajor, int devminor, @Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Makes the named pipe {@code path}.
     *
     * @param mode its permissions; octal with a leading 0
     */
    @Action(name = "mkfifo", since = "1.0.55", feature = "mknod", summary = "make a named pipe")
    void mkfifo(int mode, @Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Makes the block device node {@code path}.
     *
     * @param mode its permissions; octal with a leading 0
     * @param devmajor the device's major number
     * @param devminor its minor number
     */
    @Action(name = "mknod-b", since = "1.0.55", feature = "mknod", summary = "make a block device node")
    void mknodB(int mode, int devmajor, int devminor, @Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Makes the character device node {@code path}.
     *
     * @param mode its permissions; octal with a leading 0
     * @param devmajor the device's major number
     * @param devminor its minor number
     */
    @Action(name = "mknod-c", since = "1.0.55", feature = "mknod", summary = "make a character device node")
    void mknodC(int mode, int devmajor, int devminor, @Is(ParamKind.PATH) String path) throws IOException;

    /** Returns {@code path} without symbolic links, {@code .} and {@code ..}. Everything on the way has to exist. */
    @Action(name = "realpath", since = "1.0.66", summary = "path with every symbolic link resolved")
    String realpath(@Is(ParamKind.PATH) String path) throws IOException;

    /** Makes {@code linkname} a hard link: a second name of the file {@code target}, on the same filesystem. */
    @Action(name = "ln", since = "1.0.66", summary = "give a file a further name")
    void ln(String target, @Is(ParamKind.PATH) String linkname) throws IOException;

    /** Makes {@code linkname} a hard link to the file {@code target}, and deletes what had that name. */
    @Action(name = "ln-f", since = "1.0.66", summary = "give a file a further name, replacing what has it")
    void lnF(String target, @Is(ParamKind.PATH) String linkname) throws IOException;

    /**
     * Makes {@code linkname} a symbolic link that leads to {@code target}, which need not exist and is written as it
     * is. Where a directory has that name, the link is made in it, under the last part of {@code target}.
     */
    @Action(name = "ln-s", since = "1.0.66", summary = "make a symbolic link")
    void lnS(String target, @Is(ParamKind.PATH) String linkname) throws IOException;

    /**
     * Makes {@code linkname} a symbolic link that leads to {@code target}, and deletes what had that name. Where a directory
     * has it, the link is made in the directory, as by {@code ln-s}.
     */
    @Action(name = "ln-sf", since = "1.0.66", summary = "make a symbolic link, replacing what has its name")
    void lnSf(String target, @Is(ParamKind.PATH) String linkname) throws IOException;

    /** Returns where the symbolic link {@code path} leads to, as it is written. */
    @Action(name = "readlink", since = "1.0.66", summary = "target of a symbolic link")
    String readlink(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Makes the directory {@code path} with permissions of your choice, from which the umask is taken away.
     *
     * @param mode the permissions; octal with a leading 0
     */
    @Action(name = "mkdir-mode", since = "1.0.77", summary = "make a directory with given permissions")
    void mkdirMode(@Is(ParamKind.PATH) String path, int mode) throws IOException;

    /** Deletes the file {@code path}; nothing happens when it does not exist. Directories are refused. */
    @Action(name = "rm-f", since = "1.19.42", summary = "delete a file if there is one")
    void rmF(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Makes an empty file that nobody else uses, for its owner only.
     *
     * <pre>{@code
     * mktemp /tmp/listXXXXXX suffix:.txt
     * }</pre>
     *
     * @param tmpl its path, ending in six X, which are replaced
     * @param suffix what stands behind them; nothing unless given
     * @return the path that was taken
     */
    @Action(name = "mktemp", since = "1.19.53", summary = "make a file with a name nobody uses")
    String mktemp(@Is(ParamKind.PATH) String tmpl, @Opt @Nullable String suffix) throws IOException;

    /**
     * Renames {@code oldpath} to {@code newpath} on the same filesystem, replacing a file that is there. Between
     * filesystems use {@code mv}.
     */
    @Action(name = "rename", since = "1.21.5", summary = "rename a file within one filesystem")
    void rename(@Is(ParamKind.PATH) String oldpath, @Is(ParamKind.PATH) String newpath) throws IOException;
}
