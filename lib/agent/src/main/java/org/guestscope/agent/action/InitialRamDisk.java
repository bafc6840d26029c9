package org.guestscope.agent.action;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.child.ChildResult;
import org.jspecify.annotations.Nullable;

/**
 * Reads an initial RAM disk: cpio archives one after the other (processor microcode first, on most distributions), of
 * which the last is compressed.
 *
 * @see <a href="https://docs.kernel.org/driver-api/early-userspace/buffer-format.html">initramfs buffer format</a>
 */
final class InitialRamDisk {

    private static final int BUFFER = 64 << 10;
    private static final int HEADER_BYTES = 110;
    private static final String NEWC = "070701";
    private static final String CRC = "070702";
    private static final String TRAILER = "TRAILER!!!";

    /** Names are paths; a longer one is a lie. */
    private static final int MAX_NAME = 4096;

    /** What one reply can carry, of a file or of names. */
    private static final int MAX_REPLY = 64 << 20;

    /** What a name costs beside its bytes. */
    private static final int NAME_OVERHEAD = 64;

    private final ActionContext context;
    private final BufferedInputStream disk;

    InitialRamDisk(ActionContext context, BufferedInputStream disk) {
        this.context = context;
        this.disk = disk;
    }

    /** Looks at a file's bytes, as many as it needs, and says what it made of them: {@code null} for nothing. */
    @FunctionalInterface
    interface Look<T> {
        @Nullable T at(String name, long size, InputStream data) throws IOException;
    }

    /** Names of all files, in the archives' order. */
    List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        long[] room = {MAX_REPLY};
        find(disk, true, (name, size, data) -> {
            room[0] -= name.length() + NAME_OVERHEAD;
            if (room[0] < 0) {
                throw new ChildException("%d files are too many".formatted(names.size()));
            }
            names.add(name);
            return null;
        });
        return names;
    }

    /** One file's bytes, or {@code null} when there is no such file. */
    byte @Nullable [] contents(String wanted) throws IOException {
        return first(List.of(wanted), (name, size, data) -> {
            if (size > MAX_REPLY) {
                throw new ChildException("%s: %d bytes are too many".formatted(name, size));
            }
            byte[] bytes = data.readNBytes((int) size);
            if (bytes.length < size) {
                throw new EOFException();
            }
            return bytes;
        });
    }

    /** What {@code look} makes of the first file, of those with one of these names, that it makes something of. */
    <T> @Nullable T first(Collection<String> names, Look<T> look) throws IOException {
        return find(disk, true, (name, size, data) -> names.contains(name) ? look.at(name, size, data) : null);
    }

    private <T> @Nullable T find(BufferedInputStream in, boolean maybeCompressed, Look<T> look) throws IOException {
        try {
            return walk(in, maybeCompressed, look);
        } catch (EOFException e) {
            throw new ChildException("bad initial RAM disk: it ends too early");
        }
    }

    private <T> @Nullable T walk(BufferedInputStream in, boolean maybeCompressed, Look<T> look) throws IOException {
        while (true) {
            context.cancellation().check();
            int first = skipZeros(in);
            if (first < 0) {
                return null;
            }
            if (first != '0' && maybeCompressed) {
                return walkCompressed(in, look);
            }
            byte[] header = in.readNBytes(HEADER_BYTES);
            String text = new String(header, StandardCharsets.ISO_8859_1);
            if (!text.startsWith(NEWC) && !text.startsWith(CRC)) {
                throw new ChildException("not an initial RAM disk: no cpio header");
            }
            if (header.length < HEADER_BYTES) {
                throw new EOFException();
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
            FileData data = new FileData(in, size);
            T found = look.at(path, size, data);
            if (found != null) {
                return found;
            }
            in.skipNBytes(data.left + padding(size));
        }
    }

    /** The compressed archive at the end. What it unpacks to is never compressed again: a bomb could go on for ever. */
    private <T> @Nullable T walkCompressed(BufferedInputStream in, Look<T> look) throws IOException {
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
            return walk(buffered(new GZIPInputStream(in, BUFFER)), false, look);
        }
        List<T> found = new ArrayList<>();
        List<IOException> failures = new ArrayList<>();
        ChildResult result = context.child(tool, "-dc")
                .stdin(in)
                .stdout(plain -> {
                    try {
                        T one = walk(buffered(plain), false, look);
                        if (one != null) {
                            found.add(one);
                        }
                    } catch (EOFException e) {
                        failures.add(e); // a damaged archive's tool says better what is wrong
                    }
                })
                .run();
        if (!found.isEmpty()) {
            return found.get(0);
        }
        if (!result.succeeded()) {
            throw new ChildException(result.complaint());
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
        return null;
    }

    private static BufferedInputStream buffered(InputStream in) {
        return new BufferedInputStream(in, BUFFER);
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

    /** The bytes of one file, to be read as far as somebody wants. */
    private static final class FileData extends InputStream {
        private final InputStream in;
        private long left;

        FileData(InputStream in, long size) {
            this.in = in;
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int got = in.read(bytes, offset, (int) Math.min(length, left));
            left -= Math.max(0, got);
            return got;
        }
    }
}
