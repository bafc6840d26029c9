package org.guestscope.agent.action;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.child.ChildResult;
import org.guestscope.agent.libc.Posix;
import org.guestscope.agent.libc.Spawn;
import org.guestscope.guest.action.Commands;

/** Runs programs of the guest, in a chroot and with the kernel's filesystems bound into it. */
public final class CommandActions implements Commands {

    private static final long MS_BIND = 4096;
    private static final int MNT_DETACH = 2;
    private static final String[] KERNEL_TREES = {"/dev", "/dev/pts", "/proc", "/sys"};

    private final ActionContext context;

    /** With what all actions share. */
    public CommandActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public String command(List<String> arguments) throws IOException {
        return run(arguments).text();
    }

    @Override
    public List<String> commandLines(List<String> arguments) throws IOException {
        return run(arguments).lines();
    }

    @Override
    public String sh(String command) throws IOException {
        return run(List.of("/bin/sh", "-c", command)).text();
    }

    @Override
    public List<String> shLines(String command) throws IOException {
        return run(List.of("/bin/sh", "-c", command)).lines();
    }

    private ChildResult run(List<String> arguments) throws IOException {
        if (arguments.isEmpty()) {
            throw new ChildException("no command was given");
        }
        context.requireRoot();
        Deque<String> bound = new ArrayDeque<>();
        try (LentNameServers servers = LentNameServers.to(context)) {
            for (String tree : KERNEL_TREES) {
                bind(tree, bound);
            }
            ChildResult result = context.child("chroot", context.sysroot().path())
                    .add(arguments)
                    .environment(Spawn.GUEST_ENVIRONMENT)
                    .run();
            if (!result.succeeded()) {
                throw new ChildException(ofGuest(arguments.get(0), result).complaint());
            }
            return result;
        } finally {
            for (String target : bound) {
                Posix.umount(target, target, MNT_DETACH);
            }
        }
    }

    /** What the guest's program left, without the words of the chroot that it was started with. */
    private static ChildResult ofGuest(String program, ChildResult result) {
        String start = "chroot: failed to run command '%s': ".formatted(program);
        String stderr = result.stderr();
        if (stderr.startsWith(start)) {
            stderr = program + ": " + stderr.substring(start.length());
        }
        return new ChildResult(program, result.status(), result.stdout(), stderr);
    }

    /** A guest without that directory, or on a read-only disk without it, gets along without. */
    private void bind(String tree, Deque<String> bound) throws IOException {
        if (context.sysroot().exists(tree)
                && context.sysroot().status(tree, true).isDirectory()) {
            String target = context.sysroot().outsidePath(tree);
            Posix.mount(tree, tree, target, "", MS_BIND, "");
            bound.push(target);
        }
    }

    @Override
    public void sleep(int secs) throws IOException {
        context.child("sleep", Integer.toString(secs)).require();
    }

    @Override
    public String echoDaemon(List<String> words) {
        return String.join(" ", words);
    }
}
