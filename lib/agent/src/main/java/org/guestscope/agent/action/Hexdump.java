package org.guestscope.agent.action;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.guestscope.agent.child.Cancellation;
import org.guestscope.agent.child.ChildException;

/** The canonical dump of hexdump(1): offset, sixteen bytes in hexadecimal, the same bytes as text. */
final class Hexdump {

    private static final int ROW = 16;
    private static final int MAX_OUTPUT = 64 << 20;

    private Hexdump() {}

    static String of(InputStream in, Cancellation cancellation) throws IOException {
        StringBuilder out = new StringBuilder();
        byte[] last = new byte[0];
        boolean starred = false;
        long offset = 0;
        byte[] row;
        while ((row = in.readNBytes(ROW)).length > 0) {
            cancellation.check();
            if (row.length == ROW && Arrays.equals(row, last)) {
                if (!starred) {
                    out.append("*\n");
                }
                starred = true;
            } else {
                row(out, offset, row);
                starred = false;
            }
            last = row;
            offset += row.length;
            if (out.length() > MAX_OUTPUT) {
                throw new ChildException("the dump has more than %d bytes".formatted(MAX_OUTPUT));
            }
        }
        if (offset > 0) {
            hex(out, offset, 8);
            out.append('\n');
        }
        return out.toString();
    }

    private static void row(StringBuilder out, long offset, byte[] row) {
        hex(out, offset, 8);
        for (int i = 0; i < ROW; i++) {
            out.append(i % 8 == 0 ? "  " : " ");
            if (i < row.length) {
                hex(out, row[i] & 0xff, 2);
            } else {
                out.append("  ");
            }
        }
        out.append("  |");
        for (byte b : row) {
            out.append(b >= ' ' && b < 0x7f ? (char) b : '.');
        }
        out.append("|\n");
    }

    private static void hex(StringBuilder out, long value, int digits) {
        String text = Long.toHexString(value);
        out.append("0".repeat(Math.max(0, digits - text.length()))).append(text);
    }
}
