package org.guestscope.agent.action;

import java.io.IOException;
import org.guestscope.agent.child.ChildResult;
import org.guestscope.agent.libc.Posix;
import org.guestscope.agent.sysroot.Sysroot;

/** The program btrfs, and the guest's paths as it is to be told them. */
final class BtrfsTool {

    private final ActionContext context;

    BtrfsTool(ActionContext context) {
        this.context = context;
    }

    ChildResult run(String group, String command, String... arguments) throws IOException {
        return context.child("btrfs", group, command).add(arguments).require();
    }

    String path(String guestPath) throws IOException {
        return context.sysroot().outsidePath(guestPath);
    }

    /** The path of something that does not exist yet. */
    String newPath(String guestPath) throws IOException {
        try (Sysroot.Place place = context.sysroot().place(guestPath)) {
            return Posix.readlinkat(guestPath, Posix.AT_FDCWD, place.directory().procPath()) + "/" + place.name();
        }
    }
}
