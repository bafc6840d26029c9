package org.guestscope.disk.fs.xfs;

import java.io.IOException;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;

/**
 * Whether the log ends with an unmount record, found as {@code xlog_find_tail} finds it: the head is where the cycle
 * number at the start of each 512-byte block changes, and the record before it is the last one written.
 */
final class LogState {

    static final int BLOCK_BYTES = 512;
    static final int RECORD_MAGIC = 0xfeedbabe;
    private static final int UNMOUNT_FLAG = 0x20;
    private static final int HEADER_CYCLE_BYTES = 32 << 10;
    /** A record holds at most 256 KiB behind at most 8 header blocks. */
    private static final int MAX_RECORD_BLOCKS = 512 + 8;

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
        for (long back = 1; back <= Math.min(MAX_RECORD_BLOCKS, blocks); back++) {
            long block = Math.floorMod(head - back, blocks);
            Cursor in = read(block);
            if (in.s32() == RECORD_MAGIC) {
                return isUnmount(in, block, head);
            }
        }
        return false;
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
