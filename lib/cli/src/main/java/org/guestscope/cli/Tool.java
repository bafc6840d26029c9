package org.guestscope.cli;

import java.io.PrintStream;

/** Runs a command: the only place where exceptions become text and an exit status. */
public final class Tool {

    /** What a command does with its arguments; it answers its exit status. */
    @FunctionalInterface
    public interface Body {
        int run(String[] args, Console console) throws Exception;
    }

    private Tool() {}

    /** Runs {@code body} on the process's own streams and ends the process with its status. */
    public static void main(String name, String[] args, Body body) {
        System.exit(run(name, args, Console.ofProcess(), body));
    }

    /**
     * Runs {@code body}, prints what it fails with as one line behind the tool's name, and answers the exit status: the
     * body's own, a {@link CommandFailure}'s, else 1. A stack trace is printed only with {@code -v} or {@code
     * --verbose} among the arguments.
     */
    public static int run(String name, String[] args, Console console, Body body) {
        int status;
        try {
            status = body.run(args, console);
        } catch (UsageFailure e) {
            if (!e.getMessage().isEmpty()) {
                complain(name, e.getMessage(), console);
            }
            // The peers quote in the locale's way; these are the quotes of a UTF-8 locale.
            console.err().println("Try ‘" + name + " --help’ for more information.");
            status = 1;
        } catch (CommandFailure e) {
            complain(name, String.valueOf(e.getMessage()), console);
            String hint = e.hint();
            if (hint != null) {
                console.err().println(PrintableText.of(hint));
            }
            status = e.status();
            trace(e, args, console.err());
        } catch (Exception | StackOverflowError | OutOfMemoryError e) {
            complain(name, describe(e), console);
            trace(e, args, console.err());
            status = 1;
        }
        console.out().flush();
        if (console.out().checkError() && status == 0) {
            // A reader that went away (head, less) is no failure worth a message, but a full disk is a failure.
            status = 1;
        }
        console.err().flush();
        return status;
    }

    /** Prints one line on standard error: the tool's name, then the message made safe for a terminal. */
    public static void complain(String name, String message, Console console) {
        console.err().println(name + ": " + PrintableText.of(message));
    }

    /** What an exception says, in one line, its class where it has no words of its own. */
    public static String describe(Throwable e) {
        String message = e.getMessage();
        if (e instanceof OutOfMemoryError) {
            return "out of memory: " + message;
        }
        if (e instanceof java.nio.file.NoSuchFileException) {
            return message + ": No such file or directory";
        }
        if (e instanceof java.nio.file.AccessDeniedException) {
            return message + ": Permission denied";
        }
        if (message == null || message.isEmpty()) {
            return e.getClass().getSimpleName();
        }
        return e instanceof RuntimeException ? e.getClass().getSimpleName() + ": " + message : message;
    }

    private static void trace(Throwable e, String[] args, PrintStream err) {
        for (String arg : args) {
            if (arg.equals("-v") || arg.equals("--verbose")) {
                e.printStackTrace(err);
                return;
            }
        }
    }
}
