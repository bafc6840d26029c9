package org.guestscope.guestfish.interactive;

import java.io.IOException;
import java.util.Comparator;
import org.guestscope.appliance.session.Session;
import org.guestscope.cli.PrintableText;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.call.ByteText;
import org.guestscope.guest.wire.Value;
import org.guestscope.guestfish.shell.Shell;

/** What an interactive session begins with. */
public final class Welcome {
    private final String text;

    private Welcome(String text) {
        this.text = text;
    }

    /** @param inspected whether {@code -i} has mounted the guest's filesystems */
    public static Welcome of(Shell shell, boolean inspected) throws IOException {
        StringBuilder text = new StringBuilder("""

                Welcome to guestfish, the shell for looking into and changing
                the filesystems of disk images and virtual machines.

                Type: ‘help’ for what to do next, ‘help --list’ for all commands
                      ‘man’ for the manual
                      ‘quit’ to leave

                """);
        if (inspected) {
            text.append(system(shell.session())).append('\n');
        } else if (shell.session().state() == Session.State.CONFIG
                && !shell.session().drives().isEmpty()) {
            text.append("The disks are added: type ‘run’ to start, then ‘list-filesystems’.\n\n");
        }
        return new Welcome(text.toString());
    }

    private static String system(Session session) throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            Value.Texts roots = (Value.Texts) session.call("inspect-get-roots");
            if (!roots.items().isEmpty()) {
                String root = roots.items().get(0).latin1();
                String name = ((Value.Text) session.call("inspect-get-product-name", root)).latin1();
                if (!name.equals("unknown")) {
                    text.append("Operating system: ").append(shown(name)).append('\n');
                }
            }
        } catch (ActionException e) {
            // A greeting without the name is still a greeting.
            text.append("");
        }
        Value.Table mounts = (Value.Table) session.call("mountpoints");
        mounts.rows().stream()
                .sorted(Comparator.comparing(row -> row.value().latin1()))
                .forEach(row -> text.append(shown(row.key().latin1()))
                        .append(" mounted on ")
                        .append(shown(row.value().latin1()))
                        .append('\n'));
        return text.toString();
    }

    private static String shown(String raw) {
        return PrintableText.of(ByteText.decode(raw));
    }

    String text() {
        return text;
    }
}
