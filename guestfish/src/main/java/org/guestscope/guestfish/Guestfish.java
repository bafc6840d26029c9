package org.guestscope.guestfish;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.guestscope.appliance.ApplianceCache;
import org.guestscope.appliance.ApplianceException;
import org.guestscope.appliance.session.GuestLauncher;
import org.guestscope.appliance.session.Session;
import org.guestscope.cli.Tool;
import org.guestscope.cli.UsageHelp;
import org.guestscope.guestfish.command.Builtins;
import org.guestscope.guestfish.command.HelpText;
import org.guestscope.guestfish.config.ConfigurationFile;
import org.guestscope.guestfish.grammar.LineGrammar;
import org.guestscope.guestfish.host.Host;
import org.guestscope.guestfish.host.HostFile;
import org.guestscope.guestfish.interactive.Console;
import org.guestscope.guestfish.interactive.Welcome;
import org.guestscope.guestfish.option.GuestfishOptions;
import org.guestscope.guestfish.option.OptionReader;
import org.guestscope.guestfish.option.Options;
import org.guestscope.guestfish.option.UsageException;
import org.guestscope.guestfish.prepared.PreparedDisk;
import org.guestscope.guestfish.remote.RemoteClient;
import org.guestscope.guestfish.remote.RemoteServer;
import org.guestscope.guestfish.remote.ServerProcess;
import org.guestscope.guestfish.shell.CommandTarget;
import org.guestscope.guestfish.shell.Keys;
import org.guestscope.guestfish.shell.LineRunner;
import org.guestscope.guestfish.shell.LineSource;
import org.guestscope.guestfish.shell.Output;
import org.guestscope.guestfish.shell.ScriptSource;
import org.guestscope.guestfish.shell.Shell;
import org.jspecify.annotations.Nullable;

/** One run of the program: options, start-up, then the commands of one of the modes. */
final class Guestfish {
    /** The version of the original whose commands and options these are; scripts compare it. */
    static final String VERSION = "guestfish 1.48.6";

    private static final int STANDARD_WIDTH = 76;

    private final Streams streams;
    private final Map<String, String> environment;
    private final GuestLauncher launcher;
    private final Output output;

    Guestfish(Streams streams, Map<String, String> environment, GuestLauncher launcher) {
        this.streams = streams;
        this.environment = environment;
        this.launcher = launcher;
        this.output = streams.output();
    }

    /** Runs a command line of byte strings and returns the exit status. */
    int run(List<String> arguments) {
        try {
            List<String> served = ServerProcess.arguments(environment);
            boolean readOnly = ConfigurationFile.readOnly(environment);
            List<String> words = served == null ? arguments : served;
            Options options = new OptionReader(environment, readOnly, served != null, output::error).read(words);
            boolean good;
            if (options.mode() != Options.Mode.RUN) {
                good = inform(options);
            } else if (options.listen() && served == null) {
                good = startServer(words, options);
            } else {
                good = session(options);
            }
            return good ? 0 : 1;
        } catch (UsageException e) {
            output.error(String.valueOf(e.getMessage()));
        } catch (ApplianceException e) {
            output.error("guestfish: " + e.getMessage());
            if (!e.nextStep().isEmpty()) {
                output.error(e.nextStep());
            }
        } catch (IOException e) {
            output.error("guestfish: " + e.getMessage());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            output.error("guestfish: " + Tool.describe(e));
            if (arguments.contains("-v") || arguments.contains("--verbose")) {
                StringWriter trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                output.error(trace.toString().stripTrailing());
            }
        }
        return 1;
    }

    /** The modes that print something and end. */
    private boolean inform(Options options) throws IOException {
        switch (options.mode()) {
            case USAGE -> output.print(UsageHelp.text(GuestfishOptions.table()));
            case VERSION -> output.print(VERSION + "\n");
            case LIST_COMMANDS -> output.print(new HelpText(STANDARD_WIDTH).list());
            case COMMAND_HELP -> {
                String command = String.valueOf(options.modeArgument());
                String page = new HelpText(STANDARD_WIDTH).command(command);
                if (page == null) {
                    output.error(command + ": command not known: use -h to list all commands");
                    return false;
                }
                output.print(page);
            }
            case LIST_PREPARED -> output.print(PreparedDisk.list());
            case LONG_OPTIONS -> output.print(GuestfishOptions.table().longOptions());
            case SHORT_OPTIONS -> output.print(GuestfishOptions.table().shortOptions());
            case MAKE_APPLIANCE -> {
                String file = String.valueOf(options.modeArgument());
                ApplianceCache.fromEnvironment().export(HostFile.of(file).toPath(), new BuildReport(output));
            }
            case APPLIANCE_INFO -> output.print(ApplianceReport.text());
            case RUN -> throw new IllegalStateException("nothing to inform about");
        }
        return output.finish();
    }

    private boolean startServer(List<String> arguments, Options options) throws IOException {
        long pid = ServerProcess.start(arguments);
        if (pid < 0) {
            return false;
        }
        output.print(
                options.csh()
                        ? "setenv GUESTFISH_PID " + pid + "\n"
                        : "GUESTFISH_PID=" + pid + "; export GUESTFISH_PID\n");
        if (output.finish()) {
            return true;
        }
        // Nobody was told its number, so nobody could end it.
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        return false;
    }

    private boolean session(Options options) throws IOException, UsageException {
        Host host = Host.ofProcess(environment);
        boolean interactive = streams.inTerminal() && options.file() == null;
        Console console = interactive && options.commands().isEmpty() && !options.listen()
                ? Console.open(host, options.destPaths() && !options.remote())
                : null;
        ScriptFile script = options.file() == null ? null : new ScriptFile(host.absolute(options.file()));
        LineSource lines = console != null ? console : new ScriptSource(script != null ? script : streams.in());
        Keys keys = new Keys(host, lines, options.keysFromStdin(), options.echoKeys());
        Shell shell = new Shell(host, output, lines, keys, () -> newSession(host), Builtins.all(), interactive);
        if (console != null) {
            console.attach(shell);
        } else if (interactive) {
            Console.cancelOnInterrupt(shell);
        }
        progressBars(options, console, shell);
        // Until the script takes its place, standard input is where keys for -i come from.
        Keys startKeys = script == null
                ? keys
                : new Keys(host, new ScriptSource(streams.in()), options.keysFromStdin(), options.echoKeys());
        boolean good = new StartUp(shell, options, startKeys).run();
        if (good && script != null) {
            String failure = script.open(options.file());
            if (failure != null) {
                output.error("guestfish: open: " + failure);
                good = false;
            }
        }
        if (good && options.listen()) {
            good = serve(options, shell);
        } else if (good) {
            shell.scriptName(options.file() == null ? "*stdin*" : options.file());
            good = commands(options, shell, lines, console);
        }
        good = end(shell, good);
        if (console != null) {
            console.close();
        }
        return good;
    }

    private Session newSession(Host host) {
        Session session =
                new Session(host.environment(), launcher, host::absolute, line -> output.error("libguestfs: " + line));
        session.domains(new LibvirtDrives());
        return session;
    }

    /** Progress bars are for people at a terminal, unless options say otherwise. */
    private void progressBars(Options options, @Nullable Console console, Shell shell) {
        boolean wanted = options.progressBars() != null ? options.progressBars() : console != null;
        if (wanted) {
            shell.progressBar(Console.progressBar(environment, output, console));
        }
    }

    private boolean serve(Options options, Shell shell) throws IOException {
        try (RemoteServer server = new RemoteServer(shell, options.verbose())) {
            output.print(ServerProcess.ready());
            output.finish();
            // From here on standard output is the clients', one at a time.
            Output.Redirection redirection = output.redirect(java.io.OutputStream.nullOutputStream(), true);
            try {
                return server.serve(() -> end(shell, true));
            } finally {
                redirection.undo();
            }
        }
    }

    private boolean commands(Options options, Shell shell, LineSource lines, @Nullable Console console)
            throws IOException {
        CommandTarget target = options.remote() ? new RemoteClient(options.remotePid(), shell, console != null) : shell;
        if (!options.commands().isEmpty()) {
            return commandLine(options.commands(), shell, target);
        }
        LineRunner runner = new LineRunner(shell, target, options.pipeError());
        if (console != null) {
            console.welcome(Welcome.of(shell, options.inspector()));
        }
        for (String line = lines.line(); line != null; line = lines.line()) {
            boolean good = runner.run(line);
            if (shell.quitting()) {
                return good;
            }
            if (!good && console == null) {
                return false;
            }
        }
        return true;
    }

    /** Commands of the command line, separated by colons. */
    private boolean commandLine(List<String> words, Shell shell, CommandTarget target) {
        int from = 0;
        while (from < words.size()) {
            int end = from;
            while (end < words.size() && !words.get(end).equals(":")) {
                end++;
            }
            if (end == from) {
                output.error("guestfish: empty command on command line");
                return false;
            }
            String word = words.get(from);
            boolean mayFail = LineGrammar.mayFail(word);
            boolean good =
                    target.run(mayFail ? word.substring(1) : word, List.copyOf(words.subList(from + 1, end)), mayFail);
            if (!good && !mayFail) {
                return false;
            }
            if (shell.quitting()) {
                return true;
            }
            from = end + 1;
        }
        return true;
    }

    /** Shuts down, after which what was written is on the disks, and closes. Does nothing the second time. */
    private boolean end(Shell shell, boolean good) {
        boolean worked = good;
        Session session = shell.session();
        try {
            if (good && !session.closed()) {
                session.call("shutdown");
            }
        } catch (IOException e) {
            shell.report(e);
            worked = false;
        }
        try {
            session.close();
        } catch (IOException e) {
            // After a failure there is no telling what the disks hold; the first error is the one that counts.
            if (good) {
                shell.report(e);
            }
            worked = false;
        }
        return output.finish() && worked;
    }

    /** The script of {@code -f}, which takes the place of standard input once the start-up is done. */
    private static final class ScriptFile extends InputStream {
        private final String file;
        private InputStream in = InputStream.nullInputStream();

        ScriptFile(String file) {
            this.file = file;
        }

        /** Opens it; the reason when that fails, else null. */
        @Nullable String open(@Nullable String shown) {
            try {
                in = HostFile.read(file, String.valueOf(shown));
                return null;
            } catch (IOException e) {
                return e.getMessage();
            }
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return in.read(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
