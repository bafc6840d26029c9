package org.guestscope.disk.fs.xfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.KernelCrc;

/**
 * A log record: struct xlog_rec_header, on version 2 logs with extended headers, and operations behind it.
 *
 * @param version 1 or 2
 * @param tailBlock where recovery must begin once this record is the last one
 * @param format byte order of the items: 1 for little-endian
 * @param headerBlocks blocks of headers
 * @param operations how many operations the data holds
 * @param data the operations, the words restored that the log replaced by cycle numbers
 */
record LogRecord(int version, long tailBlock, int format, long headerBlocks, int operations, byte[] data) {

    static final int FORMAT_LITTLE_ENDIAN = 1;
    private static final int BLOCK_BYTES = 512;
    private static final int HEADER_BYTES = 328;
    private static final int EXTENDED_HEADER_BYTES = 260;
    private static final int CRC_OFFSET = 32;
    private static final int BLOCKS_PER_HEADER = 64;
    private static final int MAX_RECORD_BYTES = 256 << 10;

    /** Blocks of the log's ring, by number; reading goes on at the beginning behind the last one. */
    @FunctionalInterface
    interface Ring {
        byte[] read(long block, int count) throws IOException;
    }

    long blocks() {
        return headerBlocks + (data.length + BLOCK_BYTES - 1) / BLOCK_BYTES;
    }

    /**
     * @param checked whether the record must have a checksum, as on version 5 filesystems
     * @throws DiskFormatException.Unsupported when there is no whole record, which only a kernel can cope with
     */
    static LogRecord read(String name, Ring ring, long block, boolean checked) throws IOException {
        byte[] first = ring.read(block, 1);
        ByteBuffer header = ByteBuffer.wrap(first);
        int version = header.getInt(8);
        int length = header.getInt(12);
        int size = header.getInt(320);
        long headerBlocks = 1;
        if ((version & 2) != 0 && size > BLOCKS_PER_HEADER * BLOCK_BYTES) {
            int perHeader = BLOCKS_PER_HEADER * BLOCK_BYTES;
            headerBlocks = (size + perHeader - 1) / perHeader;
        }
        if (header.getInt(0) != LogState.RECORD_MAGIC
                || length < 0
                || length > MAX_RECORD_BYTES
                || size > MAX_RECORD_BYTES
                || (length + BLOCK_BYTES - 1) / BLOCK_BYTES > headerBlocks * BLOCKS_PER_HEADER) {
            throw unsupported(name, block, "is not there, or %d bytes long".formatted(length));
        }
        byte[] headers = ring.read(block, (int) headerBlocks);
        byte[] data = ring.read(block + headerBlocks, (length + BLOCK_BYTES - 1) / BLOCK_BYTES);
        int stored = Integer.reverseBytes(header.getInt(CRC_OFFSET));
        if ((checked || stored != 0) && stored != checksum(headers, data, length)) {
            throw unsupported(name, block, "has a wrong checksum");
        }
        restore(headers, data);
        return new LogRecord(
                version,
                header.getInt(28) & 0xffffffffL,
                header.getInt(300),
                headerBlocks,
                header.getInt(40),
                java.util.Arrays.copyOf(data, length));
    }

    private static DiskFormatException unsupported(String name, long block, String why) {
        return DiskFormatException.unsupported(name, "XFS log", "the record at block %d %s".formatted(block, why));
    }

    /** Of the extended headers only those that this much data needs are covered, though all are written. */
    private static int checksum(byte[] headers, byte[] data, int length) {
        int bytesPerHeader = BLOCKS_PER_HEADER * BLOCK_BYTES;
        int covered = (length + bytesPerHeader - 1) / bytesPerHeader;
        int crc = KernelCrc.CRC32C.update(~0, headers, 0, CRC_OFFSET);
        crc = KernelCrc.CRC32C.update(crc, new byte[4]);
        crc = KernelCrc.CRC32C.update(crc, headers, CRC_OFFSET + 4, HEADER_BYTES - CRC_OFFSET - 4);
        for (int i = 1; i < covered; i++) {
            crc = KernelCrc.CRC32C.update(crc, headers, i * BLOCK_BYTES, EXTENDED_HEADER_BYTES);
        }
        return ~KernelCrc.CRC32C.update(crc, data, 0, length);
    }

    /** Puts back the first word of each block, which the headers keep. */
    private static void restore(byte[] headers, byte[] data) {
        for (int i = 0; i * BLOCK_BYTES < data.length; i++) {
            int header = i / BLOCKS_PER_HEADER;
            int words = header == 0 ? 44 : header * BLOCK_BYTES + 4;
            System.arraycopy(headers, words + i % BLOCKS_PER_HEADER * 4, data, i * BLOCK_BYTES, 4);
        }
    }
}
