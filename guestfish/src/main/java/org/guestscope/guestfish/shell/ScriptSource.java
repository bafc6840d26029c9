package org.guestscope.guestfish.shell;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.guestscope.guest.call.ByteText;
import org.jspecify.annotations.Nullable;

/** Lines of a script, of any length. */
public final class ScriptSource implements LineSource {
    private final InputStream in;
    private int lineNumber;

    public ScriptSource(InputStream in) {
        this.in = in instanceof BufferedInputStream ? in : new BufferedInputStream(in);
    }

    @Override
    public @Nullable String line() throws IOException {
        String line = dataLine();
        if (line != null) {
            lineNumber++;
        }
        return line;
    }

    @Override
    public @Nullable String dataLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        int b = in.read();
        if (b < 0) {
            return null;
        }
        while (b >= 0 && b != '\n') {
            line.write(b);
            b = in.read();
        }
        return ByteText.of(line.toByteArray());
    }

    @Override
    public int lineNumber() {
        return lineNumber;
    }

    @Override
    public InputStream rest() {
        return in;
    }
}
