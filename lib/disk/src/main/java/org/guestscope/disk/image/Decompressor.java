package org.guestscope.disk.image;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.guestscope.disk.DiskFormatException;

/** How the clusters and grains of images are compressed: each for itself, to a size known beforehand. */
enum Decompressor {
    /** A deflate stream without a header (RFC 1951). */
    DEFLATE {
        @Override
        void fill(ByteBuffer compressed, byte[] cluster) throws DataFormatException {
            inflate(new Inflater(true), compressed, cluster);
        }
    },
    /** A zlib stream (RFC 1950). */
    ZLIB {
        @Override
        void fill(ByteBuffer compressed, byte[] cluster) throws DataFormatException {
            inflate(new Inflater(false), compressed, cluster);
        }
    },
    /** One zstd frame (RFC 8878), which may be followed by bytes that belong to something else. */
    ZSTD {
        @Override
        void fill(ByteBuffer compressed, byte[] cluster) throws DataFormatException {
            int length = zstdFrameLength(compressed.duplicate().order(ByteOrder.LITTLE_ENDIAN));
            try {
                int filled = new ZstdDecompressor()
                        .decompress(
                                compressed.array(),
                                compressed.arrayOffset() + compressed.position(),
                                length,
                                cluster,
                                0,
                                cluster.length);
                if (filled != cluster.length) {
                    throw new DataFormatException("ends after %d bytes".formatted(filled));
                }
            } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new DataFormatException(e.getMessage());
            }
        }
    };

    private static final int ZSTD_MAGIC = 0xfd2fb528;
    private static final int ZSTD_BLOCK_RLE = 1;

    /**
     * Decompresses to exactly {@code size} bytes.
     *
     * @param source the image's name, and {@code offset} and {@code structure} what is decompressed, for the error
     * @throws DiskFormatException.Bad when the data is damaged or ends early
     */
    byte[] decompress(String source, long offset, String structure, ByteBuffer compressed, int size)
            throws DiskFormatException {
        byte[] cluster = new byte[size];
        try {
            fill(compressed, cluster);
        } catch (DataFormatException e) {
            throw DiskFormatException.bad(
                    source,
                    offset,
                    structure,
                    "must decompress to %d bytes, %s".formatted(size, String.valueOf(e.getMessage())));
        }
        return cluster;
    }

    abstract void fill(ByteBuffer compressed, byte[] cluster) throws DataFormatException;

    private static void inflate(Inflater inflater, ByteBuffer compressed, byte[] cluster) throws DataFormatException {
        try {
            inflater.setInput(compressed);
            int filled = 0;
            while (filled < cluster.length) {
                int n = inflater.inflate(cluster, filled, cluster.length - filled);
                if (n == 0) {
                    throw new DataFormatException("ends after %d bytes".formatted(filled));
                }
                filled += n;
            }
        } finally {
            inflater.end();
        }
    }

    /** The frame's length by its block headers, since the decompressor takes all it is given for frames. */
    private static int zstdFrameLength(ByteBuffer frame) throws DataFormatException {
        int start = frame.position();
        try {
            if (frame.getInt() != ZSTD_MAGIC) {
                throw new DataFormatException("no zstd frame");
            }
            int descriptor = Byte.toUnsignedInt(frame.get());
            boolean singleSegment = (descriptor & 0x20) != 0;
            boolean checksum = (descriptor & 0x04) != 0;
            int window = singleSegment ? 0 : 1;
            int dictionary = new int[] {0, 1, 2, 4}[descriptor & 0x03];
            int contentSize = new int[] {singleSegment ? 1 : 0, 2, 4, 8}[descriptor >>> 6];
            frame.position(frame.position() + window + dictionary + contentSize);
            boolean last;
            do {
                int block = Byte.toUnsignedInt(frame.get()) | Short.toUnsignedInt(frame.getShort()) << 8;
                last = (block & 1) != 0;
                int length = (block >>> 1 & 3) == ZSTD_BLOCK_RLE ? 1 : block >>> 3;
                frame.position(frame.position() + length);
            } while (!last);
            return frame.position() - start + (checksum ? 4 : 0);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new DataFormatException("zstd frame is cut off");
        }
    }
}
