package org.guestscope.agent.sysroot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.FileStatus;
import org.guestscope.agent.libc.Posix;

/**
 * The directory below which the guest's filesystems are mounted.
 *
 * <p>Every path is resolved by {@code openat2} with {@code RESOLVE_IN_ROOT}: the kernel treats the sysroot as the root
 * directory for absolute paths, absolute symbolic links and {@code ..}, atomically. What has to name a directory's entry
 * (make, rename, delete) works on the opened parent and the last component.
 */
public final class Sysroot {

    private final String path;

    /** Below a directory of the appliance, given without a slash at its end. */
    public Sysroot(String path) {
        this.path = path;
    }

    /** The directory itself, for programs that cannot take a descriptor. */
    public String path() {
        return path;
    }

    /** An opened parent directory and the name of an entry in it. */
    public record Place(Fd directory, String name) implements AutoCloseable {

        /** The entry's path for any process of the agent, its last component not resolved. */
        public String procPath() {
            return directory.procPath() + "/" + name;
        }

        @Override
        public void close() {
            directory.close();
        }
    }

    /** Opens a guest path. */
    public Fd open(String guestPath, int flags) throws IOException {
        return open(guestPath, flags, 0);
    }

    /** Opens a guest path, making the file with {@code mode} if {@code flags} say so. */
    public Fd open(String guestPath, int flags, int mode) throws IOException {
        try (Fd root = root()) {
            return Posix.open(guestPath, root.number(), guestPath, bounded(flags), mode, Posix.RESOLVE_IN_ROOT);
        }
    }

    /** A handle of a file of any kind, following symbolic links. */
    public Fd handle(String guestPath) throws IOException {
        return open(guestPath, Posix.O_PATH);
    }

    /** A handle of a file of any kind or of a symbolic link itself. */
    public Fd handleNoFollow(String guestPath) throws IOException {
        return open(guestPath, Posix.O_PATH | Posix.O_NOFOLLOW);
    }

    /** A handle, following the last symbolic link or not. */
    public Fd handle(String guestPath, boolean follow) throws IOException {
        return follow ? handle(guestPath) : handleNoFollow(guestPath);
    }

    /** Opens a directory for reading its entries. */
    public Fd directory(String guestPath) throws IOException {
        return open(guestPath, Posix.O_RDONLY | Posix.O_DIRECTORY);
    }

    /**
     * Opens the parent of a path.
     *
     * @throws ErrnoException with EEXIST for the root itself, which has no name
     */
    public Place place(String guestPath) throws IOException {
        String trimmed = trimSlashes(guestPath);
        int slash = trimmed.lastIndexOf('/');
        String name = trimmed.substring(slash + 1);
        if (name.isEmpty()) {
            throw new ErrnoException(guestPath, Errno.EEXIST);
        } else if (name.equals(".") || name.equals("..")) {
            throw new ErrnoException(guestPath, Errno.EINVAL);
        }
        String parent = slash <= 0 ? "/" : trimmed.substring(0, slash);
        try {
            return new Place(open(parent, Posix.O_PATH | Posix.O_DIRECTORY), name);
        } catch (ErrnoException e) {
            throw new ErrnoException(guestPath, e.errno());
        }
    }

    /** Status of a file or, unless {@code follow}, of a symbolic link itself. */
    public FileStatus status(String guestPath, boolean follow) throws IOException {
        try (Fd file = handle(guestPath, follow)) {
            return Posix.fstat(guestPath, file);
        }
    }

    /** Whether a path leads to something, be it a dangling symbolic link. */
    public boolean exists(String guestPath) throws IOException {
        try (Fd file = handle(guestPath)) {
            return file.number() >= 0;
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
                return false;
            }
            throw e;
        }
    }

    /** Entries of a directory, without {@code .} and {@code ..}, in the filesystem's order. */
    public List<Posix.Entry> entries(String guestPath) throws IOException {
        try (Fd directory = directory(guestPath)) {
            return Posix.readdir(guestPath, directory);
        }
    }

    /** A path with every symbolic link resolved, as the guest sees it. */
    public String realPath(String guestPath) throws IOException {
        try (Fd file = handle(guestPath);
                Fd root = root()) {
            String outside = Posix.readlinkat(guestPath, Posix.AT_FDCWD, file.procPath());
            String base = Posix.readlinkat(guestPath, Posix.AT_FDCWD, root.procPath());
            if (outside.equals(base)) {
                return "/";
            }
            String prefix = base.equals("/") ? "/" : base + "/";
            if (!outside.startsWith(prefix)) {
                throw new ErrnoException(guestPath, Errno.EXDEV);
            }
            return "/" + outside.substring(prefix.length());
        }
    }

    /**
     * The path of the appliance at which a resolved guest path stands, for the mount system calls, which take no
     * descriptors.
     */
    public String outsidePath(String guestPath) throws IOException {
        String real = realPath(guestPath);
        return real.equals("/") ? path : path + real;
    }

    /** Directories above a path and the path itself, from the top: {@code /a}, {@code /a/b}. */
    public static List<String> prefixes(String guestPath) {
        List<String> prefixes = new ArrayList<>();
        String trimmed = trimSlashes(guestPath);
        for (int i = 1; i < trimmed.length(); i++) {
            if (trimmed.charAt(i) == '/' && trimmed.charAt(i - 1) != '/') {
                prefixes.add(trimmed.substring(0, i));
            }
        }
        if (!trimmed.isEmpty()) {
            prefixes.add(trimmed);
        }
        return prefixes;
    }

    /**
     * A terminal of the guest must not become the agent's, and a named pipe in a file's place, with nobody at its other
     * end, must not keep the agent waiting: it reads as empty. {@code openat2} takes neither flag for a mere handle.
     */
    private static int bounded(int flags) {
        return (flags & Posix.O_PATH) != 0 ? flags : flags | Posix.O_NOCTTY | Posix.O_NONBLOCK;
    }

    private Fd root() throws IOException {
        return Posix.open(path.isEmpty() ? "/" : path, Posix.O_PATH | Posix.O_DIRECTORY);
    }

    private static String trimSlashes(String guestPath) {
        int end = guestPath.length();
        while (end > 0 && guestPath.charAt(end - 1) == '/') {
            end--;
        }
        return guestPath.substring(0, end);
    }
}
