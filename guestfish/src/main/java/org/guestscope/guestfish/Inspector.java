package org.guestscope.guestfish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.guestscope.appliance.session.KeyRing;
import org.guestscope.appliance.session.Session;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.wire.Value;
import org.guestscope.guestfish.option.Options;
import org.guestscope.guestfish.shell.CommandException;
import org.guestscope.guestfish.shell.Keys;
import org.guestscope.guestfish.shell.Output;
import org.guestscope.guestfish.shell.Shell;

/** {@code -i}: finds the operating system on the disks and mounts its filesystems where it would. */
final class Inspector {
    private static final String WHAT_NEXT = """

            Without -i the disks can be looked at by hand: start guestfish with -a (or -d) alone, then
              run
              list-filesystems
              mount /dev/sda1 /
            or name the filesystems on the command line with -m.""";

    private final Shell shell;
    private final Options options;
    private final Keys keys;
    private final Session session;
    private final Output output;

    Inspector(Shell shell, Options options, Keys keys) {
        this.shell = shell;
        this.options = options;
        this.keys = keys;
        this.session = shell.session();
        this.output = shell.output();
    }

    /** False when there is not exactly one system, or its root cannot be mounted; that has been reported. */
    boolean mountAll() throws IOException {
        try {
            new KeyRing(session, options.keys(), this::ask).unlockAll();
        } catch (NoKeyException e) {
            output.error(String.valueOf(e.getMessage()));
            return false;
        }
        List<Value.Text> roots = ((Value.Texts) session.call("inspect-os")).items();
        if (roots.isEmpty()) {
            output.error("guestfish: no operating system was found on this disk" + WHAT_NEXT);
            return false;
        }
        if (roots.size() > 1) {
            output.error("guestfish: more than one operating system was found on this disk" + WHAT_NEXT);
            roots.forEach(root -> output.error("  " + root.latin1()));
            return false;
        }
        String root = roots.get(0).latin1();
        List<Value.Row> mounts = new ArrayList<>(((Value.Table) session.call("inspect-get-mountpoints", root)).rows());
        // A directory is mounted before what is mounted below it.
        mounts.sort(Comparator.comparingInt(row -> row.key().bytes().length));
        boolean complete = true;
        for (Value.Row mount : mounts) {
            String directory = mount.key().latin1();
            try {
                session.call(
                        options.readOnly() ? "mount-ro" : "mount", mount.value().latin1(), directory);
            } catch (ActionException e) {
                shell.report(e);
                if (directory.equals("/")) {
                    return false;
                }
                complete = false;
            }
        }
        if (!complete) {
            output.error("guestfish: some filesystems could not be mounted (ignored)");
        }
        return true;
    }

    private List<String> ask(String device) throws IOException {
        try {
            return List.of(keys.ask(device));
        } catch (CommandException e) {
            throw new NoKeyException(e);
        }
    }

    /** Nobody gave a key that was asked for; the message is the whole line. */
    private static final class NoKeyException extends IOException {

        private static final long serialVersionUID = 1;

        NoKeyException(CommandException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
