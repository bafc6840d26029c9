package org.guestscope.disk.fs.xfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;

/**
 * Whether the log ends with an unmount record, found as {@code xlog_find_tail} finds it: the head is where the cycle
 * number at the start of each 512-byte block changes, and the record before it is the last one written.
 */
final class LogState implements LogRecord.Ring {

    static final int BLOCK_BYTES = 512;
    static final int RECORD_MAGIC = 0xfeedbabe;
    private static final int UNMOUNT_FLAG = 0x20;
    private static final int HEADER_CYCLE_BYTES = 32 << 10;
    /** A record holds at most 256 KiB behind at most 8 header blocks. */
    private static final int MAX_RECORD_BLOCKS = 512 + 8;

    /** Up to eight buffers of 256 KiB are written at a time. */
    private static final long IN_FLIGHT_BLOCKS = 8 * 512;

    private final BlockDevice device;
    private final long start;
    private final long blocks;

    LogState(BlockDevice device, Superblock superblock) {
        this.device = device;
        this.start = superblock.byteOffset(superblock.logStart());
        this.blocks = superblock.logBlocks() * superblock.blockSize() / BLOCK_BYTES;
    }

    boolean isClean() throws IOException {
        if (cycle(0) == 0) {
            return true;
        }
        long head = head();
        long last = lastRecord(head);
        return last >= 0 && isUnmount(read(last), last, head);
    }

    long blocks() {
        return blocks;
    }

    /** Where the last record before the head begins, or -1. */
    long lastRecord(long head) throws IOException {
        for (long back = 1; back <= Math.min(MAX_RECORD_BLOCKS, blocks); back++) {
            long block = Math.floorMod(head - back, blocks);
            if (read(block).s32() == RECORD_MAGIC) {
                return block;
            }
        }
        return -1;
    }

    /**
     * The head, when everything that may have been in flight before it was written.
     *
     * @throws DiskFormatException.Unsupported when writes were lost in between, which a kernel sorts out
     */
    long verifiedHead() throws IOException {
        long head = head();
        if (head == blocks || lastRecord(head) < 0) {
            throw DiskFormatException.unsupported(device.name(), "XFS log", "its head is at its very end");
        }
        long newest = cycle(0);
        for (long back = 1; back <= Math.min(IN_FLIGHT_BLOCKS, head); back++) {
            if (cycle(head - back) != newest) {
                throw DiskFormatException.unsupported(
                        device.name(), "XFS log", "block %d was not written".formatted(head - back));
            }
        }
        return head;
    }

    @Override
    public byte[] read(long block, int count) throws IOException {
        byte[] data = new byte[count * BLOCK_BYTES];
        for (int i = 0; i < count; i++) {
            long number = Math.floorMod(block + i, blocks);
            ByteBuffer part = ByteBuffer.wrap(data, i * BLOCK_BYTES, BLOCK_BYTES);
            device.read(start + number * BLOCK_BYTES, part);
        }
        return data;
    }

    private boolean isUnmount(Cursor in, long block, long head) throws IOException {
        long version = in.at(8).u32();
        long length = in.u32();
        long operations = in.at(40).u32();
        long size = in.at(320).u32();
        long headers = 1;
        if ((version & 2) != 0 && size > HEADER_CYCLE_BYTES) {
            headers = (size + HEADER_CYCLE_BYTES - 1) / HEADER_CYCLE_BYTES;
        }
        long after = block + headers + (length + BLOCK_BYTES - 1) / BLOCK_BYTES;
        if (operations != 1 || Math.floorMod(after, blocks) != Math.floorMod(head, blocks)) {
            return false;
        }
        Cursor operation = read(Math.floorMod(block + headers, blocks));
        return (operation.at(9).u8() & UNMOUNT_FLAG) != 0;
    }

    /** The block after the last one written. */
    private long head() throws IOException {
        long first = cycle(0);
        long last = cycle(blocks - 1);
        if (last == first) {
            return blocks;
        }
        // Blocks [0, head) carry the newer cycle, the rest the older one, or zero when never written.
        long low = 0;
        long high = blocks - 1;
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (cycle(middle) == first) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private long cycle(long block) throws IOException {
        Cursor in = read(block);
        long value = in.u32();
        return value == Integer.toUnsignedLong(RECORD_MAGIC) ? in.u32() : value;
    }

    private Cursor read(long block) throws DiskFormatException, IOException {
        return Cursor.read(
                device, start + block * BLOCK_BYTES, BLOCK_BYTES, ByteOrder.BIG_ENDIAN, "XFS log block " + block);
    }
}
