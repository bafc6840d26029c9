package org.guestscope.agent.action;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.guestscope.agent.child.ChildException;
import org.jspecify.annotations.Nullable;

/**
 * Reads an initial RAM disk: cpio archives one after the other (processor microcode first, on most distributions), of
 * which the last is compressed.
 *
 * @see <a href="https://docs.kernel.org/driver-api/early-userspace/buffer-format.html">initramfs buffer format</a>
 */
final class InitialRamDisk {

    private static final int HEADER_BYTES = 110;
    private static final String NEWC = "070701";
    private static final String CRC = "070702";
    private static final String TRAILER = "TRAILER!!!";

    /** Names are paths; a longer one is a lie. */
    private static final int MAX_NAME = 4096;

    /** What one reply can carry of a file. */
    private static final int MAX_FILE = 64 << 20;

    private final ActionContext context;
    private final BufferedInputStream disk;

    InitialRamDisk(ActionContext context, BufferedInputStream disk) {
        this.context = context;
        this.disk = disk;
    }

    /** Names of all files, in the archives' order. */
    List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        walk(disk, (name, size, data) -> {
            names.add(name);
            return false;
        });
        return names;
    }

    /** One file's bytes, or {@code null} when there is no such file. */
    byte @Nullable [] find(String wanted) throws IOException {
        byte[][] found = new byte[1][];
        walk(disk, (name, size, data) -> {
            if (!name.equals(wanted)) {
                return false;
            }
            if (size > MAX_FILE) {
                throw new ChildException("%s: %d bytes are too many".formatted(name, size));
            }
            found[0] = data.readNBytes((int) size);
            return true;
        });
        return found[0];
    }

    /** Is shown each file; says whether it has seen enough. */
    private interface Visitor {
        boolean visit(String name, long size, InputStream data) throws IOException;
    }

    private boolean walk(BufferedInputStream in, Visitor visitor) throws IOException {
        while (true) {
            context.cancellation().check();
            int first = skipZeros(in);
            if (first < 0) {
                return false;
            }
            if (first != '0') {
                return walk(new BufferedInputStream(decompressed(in), 64 << 10), visitor);
            }
            byte[] header = in.readNBytes(HEADER_BYTES);
            String text = new String(header, StandardCharsets.ISO_8859_1);
            if (header.length < HEADER_BYTES || !(text.startsWith(NEWC) || text.startsWith(CRC))) {
                throw new ChildException("not an initial RAM disk: no cpio header");
            }
            long size = field(text, 6);
            long nameSize = field(text, 11);
            if (nameSize < 1 || nameSize > MAX_NAME) {
                throw new ChildException("bad initial RAM disk: a name of %d bytes".formatted(nameSize));
            }
            byte[] name = in.readNBytes((int) nameSize);
            in.skipNBytes(padding(HEADER_BYTES + nameSize));
            String path = new String(name, 0, name.length - 1, StandardCharsets.ISO_8859_1);
            if (path.equals(TRAILER)) {
                continue;
            }
            long[] read = new long[1];
            if (visitor.visit(path, size, new Counted(in, read))) {
                return true;
            }
            in.skipNBytes(size - read[0] + padding(size));
        }
    }

    private InputStream decompressed(BufferedInputStream in) throws IOException {
        in.mark(8);
        byte[] magic = in.readNBytes(6);
        in.reset();
        int start = magic.length < 2 ? 0 : (magic[0] & 0xff) << 8 | magic[1] & 0xff;
        String tool = switch (start) {
            case 0x1f8b -> null;
            case 0xfd37 -> "xz";
            case 0x28b5 -> "zstd";
            case 0x425a -> "bzip2";
            case 0x5d00 -> "lzma";
            case 0x894c -> "lzop";
            case 0x0221 -> "lz4";
            default -> throw new ChildException("not an initial RAM disk: unknown magic 0x%04x".formatted(start));
        };
        if (tool == null) {
            return new GZIPInputStream(in, 64 << 10);
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        context.child(tool, "-dc").stdin(in).stdout(plain).require();
        return new ByteArrayInputStream(plain.toByteArray());
    }

    private static int skipZeros(BufferedInputStream in) throws IOException {
        while (true) {
            in.mark(1);
            int b = in.read();
            if (b != 0) {
                in.reset();
                return b;
            }
        }
    }

    /** The number-th field of eight hexadecimal digits after the magic. */
    private static long field(String header, int number) throws ChildException {
        int at = NEWC.length() + number * 8;
        try {
            return Long.parseLong(header.substring(at, at + 8), 16);
        } catch (NumberFormatException e) {
            throw new ChildException("bad initial RAM disk: field %d of a cpio header".formatted(number));
        }
    }

    private static long padding(long length) {
        return -length & 3;
    }

    /** Counts what a visitor reads, so that the rest can be skipped. */
    private static final class Counted extends InputStream {
        private final InputStream in;
        private final long[] count;

        Counted(InputStream in, long[] count) {
            this.in = in;
            this.count = count;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            count[0] += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int got = in.read(bytes, offset, length);
            count[0] += Math.max(0, got);
            return got;
        }
    }
}
