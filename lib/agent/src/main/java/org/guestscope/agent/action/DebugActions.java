package org.guestscope.agent.action;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.guestscope.guest.action.Debug;

/** Looks inside the appliance; for those who work on it, so without promises. */
public final class DebugActions implements Debug {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,5}");

    private static final int TENTHS = 10;

    private final ActionContext context;

    /** With what all actions share. */
    public DebugActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public void internalExit() {
        // The answer would tell a host that the agent lives, so there is none.
        Runtime.getRuntime().halt(0);
    }

    @Override
    public String debug(String subcmd, List<String> extraargs) throws IOException {
        return switch (subcmd) {
            case "help" -> "help ls ll sh env mem progress uuid\n";
            case "ls" -> context.child("ls", "-a").add(extraargs).require().text();
            case "ll" -> context.child("ls", "-la").add(extraargs).require().text();
            case "sh" ->
                withoutNewline(context.child("sh", "-c", String.join(" ", extraargs))
                        .require()
                        .text());
            case "env" -> context.child("env").require().text();
            case "mem" -> memory();
            case "uuid" -> UUID.randomUUID() + "\n";
            case "progress" -> progress(extraargs);
            default -> throw new ChildException(subcmd + ": unknown; see 'debug help'");
        };
    }

    private static String withoutNewline(String text) {
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private static String memory() {
        Runtime runtime = Runtime.getRuntime();
        return "heap used %d, heap %d, heap limit %d\n"
                .formatted(runtime.totalMemory() - runtime.freeMemory(), runtime.totalMemory(), runtime.maxMemory());
    }

    /** Takes so many seconds and tells how far it is, for tests of progress bars. */
    private String progress(List<String> arguments) throws IOException {
        String given = arguments.isEmpty() ? "1" : arguments.get(0);
        if (!SECONDS.matcher(given).matches()) {
            throw new ChildException("progress: " + given + ": not a number of seconds");
        }
        int seconds = Integer.parseInt(given);
        for (int tenth = 0; tenth < seconds * TENTHS; tenth++) {
            context.progress().progress(tenth, (long) seconds * TENTHS);
            context.child("sleep", "0.1").require();
        }
        return "ok";
    }

    @Override
    public void debugUpload(InputStream filename, String tmpname, int mode) throws IOException {
        int flags = Posix.O_WRONLY | Posix.O_CREAT | Posix.O_TRUNC;
        try (Fd file = Posix.open(tmpname, Posix.AT_FDCWD, tmpname, flags, mode, 0)) {
            new StreamCopy(context, 0).copy(filename, file.output(), Long.MAX_VALUE);
        }
    }
}
