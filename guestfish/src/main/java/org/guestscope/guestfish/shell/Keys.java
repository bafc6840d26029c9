package org.guestscope.guestfish.shell;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.guestscope.guestfish.host.Host;
import org.jspecify.annotations.Nullable;

/** Asks for keys and passphrases: on the terminal, or from the lines of standard input. */
public final class Keys {
    private static final String TERMINAL = "/dev/tty";

    private final Host host;
    private final LineSource lines;
    private final boolean fromStdin;
    private final boolean echo;

    /**
     * @param fromStdin never ask on the terminal
     * @param echo show what is typed
     */
    public Keys(Host host, LineSource lines, boolean fromStdin, boolean echo) {
        this.host = host;
        this.lines = lines;
        this.fromStdin = fromStdin;
        this.echo = echo;
    }

    /** Reads a key. {@code name} is the parameter's name. */
    public String ask(String name) throws CommandException {
        try {
            String key = fromStdin ? lines.line() : fromTerminal(name);
            if (key == null) {
                throw new CommandException("guestfish: no key or passphrase for \"" + name + "\": end of input");
            }
            return key;
        } catch (IOException e) {
            throw new CommandException("guestfish: key for \"" + name + "\": " + e.getMessage());
        }
    }

    private @Nullable String fromTerminal(String name) throws IOException {
        try (InputStream in = new FileInputStream(TERMINAL);
                OutputStream out = new FileOutputStream(TERMINAL)) {
            out.write(("Enter key or passphrase (\"" + name + "\"): ").getBytes(StandardCharsets.UTF_8));
            boolean hidden = !echo && stty("-echo");
            try {
                return new ScriptSource(in).dataLine();
            } finally {
                if (hidden) {
                    stty("echo");
                    out.write('\n');
                }
            }
        } catch (java.io.FileNotFoundException e) {
            // No terminal belongs to this process: a script without --keys-from-stdin.
            return lines.dataLine();
        }
    }

    private boolean stty(String setting) throws IOException {
        try {
            return host.shell("stty " + setting + " < " + TERMINAL).start().waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
