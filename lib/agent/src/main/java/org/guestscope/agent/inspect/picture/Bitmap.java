package org.guestscope.agent.inspect.picture;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A picture without transparency.
 *
 * @param width in pixels
 * @param height in pixels
 * @param pixels red, green and blue of each pixel, row by row from the top
 */
public record Bitmap(int width, int height, byte[] pixels) {

    /** More pixels in a row or column are taken for damage. */
    private static final int LONGEST_SIDE = 1024;

    private static final int BYTES_PER_PIXEL = 3;

    /** Sizes of the two headers in use, that of OS/2 and Windows' own, and of a color in the palette behind them. */
    private static final int CORE_HEADER = 12;

    private static final int INFO_HEADER = 40;
    private static final int CORE_COLOR = 3;
    private static final int INFO_COLOR = 4;

    private static final long PNG = 0x89504e470d0a1a0aL;

    /** PNG's number for red, green and blue without a palette. */
    private static final int TRUE_COLOR = 2;

    /**
     * Reads a device-independent bitmap of Windows, uncompressed.
     *
     * @return {@code null} when it is of another kind or damaged
     * @throws IndexOutOfBoundsException when it ends too early
     * @see <a href="https://learn.microsoft.com/en-us/windows/win32/api/wingdi/ns-wingdi-bitmapinfoheader">BITMAPINFOHEADER</a>
     */
    static @Nullable Bitmap read(byte[] resource) {
        ByteBuffer in = ByteBuffer.wrap(resource).order(ByteOrder.LITTLE_ENDIAN);
        int header = in.getInt(0);
        boolean core = header == CORE_HEADER;
        if (!core && header < INFO_HEADER || header > resource.length) {
            return null;
        }
        int width = core ? in.getShort(4) : in.getInt(4);
        int rows = core ? in.getShort(6) : in.getInt(8);
        int depth = in.getShort(core ? 10 : 14);
        boolean compressed = !core && in.getInt(16) != 0;
        int height = Math.abs(rows);
        if (compressed || width < 1 || width > LONGEST_SIDE || height < 1 || height > LONGEST_SIDE) {
            return null;
        }
        int stated = core ? 0 : in.getInt(32);
        int colors = depth > 8 || stated > 0 ? stated : 1 << depth;
        long start = header + (long) colors * (core ? CORE_COLOR : INFO_COLOR);
        if (colors < 0 || start > resource.length) {
            return null;
        }
        Source source = new Source(in, depth, header, core ? CORE_COLOR : INFO_COLOR, colors);
        int line = (width * depth + 31) / 32 * 4;
        byte[] pixels = new byte[width * height * BYTES_PER_PIXEL];
        for (int y = 0; y < height; y++) {
            // The first row in the file is the lowest unless the height is negative.
            int row = (int) start + (rows < 0 ? y : height - 1 - y) * line;
            for (int x = 0; x < width; x++) {
                int color = source.color(row, x);
                if (color < 0) {
                    return null;
                }
                int at = (y * width + x) * BYTES_PER_PIXEL;
                pixels[at] = (byte) (color >> 16);
                pixels[at + 1] = (byte) (color >> 8);
                pixels[at + 2] = (byte) color;
            }
        }
        return new Bitmap(width, height, pixels);
    }

    /** Where the colors of a bitmap come from: out of its palette, or out of the pixels themselves. */
    private record Source(ByteBuffer in, int depth, int palette, int colorSize, int colors) {

        /** 24 bits, or -1 for what cannot be. */
        int color(int row, int x) {
            return switch (depth) {
                case 1, 4, 8 -> {
                    int bit = x * depth;
                    int index = in.get(row + bit / 8) >> (8 - depth - bit % 8) & (1 << depth) - 1;
                    yield index < colors ? triple(palette + index * colorSize) : -1;
                }
                case 24 -> triple(row + 3 * x);
                case 32 -> triple(row + 4 * x);
                default -> -1;
            };
        }

        private int triple(int at) {
            return in.get(at) & 0xff | (in.get(at + 1) & 0xff) << 8 | (in.get(at + 2) & 0xff) << 16;
        }
    }

    /** The upper rows alone; the whole picture when it has no more. */
    public Bitmap top(int rows) {
        int kept = Math.min(rows, height);
        return new Bitmap(width, kept, Arrays.copyOf(pixels, width * kept * BYTES_PER_PIXEL));
    }

    /**
     * The picture as a PNG file.
     *
     * @see <a href="https://www.w3.org/TR/png-3/">PNG specification</a>, 5.2 and 11.2
     */
    public byte[] png() {
        try {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(file);
            out.writeLong(PNG);
            byte[] header = ByteBuffer.allocate(13)
                    .putInt(width)
                    .putInt(height)
                    .put((byte) 8)
                    .put((byte) TRUE_COLOR)
                    .array();
            chunk(out, "IHDR", header);
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            try (DeflaterOutputStream deflater = new DeflaterOutputStream(data)) {
                int line = width * BYTES_PER_PIXEL;
                for (int y = 0; y < height; y++) {
                    // The row's filter: none.
                    deflater.write(0);
                    deflater.write(pixels, y * line, line);
                }
            }
            chunk(out, "IDAT", data.toByteArray());
            chunk(out, "IEND", new byte[0]);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        out.writeInt(content.length);
        out.write(name);
        out.write(content);
        out.writeInt((int) crc.getValue());
    }
}
