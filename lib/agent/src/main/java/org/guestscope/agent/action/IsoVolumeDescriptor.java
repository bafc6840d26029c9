package org.guestscope.agent.action;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.guestscope.guest.struct.IsoInfo;

/**
 * The primary volume descriptor: ECMA-119 section 8.4. Numbers stand there in both byte orders, the little one first.
 */
final class IsoVolumeDescriptor {

    private static final int OFFSET = 16 * 2048;
    private static final int BYTES = 2048;
    private static final int PRIMARY = 1;
    private static final int QUARTER_HOUR = 15 * 60;

    private final byte[] bytes;
    private final ByteBuffer numbers;

    private IsoVolumeDescriptor(byte[] bytes) {
        this.bytes = bytes;
        this.numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static IsoInfo read(String what, Fd file) throws IOException {
        byte[] bytes = new byte[BYTES];
        int length = Posix.pread(what, file, bytes, OFFSET);
        IsoVolumeDescriptor d = new IsoVolumeDescriptor(bytes);
        if (length < BYTES || bytes[0] != PRIMARY || !d.text(1, 5).equals("CD001")) {
            throw new ChildException(what + ": not an ISO 9660 filesystem: no primary volume descriptor");
        }
        return new IsoInfo(
                d.text(8, 32),
                d.text(40, 32),
                d.u32(80),
                d.u16(120),
                d.u16(124),
                d.u16(128),
                d.text(190, 128),
                d.text(318, 128),
                d.text(446, 128),
                d.text(574, 128),
                d.text(702, 37),
                d.text(739, 37),
                d.text(776, 37),
                d.time(813),
                d.time(830),
                d.time(847),
                d.time(864));
    }

    private String text(int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.ISO_8859_1).replaceAll("[ \0]+$", "");
    }

    private long u32(int offset) {
        return Integer.toUnsignedLong(numbers.getInt(offset));
    }

    private long u16(int offset) {
        return Short.toUnsignedLong(numbers.getShort(offset));
    }

    /** Section 8.4.26.1: sixteen digits, then the offset from Greenwich in quarters of an hour; all zeros for none. */
    private long time(int offset) {
        String digits = text(offset, 16);
        if (!digits.matches("[0-9]{16}") || digits.matches("0+")) {
            return -1;
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    Integer.parseInt(digits.substring(0, 4)),
                    Integer.parseInt(digits.substring(4, 6)),
                    Integer.parseInt(digits.substring(6, 8)),
                    Integer.parseInt(digits.substring(8, 10)),
                    Integer.parseInt(digits.substring(10, 12)),
                    Integer.parseInt(digits.substring(12, 14)));
            return local.toEpochSecond(ZoneOffset.UTC) - (long) bytes[offset + 16] * QUARTER_HOUR;
        } catch (DateTimeException e) {
            return -1;
        }
    }
}
