package org.guestscope.agent.action;

import java.io.IOException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;

/** Goes through a tree by open directories, in the order of names, never following a symbolic link. */
final class TreeWalk {

    /** Linux's own type of a directory entry: {@code DT_DIR} and {@code DT_UNKNOWN}. */
    private static final int DT_DIR = 4;

    private static final int DT_UNKNOWN = 0;

    private final ActionContext context;
    private final Visitor visitor;

    /** Is shown every entry below the top. */
    @FunctionalInterface
    interface Visitor {
        /** An entry by its name in its open directory and by its path below the top. */
        void visit(String path, Fd directory, Posix.Entry entry) throws IOException;
    }

    TreeWalk(ActionContext context, Visitor visitor) {
        this.context = context;
        this.visitor = visitor;
    }

    void walk(String guestPath) throws IOException {
        try (Fd top = context.sysroot().directory(guestPath)) {
            walk("", top);
        }
    }

    private void walk(String prefix, Fd directory) throws IOException {
        context.cancellation().check();
        for (Posix.Entry entry : Posix.readdir(prefix, directory)) {
            String path = prefix + entry.name();
            visitor.visit(path, directory, entry);
            if (isDirectory(directory, entry)) {
                int flags = Posix.O_RDONLY | Posix.O_DIRECTORY | Posix.O_NOFOLLOW;
                try (Fd below = Posix.open(path, directory.number(), entry.name(), flags, 0, 0)) {
                    walk(path + "/", below);
                }
            }
        }
    }

    private static boolean isDirectory(Fd directory, Posix.Entry entry) throws IOException {
        if (entry.type() != DT_UNKNOWN) {
            return entry.type() == DT_DIR;
        }
        return Posix.statx(entry.name(), directory.number(), entry.name(), Posix.AT_SYMLINK_NOFOLLOW)
                .isDirectory();
    }
}
