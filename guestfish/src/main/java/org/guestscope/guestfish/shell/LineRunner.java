package org.guestscope.guestfish.shell;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.guestscope.appliance.host.HostPath;
import org.guestscope.guestfish.grammar.GrammarException;
import org.guestscope.guestfish.grammar.Line;
import org.guestscope.guestfish.grammar.LineGrammar;

/** Carries out lines: commands, pipes, host commands, and host commands whose output is lines. */
public final class LineRunner {
    private final Shell shell;
    private final CommandTarget target;
    private final LineGrammar grammar;
    private final boolean pipeErrors;

    /**
     * @param target gets the commands; pipes and host commands stay here
     * @param pipeErrors whether a pipe that takes no more makes its command fail
     */
    public LineRunner(Shell shell, CommandTarget target, boolean pipeErrors) {
        this.shell = shell;
        this.target = target;
        this.grammar = new LineGrammar(shell.host()::expandTilde);
        this.pipeErrors = pipeErrors;
    }

    /** Runs a line; false when the session should end because it failed. */
    public boolean run(String text) {
        try {
            Line line = grammar.parse(text);
            return run(line) || line.mayFail();
        } catch (GrammarException | CommandException e) {
            if (e.getMessage() != null) {
                shell.output().error(e.getMessage());
            }
        } catch (IOException e) {
            shell.output().error("guestfish: " + e.getMessage());
        }
        return LineGrammar.mayFail(text);
    }

    private boolean run(Line line) throws IOException, CommandException {
        if (line instanceof Line.HostCommand host) {
            return new HostRun(shell.output()).run(shell.host().shell(host.command())) == 0;
        } else if (line instanceof Line.CommandSource source) {
            return runSource(source);
        } else if (line instanceof Line.Call call) {
            return runCall(call);
        }
        return true;
    }

    /** The lines run as they arrive, so that the host command may wait for their effects. */
    private boolean runSource(Line.CommandSource source) throws IOException, CommandException {
        shell.output().out().flush();
        Process process = shell.host()
                .shell(source.command())
                .redirectOutput(ProcessBuilder.Redirect.PIPE)
                .start();
        boolean good = true;
        try (java.io.InputStream from = process.getInputStream()) {
            ScriptSource lines = new ScriptSource(from);
            for (String line = lines.line(); line != null && !shell.quitting(); line = lines.line()) {
                if (!run(line) && !source.mayFail()) {
                    good = false;
                    break;
                }
            }
        }
        int status = HostRun.await(process);
        if (good && status != 0 && !shell.quitting()) {
            throw new CommandException("guestfish: pclose: " + source.command() + ": exit status " + status);
        }
        return good;
    }

    private boolean runCall(Line.Call call) throws IOException, CommandException {
        if (call.pipe() == null) {
            return target.run(call.word(), call.parameters(), call.mayFail());
        }
        shell.output().out().flush();
        HostRun.Running right = new HostRun(shell.output())
                .start(shell.host().shell(call.pipe()).redirectInput(ProcessBuilder.Redirect.PIPE));
        boolean good = true;
        try (OutputStream to = new BufferedOutputStream(right.process().getOutputStream())) {
            Output.Redirection redirection = shell.output().redirect(to, !pipeErrors);
            try {
                good = target.run(call.word(), call.parameters(), call.mayFail());
            } finally {
                redirection.undo();
            }
        } catch (IOException e) {
            // Closing writes what is left once more; if the command saw that fail it has said so.
            if (pipeErrors && good) {
                shell.output().error("guestfish: write error on pipe: " + HostPath.reason(e));
                good = false;
            }
        }
        // The status of the right side does not count, but the next command waits for it.
        right.await();
        return good;
    }
}
