package org.guestscope.disk.fs.blkid;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.guestscope.disk.Cursor;
import org.jspecify.annotations.Nullable;

/** UDF and ISO 9660, which may stand together on one disc: UDF then wins. */
final class OpticalSignatures {

    private static final int SECTOR_BYTES = 2048;
    private static final long DESCRIPTORS = 0x8000;
    private static final int MAX_DESCRIPTORS = 16;
    private static final int MAX_UDF_STRUCTURES = 64;
    /** A volume descriptor sequence is 16 sectors in practice; libblkid has no bound but the disk's own count. */
    private static final int MAX_UDF_DESCRIPTORS = 1024;

    private static final int TAG_PRIMARY = 1;
    private static final int TAG_ANCHOR = 2;
    private static final int TAG_LOGICAL = 6;
    private static final int TAG_TERMINATING = 8;

    private OpticalSignatures() {}

    static List<Signature> all() {
        List<Magic> structures = new ArrayList<>();
        for (String id : List.of("BEA01", "BOOT2", "CD001", "CDW02", "NSR02", "NSR03", "TEA01")) {
            structures.add(Magic.text(32, 1, id));
        }
        return List.of(
                Signature.filesystem("udf", (w, m) -> udf(w), structures.toArray(Magic[]::new))
                        .tolerating(),
                Signature.filesystem(
                                "iso9660",
                                OpticalSignatures::iso,
                                Magic.text(32, 1, "CD001"),
                                Magic.text(32, 9, "CDROM"))
                        .tolerating());
    }

    private static @Nullable Names iso(Window window, Magic magic) throws IOException {
        if (magic.asText().equals("CDROM")) {
            byte[] label = window.bytes(DESCRIPTORS + 48, 32);
            return label == null ? null : new Names(Names.label(label), null);
        }
        byte[] primary = null;
        byte[] joliet = null;
        for (int i = 0; i < MAX_DESCRIPTORS && (primary == null || joliet == null); i++) {
            byte[] descriptor = window.bytes(DESCRIPTORS + (long) i * SECTOR_BYTES, SECTOR_BYTES);
            if (descriptor == null || (descriptor[0] & 0xff) == 0xff) {
                break;
            }
            if (descriptor[0] == 1 && primary == null) {
                primary = descriptor;
            } else if (descriptor[0] == 2 && joliet == null && isJoliet(descriptor)) {
                joliet = descriptor;
            }
        }
        if (primary == null) {
            return null;
        }
        byte[] name = Arrays.copyOfRange(primary, 40, 72);
        String label = Names.label(name);
        if (joliet != null) {
            byte[] wide = Arrays.copyOfRange(joliet, 40, 72);
            byte[] merged = merge(wide, name);
            label = Names.label(merged == null ? wide : merged, StandardCharsets.UTF_16BE);
        }
        String modified = date(primary, 830);
        return new Names(label, modified != null ? modified : date(primary, 813));
    }

    private static boolean isJoliet(byte[] descriptor) {
        String escape = new String(descriptor, 88, 3, StandardCharsets.ISO_8859_1);
        return escape.equals("%/@") || escape.equals("%/C") || escape.equals("%/E");
    }

    /** A volume's modification or creation time, which stands for its UUID; null when unset. */
    private static @Nullable String date(byte[] descriptor, int at) {
        String digits = new String(descriptor, at, 16, StandardCharsets.ISO_8859_1);
        if (digits.equals("0".repeat(16)) && descriptor[at + 16] == 0) {
            return null;
        }
        StringBuilder uuid = new StringBuilder(digits.substring(0, 4));
        for (int i = 4; i < 16; i += 2) {
            uuid.append('-').append(digits, i, i + 2);
        }
        return uuid.toString();
    }

    /**
     * Joliet's label has at most 16 characters, the primary one 32 from a poor alphabet with {@code _} for the rest. When
     * one continues the other, libblkid makes the full label of both; null when they differ.
     */
    private static byte @Nullable [] merge(byte[] wide, byte[] ascii) {
        byte[] merged = new byte[4 * ascii.length];
        int out = 0;
        int a = 0;
        int u = 0;
        for (; u + 1 < ascii.length && a < ascii.length; out += 2, a++, u += 2) {
            int unit = (wide[u] & 0xff) << 8 | wide[u + 1] & 0xff;
            boolean pair = Character.isHighSurrogate((char) unit)
                    && u + 3 < ascii.length
                    && Character.isLowSurrogate((char) ((wide[u + 2] & 0xff) << 8 | wide[u + 3] & 0xff));
            if (pair) {
                merged[out++] = wide[u++];
                merged[out++] = wide[u++];
                unit = (wide[u] & 0xff) << 8 | wide[u + 1] & 0xff;
            }
            int plain = ascii[a] & 0xff;
            int chosen;
            if (plain == '_') {
                chosen = unit;
            } else if (unit == '_') {
                chosen = plain;
            } else if (unit < 0x80 && upper(plain) == upper(unit)) {
                chosen = plain >= 'A' && plain <= 'Z' ? unit : plain;
            } else {
                return null;
            }
            merged[out] = (byte) (chosen >> 8);
            merged[out + 1] = (byte) chosen;
        }
        for (; a < ascii.length; a++, out += 2) {
            merged[out + 1] = ascii[a];
        }
        return Arrays.copyOf(merged, out);
    }

    private static int upper(int c) {
        return c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c;
    }

    private static @Nullable Names udf(Window window) throws IOException {
        int[] sizes = {window.sectorSize(), 512, 1024, 2048, 4096};
        for (int i = 0; i < sizes.length; i++) {
            int size = sizes[i];
            if ((i != 0 && size == sizes[0]) || !hasUdfStructure(window, Math.max(size, SECTOR_BYTES))) {
                continue;
            }
            for (int sector : new int[] {256, 512}) {
                Cursor in = window.littleEndian((long) sector * size, 512, "UDF anchor");
                if (in == null) {
                    return null;
                }
                if (in.u16() == TAG_ANCHOR && in.at(12).u32() == sector) {
                    long length = in.at(16).u32();
                    return udfNames(window, size, in.u32(), length / size);
                }
            }
        }
        return null;
    }

    private static boolean hasUdfStructure(Window window, int step) throws IOException {
        for (int i = 0; i < MAX_UDF_STRUCTURES; i++) {
            byte[] raw = window.bytes(DESCRIPTORS + (long) i * step + 1, 5);
            if (raw == null) {
                return false;
            }
            switch (new String(raw, StandardCharsets.ISO_8859_1)) {
                case "NSR02", "NSR03" -> {
                    return true;
                }
                case "BEA01", "BOOT2", "CD001", "CDW02", "TEA01" -> {}
                default -> {
                    return false;
                }
            }
        }
        return false;
    }

    private static Names udfNames(Window window, int size, long location, long count) throws IOException {
        String label = null;
        String uuid = null;
        for (long i = 0; i < Math.min(count, MAX_UDF_DESCRIPTORS); i++) {
            Cursor in = window.littleEndian((location + i) * size, 512, "UDF volume descriptor");
            if (in == null) {
                break;
            }
            int tag = in.u16();
            if (tag == 0 || tag == TAG_TERMINATING || in.at(12).u32() != location + i) {
                break;
            }
            if (tag == TAG_PRIMARY && uuid == null) {
                uuid = udfUuid(dstring(in.at(72).bytes(128)));
            } else if (tag == TAG_LOGICAL && label == null) {
                label = dstring(in.at(84).bytes(128));
                label = label == null ? null : Names.trimmed(label);
            }
        }
        return new Names(label, uuid);
    }

    /** OSTA compressed Unicode in a field whose last byte is the length used. */
    private static @Nullable String dstring(byte[] field) {
        int length = Math.min(Math.max((field[field.length - 1] & 0xff) - 1, 0), field.length - 2);
        Charset charset = switch (field[0] & 0xff) {
            case 8 -> StandardCharsets.ISO_8859_1;
            case 16 -> StandardCharsets.UTF_16BE;
            default -> null;
        };
        if (charset == null) {
            return null;
        }
        String text = new String(field, 1, length, charset);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** The first 16 digits of the volume set's identifier, or those of its bytes where it is not hexadecimal. */
    private static @Nullable String udfUuid(@Nullable String volumeSet) {
        if (volumeSet == null) {
            return null;
        }
        byte[] all = volumeSet.getBytes(StandardCharsets.UTF_8);
        if (all.length < 8) {
            return null;
        }
        byte[] text = Arrays.copyOf(all, 16);
        int digits = 0;
        while (digits < 16 && Character.digit(text[digits], 16) >= 0) {
            digits++;
        }
        StringBuilder uuid = new StringBuilder();
        int plain = digits < 8 ? 0 : digits < 16 ? 8 : 16;
        uuid.append(new String(text, 0, plain, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT));
        for (int i = plain; uuid.length() < 16; i++) {
            uuid.append("%02x".formatted(text[i] & 0xff));
        }
        return uuid.toString();
    }
}
