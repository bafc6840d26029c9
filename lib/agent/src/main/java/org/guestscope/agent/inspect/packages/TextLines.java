package org.guestscope.agent.inspect.packages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of a text of any length, one byte a character; long lines are cut and what was cut off is skipped. */
final class TextLines {

    private final InputStream in;
    private final byte[] line = new byte[InstalledPackage.LONGEST_TEXT];

    TextLines(InputStream in) {
        this.in = in;
    }

    /** The next line without its end, or {@code null} after the last. */
    @Nullable String next() throws IOException {
        int length = 0;
        int c = in.read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n') {
            if (length < line.length) {
                line[length++] = (byte) c;
            }
            c = in.read();
        }
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
    }
}
