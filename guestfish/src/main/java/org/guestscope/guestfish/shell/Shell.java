package org.guestscope.guestfish.shell;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.guestscope.appliance.ApplianceException;
import org.guestscope.appliance.session.Session;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.ProgressListener;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.Catalogue;
import org.guestscope.guest.wire.Value;
import org.guestscope.guestfish.host.Host;
import org.jspecify.annotations.Nullable;

/** Carries out commands on a session: finds them, runs them, reports what goes wrong. */
public final class Shell implements CommandTarget {
    /** What is said about a failure that comes from the library and not from the shell. */
    private static final String LIBRARY = "libguestfs: error: ";

    /** What scripts have always got. */
    private static final int STANDARD_WIDTH = 76;

    private static final int MIN_WIDTH = 40;

    private final Host host;
    private final Output output;
    private final LineSource lines;
    private final Keys keys;
    private final Supplier<Session> sessions;
    private final Map<String, Builtin> builtins = new HashMap<>();
    private final List<Builtin> builtinList;
    private final ResultPrinter printer;
    private final boolean interactive;
    private Session session;
    private EventScripts events;
    private String scriptName = "";
    private @Nullable ProgressBar progressBar;
    private boolean quit;
    private int commands;
    private boolean verbose;
    private int textWidth = STANDARD_WIDTH;

    /**
     * @param sessions makes a session, now and for {@code reopen}
     * @param interactive whether errors speak to a person at a terminal, who needs no line numbers
     */
    public Shell(
            Host host,
            Output output,
            LineSource lines,
            Keys keys,
            Supplier<Session> sessions,
            List<Builtin> builtins,
            boolean interactive) {
        this.host = host;
        this.output = output;
        this.lines = lines;
        this.keys = keys;
        this.sessions = sessions;
        this.builtinList = builtins;
        this.interactive = interactive;
        this.printer = new ResultPrinter(output);
        this.session = sessions.get();
        this.events = new EventScripts(this);
        for (Builtin builtin : builtins) {
            this.builtins.put(builtin.name(), builtin);
            builtin.aliases().forEach(alias -> this.builtins.put(alias, builtin));
        }
    }

    public Host host() {
        return host;
    }

    public Output output() {
        return output;
    }

    public LineSource lines() {
        return lines;
    }

    public Keys keys() {
        return keys;
    }

    public Session session() {
        return session;
    }

    /** Scripts that run at events. */
    public EventScripts events() {
        return events;
    }

    public boolean interactive() {
        return interactive;
    }

    /** Columns for running text. */
    public int textWidth() {
        return textWidth;
    }

    /** Lets running text follow the terminal. */
    public void textWidth(int columns) {
        textWidth = Math.max(MIN_WIDTH, columns);
    }

    /** The commands of the shell itself. */
    public List<Builtin> builtins() {
        return builtinList;
    }

    /** From now on errors of the library name this script and the line; empty to stop that. */
    public void scriptName(String name) {
        scriptName = interactive ? "" : name;
    }

    /** Stack traces follow messages. */
    public void verbose(boolean on) {
        verbose = on;
    }

    /** Shows progress of long calls from now on. */
    public void progressBar(ProgressBar bar) {
        progressBar = bar;
    }

    /** Where calls tell their progress. */
    public ProgressListener progress() {
        ProgressBar bar = progressBar;
        return bar == null ? ProgressListener.NOBODY : bar.begin();
    }

    /** Takes the progress of the last call away. */
    public void progressEnd() {
        if (progressBar != null) {
            progressBar.end();
        }
    }

    WindowsPaths windowsPaths() {
        return new WindowsPaths(session);
    }

    /** {@code win:} paths of the shell's own commands. */
    public String guestPath(String word) throws CommandException, IOException {
        return windowsPaths().resolve(word);
    }

    void printResult(ActionDefinition action, Value value) throws IOException {
        printer.print(action, value);
    }

    /** Replaces the session by a new one that keeps a few settings, unless what was written cannot be put on the disks. */
    public void reopen() throws IOException {
        session.call("shutdown");
        session.close();
        Session fresh = sessions.get();
        fresh.keepSettings(session);
        session = fresh;
        events = new EventScripts(this);
    }

    /** Ends the session after this line. */
    public void quit() {
        quit = true;
    }

    /** Whether {@code quit} was given. */
    public boolean quitting() {
        return quit;
    }

    /** The shell's own command of a name, or null. */
    public @Nullable Builtin builtin(String word) {
        return builtins.get(word.replace('_', '-').toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean run(String word, List<String> parameters, boolean mayFail) {
        commands++;
        try {
            dispatch(word, parameters);
            output.out().flush();
            return true;
        } catch (CommandException e) {
            if (e.getMessage() != null) {
                output.error(e.getMessage());
            }
        } catch (Output.WriteException e) {
            report(e);
            return false;
        } catch (IOException e) {
            report(e);
        }
        try {
            // What came before the failure belongs on standard output, before anything that follows.
            output.out().flush();
        } catch (IOException e) {
            report(e);
        }
        return false;
    }

    /** Runs a command inside another one ({@code glob}, {@code time}). */
    public boolean runNested(String word, List<String> parameters) {
        return run(word, parameters, false);
    }

    private void dispatch(String word, List<String> parameters) throws CommandException, IOException {
        Builtin builtin = builtin(word);
        if (builtin != null) {
            builtin.body().run(this, word, parameters);
            return;
        }
        ActionDefinition action = Catalogue.load().find(word);
        if (action != null) {
            new ActionCommand(this, word, action).run(parameters);
            return;
        }
        throw new CommandException(unknown(word));
    }

    private String unknown(String word) {
        StringBuilder message = new StringBuilder(word).append(": unknown command");
        if (interactive) {
            List<String> close = NearNames.of(word, this);
            if (!close.isEmpty()) {
                message.append("\nDid you mean: ").append(String.join(", ", close));
            }
        }
        if (commands == 1) {
            message.append("\nDid you mean to open a disk image?  guestfish -a disk.img");
            message.append("\nFor a list of commands:             guestfish -h");
            message.append("\nFor complete documentation:         man guestfish");
        }
        return message.toString();
    }

    /** Reports a failure that is not the shell's. */
    public void report(IOException e) {
        if (e instanceof Output.WriteException) {
            output.error("guestfish: " + e.getMessage());
            return;
        }
        output.error(location() + LIBRARY + e.getMessage());
        if (e instanceof ApplianceException appliance) {
            if (!appliance.nextStep().isEmpty()) {
                output.error(appliance.nextStep());
            }
            if (verbose && !appliance.details().isEmpty()) {
                output.error(appliance.details().stripTrailing());
            }
        }
        if (verbose && !(e instanceof ActionException)) {
            java.io.StringWriter trace = new java.io.StringWriter();
            e.printStackTrace(new java.io.PrintWriter(trace));
            output.error(trace.toString().stripTrailing());
        }
    }

    private String location() {
        return scriptName.isEmpty() ? "" : scriptName + ":" + lines.lineNumber() + ": ";
    }
}
