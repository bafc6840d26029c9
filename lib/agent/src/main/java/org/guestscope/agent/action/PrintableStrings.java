package org.guestscope.agent.action;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.agent.child.Cancellation;
import org.guestscope.agent.child.ChildException;

/** Finds runs of at least four printable characters, as strings(1) does. */
final class PrintableStrings {

    private static final int LEAST = 4;

    private final int width;
    private final boolean bigEndian;
    private final boolean eightBit;

    private PrintableStrings(int width, boolean bigEndian, boolean eightBit) {
        this.width = width;
        this.bigEndian = bigEndian;
        this.eightBit = eightBit;
    }

    /** For an encoding's letter: s 7 bits, S 8 bits, b and l 16 bits, B and L 32 bits, big and little end first. */
    static PrintableStrings of(String encoding) throws ChildException {
        return switch (encoding) {
            case "s" -> new PrintableStrings(1, true, false);
            case "S" -> new PrintableStrings(1, true, true);
            case "b" -> new PrintableStrings(2, true, false);
            case "l" -> new PrintableStrings(2, false, false);
            case "B" -> new PrintableStrings(4, true, false);
            case "L" -> new PrintableStrings(4, false, false);
            default -> throw new ChildException(encoding + ": unknown encoding, must be one of s S b l B L");
        };
    }

    List<String> find(InputStream in, Cancellation cancellation) throws IOException {
        List<String> found = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        int[] window = new int[width];
        int held = 0;
        int b;
        while ((b = in.read()) >= 0) {
            cancellation.check();
            window[held++] = b;
            if (held < width) {
                continue;
            }
            int c = character(window);
            if (isPrintable(c)) {
                run.append((char) c);
                held = 0;
            } else {
                end(run, found);
                // Wide characters may begin at any byte.
                System.arraycopy(window, 1, window, 0, width - 1);
                held = width - 1;
            }
        }
        end(run, found);
        return found;
    }

    private int character(int[] window) {
        int c = 0;
        for (int i = 0; i < width; i++) {
            c = c << 8 | window[bigEndian ? i : width - 1 - i];
        }
        return c;
    }

    private boolean isPrintable(int c) {
        return c == '\t' || c >= ' ' && c < 0x7f || eightBit && c > 0x7f;
    }

    private static void end(StringBuilder run, List<String> found) {
        if (run.length() >= LEAST) {
            found.add(run.toString());
        }
        run.setLength(0);
    }
}
