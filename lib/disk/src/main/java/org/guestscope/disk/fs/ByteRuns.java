package org.guestscope.disk.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;

/** Walks over long tables on a device, such as allocation bitmaps, in pieces that fit into memory. */
public final class ByteRuns {

    /** The longest table read directly: the bitmap of 8 TiB in 4 KiB clusters, read in well under a second. */
    public static final long MAX_BYTES = 256L << 20;

    /** Pieces are a multiple of 12 bytes too, so that no FAT12 pair of entries is cut. */
    private static final int PIECE_BYTES = 3 << 15;

    private ByteRuns() {}

    /** Takes the next piece of a table, little-endian, position 0 to limit. */
    @FunctionalInterface
    public interface Piece {
        void take(ByteBuffer piece) throws IOException;
    }

    /**
     * Hands {@code length} bytes from {@code offset} on to {@code taker}, in order.
     *
     * @param table what the bytes are, for errors
     * @throws DiskFormatException when the table leaves the device, or is longer than {@link #MAX_BYTES}
     */
    public static void read(BlockDevice device, long offset, long length, String table, Piece taker)
            throws IOException {
        if (offset < 0 || length < 0 || offset > device.size() || length > device.size() - offset) {
            throw DiskFormatException.bad(
                    device.name(),
                    offset,
                    table,
                    "%d bytes wanted, device ends at 0x%x".formatted(length, device.size()));
        }
        if (length > MAX_BYTES) {
            throw DiskFormatException.unsupported(
                    device.name(), table, "%d bytes, at most %d are read directly".formatted(length, MAX_BYTES));
        }
        ByteBuffer piece =
                ByteBuffer.allocate((int) Math.min(PIECE_BYTES, length)).order(ByteOrder.LITTLE_ENDIAN);
        for (long done = 0; done < length; done += piece.limit()) {
            piece.clear().limit((int) Math.min(piece.capacity(), length - done));
            device.read(offset + done, piece);
            piece.flip();
            taker.take(piece);
        }
    }

    /** How many of the first {@code bits} bits of a bitmap at {@code offset} are set, lowest bit first. */
    public static long setBits(BlockDevice device, long offset, long bits, String table) throws IOException {
        BitCount count = new BitCount(bits);
        read(device, offset, (bits + 7) / 8, table, count);
        return count.set();
    }

    /** Counts set bits of a bitmap that arrives in pieces, lowest bit of each byte first, up to a number of bits. */
    public static final class BitCount implements Piece {
        private long left;
        private long set;

        public BitCount(long bits) {
            this.left = bits;
        }

        @Override
        public void take(ByteBuffer piece) {
            while (left >= Long.SIZE && piece.remaining() >= Long.BYTES) {
                set += Long.bitCount(piece.getLong());
                left -= Long.SIZE;
            }
            while (left > 0 && piece.hasRemaining()) {
                int mask = left >= Byte.SIZE ? 0xff : (1 << left) - 1;
                set += Integer.bitCount(piece.get() & mask);
                left -= Math.min(left, Byte.SIZE);
            }
        }

        /** Passes over bits that are known to be zero. */
        public void skip(long zeros) {
            left -= Math.min(left, zeros);
        }

        public long set() {
            return set;
        }
    }
}
