package org.guestscope.agent.action;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.FileStatus;
import org.guestscope.agent.libc.Posix;
import org.guestscope.agent.sysroot.Sysroot;
import org.guestscope.guest.action.Nodes;
import org.jspecify.annotations.Nullable;

/** Makes, renames and deletes files of every kind. */
public final class NodeActions implements Nodes {

    private static final String PLACEHOLDER = "XXXXXX";
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** As many as glibc tries; more would mean that somebody fills the directory on purpose. */
    private static final int ATTEMPTS = 1000;

    private final ActionContext context;

    /** With what all actions share. */
    public NodeActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public void rm(String path) throws IOException {
        try (Sysroot.Place place = context.sysroot().place(path)) {
            Posix.unlinkat(path, place.directory().number(), place.name(), 0);
        }
    }

    @Override
    public void rmF(String path) throws IOException {
        try {
            rm(path);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
    }

    @Override
    public void rmdir(String path) throws IOException {
        try (Sysroot.Place place = context.sysroot().place(path)) {
            Posix.unlinkat(path, place.directory().number(), place.name(), Posix.AT_REMOVEDIR);
        }
    }

    @Override
    public void rmRf(String path) throws IOException {
        String trimmed = path.replaceAll("/+$", "");
        if (trimmed.isEmpty()) {
            throw new ChildException("the root directory cannot be removed");
        }
        try (Sysroot.Place place = context.sysroot().place(path)) {
            remove(path, place.directory(), place.name());
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
    }

    /** Goes down by open directories, so a symbolic link put in the way is deleted and never followed. */
    private void remove(String path, Fd directory, String name) throws IOException {
        context.cancellation().check();
        FileStatus status = Posix.statx(path, directory.number(), name, Posix.AT_SYMLINK_NOFOLLOW);
        if (status.isDirectory()) {
            int flags = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_NOFOLLOW;
            try (Fd below = Posix.open(path, directory.number(), name, flags, 0, 0)) {
                for (Posix.Entry entry : Posix.readdir(path, below)) {
                    remove(path + "/" + entry.name(), below, entry.name());
                }
            }
        }
        Posix.unlinkat(path, directory.number(), name, status.isDirectory() ? Posix.AT_REMOVEDIR : 0);
    }

    @Override
    public void mkdir(String path) throws IOException {
        mkdirMode(path, 0777);
    }

    @Override
    public void mkdirMode(String path, int mode) throws IOException {
        requireMode(path, mode);
        try (Sysroot.Place place = context.sysroot().place(path)) {
            Posix.mkdirat(path, place.directory().number(), place.name(), mode);
        }
    }

    @Override
    public void mkdirP(String path) throws IOException {
        for (String prefix : Sysroot.prefixes(path)) {
            try {
                mkdir(prefix);
            } catch (ErrnoException e) {
                boolean there = e.errno() == Errno.EEXIST || e.errno() == Errno.EINVAL;
                if (!there || !context.sysroot().status(prefix, true).isDirectory()) {
                    throw new ErrnoException(path, e.errno());
                }
            }
        }
    }

    @Override
    public String mkdtemp(String tmpl) throws IOException {
        return makeUnique(tmpl, "", path -> mkdirMode(path, 0700));
    }

    @Override
    public String mktemp(String tmpl, @Nullable String suffix) throws IOException {
        int flags = Posix.O_WRONLY | Posix.O_CREAT | Posix.O_EXCL;
        return makeUnique(
                tmpl,
                Objects.requireNonNullElse(suffix, ""),
                path -> context.sysroot().open(path, flags, 0600).close());
    }

    /** Makes something under a name that did not exist. */
    private interface Maker {
        void make(String path) throws IOException;
    }

    private static String makeUnique(String template, String suffix, Maker maker) throws IOException {
        if (!template.endsWith(PLACEHOLDER)) {
            throw new ErrnoException(template, Errno.EINVAL);
        }
        String stem = template.substring(0, template.length() - PLACEHOLDER.length());
        SecureRandom random = new SecureRandom();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            StringBuilder path = new StringBuilder(stem);
            for (int i = 0; i < PLACEHOLDER.length(); i++) {
                path.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            path.append(suffix);
            try {
                maker.make(path.toString());
                return path.toString();
            } catch (ErrnoException e) {
                if (e.errno() != Errno.EEXIST) {
                    throw new ErrnoException(template, e.errno());
                }
            }
        }
        throw new ErrnoException(template, Errno.EEXIST);
    }

    @Override
    public void mknod(int mode, int devmajor, int devminor, String path) throws IOException {
        requireMode(path, mode);
        try (Sysroot.Place place = context.sysroot().place(path)) {
            long device = FileStatus.makeDevice(devmajor, devminor);
            Posix.mknodat(path, place.directory().number(), place.name(), mode, device);
        }
    }

    @Override
    public void mkfifo(int mode, String path) throws IOException {
        mknodOf(FileStatus.FIFO, mode, 0, 0, path);
    }

    @Override
    public void mknodB(int mode, int devmajor, int devminor, String path) throws IOException {
        mknodOf(FileStatus.BLOCK_DEVICE, mode, devmajor, devminor, path);
    }

    @Override
    public void mknodC(int mode, int devmajor, int devminor, String path) throws IOException {
        mknodOf(FileStatus.CHARACTER_DEVICE, mode, devmajor, devminor, path);
    }

    private static void requireMode(String path, int mode) throws IOException {
        if (mode < 0) {
            throw new ChildException(path + ": mode is negative");
        }
    }

    private void mknodOf(int type, int mode, int major, int minor, String path) throws IOException {
        if (mode < 0 || (mode & ~07777) != 0) {
            throw new ChildException("%s: mode 0%o holds more than permission bits".formatted(path, mode));
        }
        mknod(mode | type, major, minor, path);
    }

    @Override
    public String realpath(String path) throws IOException {
        return context.sysroot().realPath(path);
    }

    @Override
    public void ln(String target, String linkname) throws IOException {
        try (Sysroot.Place from = context.sysroot().place(target);
                Sysroot.Place to = context.sysroot().place(linkname)) {
            String what = target + ": " + linkname;
            Posix.linkat(
                    what, from.directory().number(), from.name(), to.directory().number(), to.name(), 0);
        }
    }

    @Override
    public void lnF(String target, String linkname) throws IOException {
        rmF(linkname);
        ln(target, linkname);
    }

    @Override
    public void lnS(String target, String linkname) throws IOException {
        symlink(target, inDirectory(linkname, target));
    }

    @Override
    public void lnSf(String target, String linkname) throws IOException {
        String place = inDirectory(linkname, target);
        rmF(place);
        symlink(target, place);
    }

    private void symlink(String target, String linkname) throws IOException {
        try (Sysroot.Place place = context.sysroot().place(linkname)) {
            Posix.symlinkat(linkname, target, place.directory().number(), place.name());
        }
    }

    /**
     * As ln(1) has it, a link to be made where a directory is goes into it under the target's own name. A symbolic link to a
     * directory is none: who forces a link over another wants it replaced.
     */
    private String inDirectory(String linkname, String target) throws IOException {
        if (!context.sysroot().exists(linkname)
                || !context.sysroot().status(linkname, false).isDirectory()) {
            return linkname;
        }
        String trimmed = target.replaceFirst("/+$", "");
        return linkname + "/" + trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }

    @Override
    public String readlink(String path) throws IOException {
        try (Sysroot.Place place = context.sysroot().place(path)) {
            return Posix.readlinkat(path, place.directory().number(), place.name());
        }
    }

    @Override
    public List<String> readlinklist(String path, List<String> names) throws IOException {
        List<String> targets = new ArrayList<>(names.size());
        try (Fd directory = context.sysroot().directory(path)) {
            for (String name : names) {
                try {
                    targets.add(Posix.readlinkat(name, directory.number(), name));
                } catch (ErrnoException e) {
                    targets.add("");
                }
            }
        }
        return targets;
    }

    @Override
    public void rename(String oldpath, String newpath) throws IOException {
        try (Sysroot.Place from = context.sysroot().place(oldpath);
                Sysroot.Place to = context.sysroot().place(newpath)) {
            String what = oldpath + ": " + newpath;
            Posix.renameat(
                    what, from.directory().number(), from.name(), to.directory().number(), to.name());
        }
    }
}
