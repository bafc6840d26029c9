package org.guestscope.agent.action;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.device.Devices;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.guestscope.agent.libc.Spawn;
import org.guestscope.guest.action.Debug;

/** Looks inside the appliance; for those who work on it, so without promises. */
public final class DebugActions implements Debug {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,5}");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private static final int TENTHS = 10;

    private static final String SUBCOMMANDS = "help env error fds ldd ls ll mem print progress sh spew uuid";
    private static final String OPEN_FILES = "/proc/self/fd";
    private static final String LOADER = "/lib64/ld-linux-x86-64.so.2";

    /** The longest text that an ERROR frame carries. */
    private static final long MAX_ERROR = 64 << 10;

    private static final long MAX_LINES = 100_000;
    private static final String NOISE = "0123456789".repeat(7) + "01";

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
        return switch (subcmd.toLowerCase(Locale.ROOT)) {
            case "help" -> "Commands supported: " + SUBCOMMANDS;
            case "ls" -> context.child("ls", "-a").add(extraargs).require().text();
            case "ll" -> context.child("ls", "-la").add(extraargs).require().text();
            case "sh" -> shell(String.join(" ", extraargs));
            case "env" -> context.child("env").require().text();
            case "error" -> throw new ChildException("a".repeat((int) number(subcmd, extraargs, MAX_ERROR)));
            case "fds" -> openFiles();
            case "ldd" ->
                context.child(LOADER, "--list").add(extraargs).require().text();
            case "print" -> print(String.join(" ", extraargs));
            case "spew" -> spew(number(subcmd, extraargs, MAX_LINES));
            case "mem" -> memory();
            case "uuid" -> UUID.randomUUID() + "\n";
            case "progress" -> progress(extraargs);
            default -> throw new ChildException(subcmd + ": unknown; see 'debug help'");
        };
    }

    /** What a command says on both its streams. It is told where the guest's files are and what its disks are called. */
    private String shell(String command) throws IOException {
        List<String> environment = new ArrayList<>(Spawn.ENVIRONMENT);
        environment.add("root=" + context.sysroot().path());
        environment.add("sd=sd");
        String said = context.child("sh", "-c", "exec 2>&1\n" + command)
                .environment(environment)
                .require()
                .text();
        return said.endsWith("\n") ? said.substring(0, said.length() - 1) : said;
    }

    /** What the agent has open, a line each. */
    private static String openFiles() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String number : Devices.list(OPEN_FILES)) {
            try {
                String target = Posix.readlinkat(number, Posix.AT_FDCWD, OPEN_FILES + "/" + number);
                lines.append("%2s %s%n".formatted(number, target));
            } catch (ErrnoException e) {
                // That of the listing itself is closed again.
            }
        }
        return lines.toString();
    }

    /** Something for the console. */
    private static String print(String text) {
        System.err.println(text);
        return "ok";
    }

    private static String spew(long lines) {
        for (long i = 0; i < lines; i++) {
            System.err.println(NOISE);
        }
        return "ok";
    }

    private static long number(String subcmd, List<String> arguments, long limit) throws IOException {
        String given = arguments.size() == 1 ? arguments.get(0) : "";
        if (!NUMBER.matcher(given).matches() || Long.parseLong(given) > limit) {
            throw new ChildException("%s: a number up to %d is wanted".formatted(subcmd, limit));
        }
        return Long.parseLong(given);
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
