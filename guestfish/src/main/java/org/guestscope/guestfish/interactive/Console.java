package org.guestscope.guestfish.interactive;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.function.IntSupplier;
import org.guestscope.appliance.host.HostPath;
import org.guestscope.guest.call.ByteText;
import org.guestscope.guestfish.grammar.PromptText;
import org.guestscope.guestfish.host.Host;
import org.guestscope.guestfish.shell.LineSource;
import org.guestscope.guestfish.shell.Output;
import org.guestscope.guestfish.shell.ProgressBar;
import org.guestscope.guestfish.shell.Shell;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/** The terminal of an interactive session: where its lines come from. */
public final class Console implements LineSource, AutoCloseable {
    private static final String PROMPT = "><fs> ";
    private static final String COLOURED_PROMPT = "\u001b[1;36m><fs>\u001b[0m ";
    private static final String DATA_PROMPT = "> ";

    /** The exit status of a program that SIGINT ended, as shells report it: 128 and its number. */
    private static final int INTERRUPTED = 130;

    private final Host host;
    private final Terminal terminal;
    private final LineReader reader;
    private final HistoryFile history;
    private final GuestCompleter completer;
    private final Deque<String> pasted = new ArrayDeque<>();
    private @Nullable Shell shell;
    private int lines;

    private Console(Host host, boolean guestPaths, Terminal terminal) {
        this.host = host;
        this.terminal = terminal;
        this.completer = new GuestCompleter(host, guestPaths);
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("guestfish")
                .parser(new WordParser())
                .completer(completer)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                // An exclamation mark begins a host command here, and a backslash is data.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.BRACKETED_PASTE, true)
                .option(LineReader.Option.AUTO_FRESH_LINE, false)
                .option(LineReader.Option.HISTORY_INCREMENTAL, false)
                .build();
        String home = host.variable("HOME");
        this.history = new HistoryFile(home == null ? null : HostPath.of(home + "/.guestfish"), reader);
    }

    /**
     * Takes the process's terminal over.
     *
     * @param guestPaths whether completion offers file names of the guest
     */
    public static Console open(Host host, boolean guestPaths) throws IOException {
        Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .dumb(true)
                .encoding(StandardCharsets.UTF_8)
                .build();
        Console console = new Console(host, guestPaths, terminal);
        console.history.load();
        return console;
    }

    /** Lets the terminal act on a shell: completion asks it, ^C cancels its calls, help follows the width. */
    public void attach(Shell shell) {
        completer.attach(shell);
        terminal.handle(Terminal.Signal.INT, signal -> cancel(shell));
        terminal.handle(Terminal.Signal.QUIT, signal -> cancel(shell));
        this.shell = shell;
        followWidth();
    }

    private void followWidth() {
        if (shell != null && terminal.getWidth() > 0) {
            shell.textWidth(terminal.getWidth());
        }
    }

    /**
     * Without a console, for the commands of a command line: ^C cancels the guest's call under way, and ends the program
     * while there is no guest yet. ^\\ stays the JVM's, which does not give it away.
     */
    public static void cancelOnInterrupt(Shell shell) {
        Object unused = Signals.register("INT", () -> {
            if (shell.session().launched()) {
                cancel(shell);
            } else {
                Runtime.getRuntime().exit(INTERRUPTED);
            }
        });
    }

    private static void cancel(Shell shell) {
        try {
            shell.session().cancel();
        } catch (IOException e) {
            // The connection is gone, and with it the call; whoever waits for it hears so.
            return;
        }
    }

    /** Prints the banner. */
    public void welcome(Welcome welcome) {
        printVariable("GUESTFISH_INIT");
        print(welcome.text());
    }

    private void printVariable(String name) {
        String text = host.variable(name);
        if (text != null) {
            print(ByteText.decode(PromptText.decode(text, "", "")));
        }
    }

    private void print(String text) {
        terminal.writer().print(text);
        terminal.flush();
    }

    private String prompt() {
        String own = host.variable("GUESTFISH_PS1");
        if (own != null) {
            // jline measures escape sequences itself, so the marks of zero width have nothing to say.
            return ByteText.decode(PromptText.decode(own, "", ""));
        }
        boolean colours =
                host.variable("NO_COLOR", "").isEmpty() && !terminal.getType().startsWith(Terminal.TYPE_DUMB);
        return colours ? COLOURED_PROMPT : PROMPT;
    }

    @Override
    public @Nullable String line() throws IOException {
        String line = pasted.poll();
        if (line == null) {
            line = read(prompt(), true);
            printVariable("GUESTFISH_OUTPUT");
        }
        lines++;
        return line;
    }

    @Override
    public @Nullable String dataLine() throws IOException {
        String line = pasted.poll();
        return line != null ? line : read(DATA_PROMPT, false);
    }

    /** Reads a line; a paste of several lines gives the first and keeps the others. */
    private @Nullable String read(String prompt, boolean remember) {
        while (true) {
            try {
                reader.setVariable(LineReader.DISABLE_HISTORY, !remember);
                reader.setVariable(LineReader.DISABLE_COMPLETION, !remember);
                String text = reader.readLine(prompt);
                // Before each line and not at the signal, which jline takes for itself while it reads.
                followWidth();
                String[] parts = text.split("\n", -1);
                int count = parts.length > 1 && parts[parts.length - 1].isEmpty() ? parts.length - 1 : parts.length;
                Arrays.stream(parts, 1, count).map(ByteText::of).forEach(pasted::add);
                return ByteText.of(parts[0]);
            } catch (UserInterruptException e) {
                // ^C at the prompt drops the line, and the shell stays.
                continue;
            } catch (EndOfFileException e) {
                print("\n");
                return null;
            }
        }
    }

    @Override
    public int lineNumber() {
        return lines;
    }

    @Override
    public InputStream rest() {
        return new FileInputStream(FileDescriptor.in);
    }

    @Override
    public void close() throws IOException {
        history.save();
        printVariable("GUESTFISH_RESTORE");
        terminal.close();
    }

    /**
     * The bar for long calls: drawn on the terminal, or plain numbers on standard output where there is none.
     *
     * @param console the session's console, or null if it has none and the bar was asked for
     */
    public static ProgressBar progressBar(Map<String, String> environment, Output output, @Nullable Console console) {
        IntSupplier columns;
        if (console != null) {
            columns = console.terminal::getWidth;
        } else {
            int now = widthOfTerminal();
            columns = () -> now;
        }
        return TerminalProgress.open(environment, output, columns);
    }

    /** What stty says of the controlling terminal, without the time that jline takes; 0 if there is none. */
    private static int widthOfTerminal() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (InputStream from = stty.getInputStream()) {
                String[] size = new String(from.readAllBytes(), StandardCharsets.US_ASCII)
                        .strip()
                        .split(" ", -1);
                return size.length == 2 ? Integer.parseInt(size[1]) : 0;
            }
        } catch (IOException | NumberFormatException e) {
            // No terminal, or no stty: the bar has a width of its own then.
            return 0;
        }
    }
}
