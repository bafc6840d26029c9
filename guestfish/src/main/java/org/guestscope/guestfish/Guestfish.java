package org.guestscope.guestfish;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.guestscope.appliance.session.GuestLauncher;
import org.guestscope.appliance.session.Session;
import org.guestscope.cli.UsageHelp;
import org.guestscope.guestfish.command.Builtins;
import org.guestscope.guestfish.command.HelpText;
import org.guestscope.guestfish.config.ConfigurationFile;
import org.guestscope.guestfish.grammar.LineGrammar;
import org.guestscope.guestfish.host.Host;
import org.guestscope.guestfish.host.HostFile;
import org.guestscope.guestfish.option.GuestfishOptions;
import org.guestscope.guestfish.option.OptionReader;
import org.guestscope.guestfish.option.Options;
import org.guestscope.guestfish.option.UsageException;
import org.guestscope.guestfish.prepared.PreparedDisk;
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
            boolean readOnly = ConfigurationFile.readOnly(environment);
            Options options = new OptionReader(environment, readOnly, output::error).read(arguments);
            return options.mode() == Options.Mode.RUN ? session(options) : inform(options);
        } catch (UsageException e) {
            output.error(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            output.error("guestfish: " + e.getMessage());
        }
        return 1;
    }

    /** The modes that print something and end. */
    private int inform(Options options) throws IOException {
        switch (options.mode()) {
            case USAGE -> output.print(UsageHelp.text(GuestfishOptions.table()));
            case VERSION -> output.print(VERSION + "\n");
            case LIST_COMMANDS -> output.print(new HelpText(STANDARD_WIDTH).list());
            case COMMAND_HELP -> {
                String command = String.valueOf(options.modeArgument());
                String page = new HelpText(STANDARD_WIDTH).command(command);
                if (page == null) {
                    output.error(command + ": command not known: use -h to list all commands");
                    return 1;
                }
                output.print(page);
            }
            case LIST_PREPARED -> output.print(PreparedDisk.list());
            case LONG_OPTIONS -> output.print(GuestfishOptions.table().longOptions());
            case SHORT_OPTIONS -> output.print(GuestfishOptions.table().shortOptions());
            default -> throw new IllegalStateException("mode " + options.mode());
        }
        return output.finish() ? 0 : 1;
    }

    private int session(Options options) throws IOException, UsageException {
        Host host = Host.ofProcess(environment);
        boolean interactive = streams.inTerminal() && options.file() == null;
        LineSource lines = new ScriptSource(streams.in());
        Keys keys = new Keys(host, lines, options.keysFromStdin(), options.echoKeys());
        Supplier<Session> sessions = () -> {
            Session session = new Session(
                    host.environment(), launcher, host::absolute, line -> output.error("libguestfs: " + line));
            session.settings();
            return session;
        };
        Shell shell = new Shell(host, output, lines, keys, sessions, Builtins.all(), interactive);
        StartUp startUp = new StartUp(shell, options);
        boolean good = startUp.run();
        if (good) {
            good = commands(options, shell, lines);
        }
        return end(shell, good) ? 0 : 1;
    }

    private boolean commands(Options options, Shell shell, LineSource lines) {
        shell.scriptName("*stdin*");
        if (!options.commands().isEmpty()) {
            return commandLine(options.commands(), shell, shell);
        }
        LineRunner runner = new LineRunner(shell, shell, options.pipeError());
        try {
            for (String line = lines.line(); line != null; line = lines.line()) {
                if (!runner.run(line)) {
                    return false;
                }
                if (shell.quitting()) {
                    return true;
                }
            }
        } catch (IOException e) {
            output.error("guestfish: " + e.getMessage());
            return false;
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

    /** Shuts down, after which what was written is on the disks, and closes. */
    private boolean end(Shell shell, boolean good) {
        boolean worked = good;
        try {
            if (good) {
                shell.session().call("shutdown");
            }
        } catch (IOException e) {
            shell.report(e);
            worked = false;
        }
        try {
            shell.session().close();
        } catch (IOException e) {
            if (good) {
                shell.report(e);
            }
            worked = false;
        }
        return output.finish() && worked;
    }
}
