package org.guestscope.disk.fs.nilfs2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.KernelCrc;
import org.guestscope.disk.fs.ByteRuns;
import org.jspecify.annotations.Nullable;

/**
 * Follows the log from the superblock's last known place on to the newest super root, as
 * {@code nilfs_search_super_root} does.
 */
final class LogScan {

    private static final long MAGIC = 0x1eaffa11;
    private static final int FLAG_SUPER_ROOT = 0x4;
    private static final int FLAG_DATA_SYNC = 0x8;
    /** After a crash some segments may have been written since; more than this much is left to a kernel. */
    private static final long MAX_BYTES = 256L << 20;

    private final BlockDevice device;
    private final Superblock superblock;
    private long bytesLeft = MAX_BYTES;

    LogScan(BlockDevice device, Superblock superblock) {
        this.device = device;
        this.superblock = superblock;
    }

    /**
     * @param block where the super root lies
     * @param checkpoint the checkpoint it belongs to
     * @param followedBySyncedData whether fsync'ed data was logged after it, which a mount would roll forward
     */
    record SuperRoot(long block, long checkpoint, boolean followedBySyncedData) {

        private SuperRoot withSyncedData(boolean synced) {
            return new SuperRoot(block, checkpoint, synced);
        }
    }

    /** A log that was completely written. */
    private record Log(long blocks, int flags, long next, long checkpoint) {}

    SuperRoot newest() throws IOException {
        SuperRoot newest = null;
        boolean synced = false;
        long start = superblock.lastLog();
        long sequence = superblock.lastSequence();
        long nextSegment = -1;
        while (true) {
            Log log = read(start, sequence);
            if (log != null) {
                if ((log.flags & FLAG_SUPER_ROOT) != 0) {
                    newest = new SuperRoot(start + log.blocks - 1, log.checkpoint, false);
                    synced = false;
                    if (superblock.clean()) {
                        break;
                    }
                } else {
                    synced |= (log.flags & FLAG_DATA_SYNC) != 0;
                }
                nextSegment = log.next;
                start += log.blocks;
                if (start % superblock.blocksPerSegment() != 0) {
                    continue;
                }
            }
            // The segment is full, or its rest was never written: go on in the one named by the last log.
            if (nextSegment <= 0 || newest == null) {
                break;
            }
            start = nextSegment;
            sequence++;
            nextSegment = -1;
        }
        if (newest == null) {
            throw DiskFormatException.bad(
                    device.name(),
                    superblock.lastLog() * superblock.blockSize(),
                    "NILFS2 log",
                    "no super root for checkpoint %d".formatted(superblock.lastCheckpoint()));
        }
        return newest.withSyncedData(synced);
    }

    private @Nullable Log read(long start, long sequence) throws IOException {
        int blockSize = superblock.blockSize();
        if (start < 0 || start >= superblock.segments() * superblock.blocksPerSegment()) {
            return null;
        }
        Cursor in = Cursor.read(device, start * blockSize, 64, ByteOrder.LITTLE_ENDIAN, "NILFS2 segment summary");
        int dataSum = in.s32();
        long magic = in.at(8).u32();
        int flags = in.at(14).u16();
        long foundSequence = in.u64();
        long next = in.at(32).u64();
        long blocks = in.u32();
        long checkpoint = in.at(56).u64();
        long left = superblock.blocksPerSegment() - start % superblock.blocksPerSegment();
        if (magic != MAGIC || foundSequence != sequence || blocks == 0 || blocks > left) {
            return null;
        }
        bytesLeft -= blocks * blockSize;
        if (bytesLeft < 0) {
            throw in.unsupported("more than %d bytes of log since the superblock was written".formatted(MAX_BYTES));
        }
        int[] sum = {superblock.checksumSeed()};
        ByteRuns.read(device, start * blockSize + 4, blocks * blockSize - 4, "NILFS2 log", (ByteBuffer piece) -> {
            sum[0] = KernelCrc.CRC32.update(sum[0], piece.array(), 0, piece.limit());
        });
        return sum[0] == dataSum ? new Log(blocks, flags, next, checkpoint) : null;
    }
}
