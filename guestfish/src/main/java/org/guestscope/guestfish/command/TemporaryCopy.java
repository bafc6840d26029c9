package org.guestscope.guestfish.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guestscope.appliance.host.HostPath;
import org.guestscope.guest.Transfer;
import org.guestscope.guest.call.ByteText;
import org.guestscope.guest.call.ValueMapper;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.Catalogue;
import org.guestscope.guest.wire.Value;
import org.guestscope.guestfish.shell.CommandException;
import org.guestscope.guestfish.shell.HostRun;
import org.guestscope.guestfish.shell.Shell;

/** A copy of guest data in a temporary file of the host, for programs of the host to show or change. */
final class TemporaryCopy implements AutoCloseable {
    private final Shell shell;
    private final Path file;

    TemporaryCopy(Shell shell) throws IOException {
        this.shell = shell;
        this.file = Files.createTempFile(HostPath.of(shell.session().settings().getTmpdir()), "guestfish", null);
    }

    Path file() {
        return file;
    }

    /** Fills the copy by an action with one stream to the host. */
    void download(String action, Object... arguments) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            call(action, new Transfer(null, out, shell.progress()), arguments);
        }
    }

    /** Sends the copy by an action with one stream from the host. */
    void upload(String action, Object... arguments) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            call(action, new Transfer(in, null, shell.progress()), arguments);
        }
    }

    private void call(String name, Transfer transfer, Object... arguments) throws IOException {
        ActionDefinition action = Catalogue.load().get(name);
        List<Value> values = new ArrayList<>();
        int next = 0;
        for (var param : action.required()) {
            values.add(
                    param.kind().isFile()
                            ? Value.Text.ofLatin1(ByteText.of(file.toString()))
                            : ValueMapper.argument(param.kind(), arguments[next++]));
        }
        try {
            shell.session().call(action, values, Map.of(), transfer);
        } finally {
            shell.progressEnd();
        }
    }

    /** Runs a line of shell with the file's name put at its end; fails when the line does. */
    void runOn(String command) throws IOException, CommandException {
        // The command may hold arguments and redirections of its own, hence a shell; our own name needs no quoting.
        int status = new HostRun(shell.output()).run(shell.host().shell(command + " " + file));
        if (status != 0) {
            throw new CommandException("guestfish: " + command + ": exit status " + status);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
