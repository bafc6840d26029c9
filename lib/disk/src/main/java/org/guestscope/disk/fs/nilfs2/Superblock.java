package org.guestscope.disk.fs.nilfs2;

import java.io.IOException;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.KernelCrc;
import org.jspecify.annotations.Nullable;

/**
 * struct nilfs_super_block.
 *
 * @param checksumSeed s_crc_seed, for the logs too
 * @param reservedPercent s_r_segments_percentage
 * @param lastCheckpoint s_last_cno
 * @param lastLog s_last_pseg, the block where the last log with a super root began when this was written
 * @param lastSequence s_last_seq, that log's segment sequence number
 * @param clean whether s_state says that the filesystem was unmounted
 */
record Superblock(
        int checksumSeed,
        int blockSize,
        long segments,
        long firstDataBlock,
        long blocksPerSegment,
        long reservedPercent,
        long lastCheckpoint,
        long lastLog,
        long lastSequence,
        boolean clean,
        int inodeSize,
        int datEntrySize,
        int checkpointSize) {

    private static final long PRIMARY = 1024;
    private static final int BYTES = 1024;
    private static final int MAGIC = 0x3434;
    private static final int SUM_OFFSET = 16;
    private static final int STATE_VALID = 1;
    private static final long MIN_RESERVED_SEGMENTS = 8;
    private static final int MAX_LOG_BLOCK_SIZE = 2;

    /** The newer of the two copies. */
    static Superblock newest(BlockDevice device) throws IOException {
        Superblock first = read(device, PRIMARY);
        Superblock second = read(device, (device.size() / 4096 - 1) * 4096);
        if (second != null && (first == null || second.lastCheckpoint > first.lastCheckpoint)) {
            first = second;
        }
        if (first == null) {
            throw DiskFormatException.bad(device.name(), PRIMARY, "NILFS2 superblock", "neither copy is valid");
        }
        return first;
    }

    private static @Nullable Superblock read(BlockDevice device, long offset) throws IOException {
        Cursor in = Cursor.read(device, offset, BYTES, ByteOrder.LITTLE_ENDIAN, "NILFS2 superblock");
        if (in.at(6).u16() != MAGIC) {
            return null;
        }
        int length = in.u16();
        in.skip(2);
        int seed = in.s32();
        int stored = in.s32();
        if (length < SUM_OFFSET + 4 || length > BYTES) {
            return null;
        }
        byte[] raw = in.at(0).bytes(BYTES);
        int sum = KernelCrc.CRC32.update(seed, raw, 0, SUM_OFFSET);
        sum = KernelCrc.CRC32.update(sum, new byte[4]);
        sum = KernelCrc.CRC32.update(sum, raw, SUM_OFFSET + 4, length - SUM_OFFSET - 4);
        if (sum != stored) {
            return null;
        }
        long logBlockSize = in.at(20).u32();
        if (logBlockSize > MAX_LOG_BLOCK_SIZE) {
            throw in.at(20).bad("log_block_size", "%d, must be 0..2 (blocks of 1 to 4 KiB)".formatted(logBlockSize));
        }
        int blockSize = 1024 << logBlockSize;
        long segments = in.u63("nsegments");
        in.skip(8);
        long firstDataBlock = in.u63("first_data_block");
        long blocksPerSegment = in.u32();
        long reservedPercent = in.u32();
        long lastCheckpoint = in.u63("last_cno");
        long lastLog = in.u63("last_pseg");
        long lastSequence = in.u64();
        boolean clean = (in.at(116).u16() & STATE_VALID) != 0;
        int inodeSize = in.at(144).u16();
        int datEntrySize = in.u16();
        int checkpointSize = in.u16();
        long deviceBlocks = device.size() / blockSize;
        boolean sane = blocksPerSegment >= 16
                && blocksPerSegment <= deviceBlocks
                && segments <= deviceBlocks / blocksPerSegment
                && firstDataBlock < blocksPerSegment
                && reservedPercent >= 1
                && reservedPercent <= 99
                && inodeSize >= 128
                && inodeSize <= blockSize
                && datEntrySize >= 32
                && datEntrySize <= blockSize
                && checkpointSize >= 192
                && checkpointSize <= blockSize;
        if (!sane) {
            throw in.at(24)
                    .bad(
                            "nsegments",
                            "%d of %d blocks, first data block %d, device holds %d"
                                    .formatted(segments, blocksPerSegment, firstDataBlock, deviceBlocks));
        }
        return new Superblock(
                seed,
                blockSize,
                segments,
                firstDataBlock,
                blocksPerSegment,
                reservedPercent,
                lastCheckpoint,
                lastLog,
                lastSequence,
                clean,
                inodeSize,
                datEntrySize,
                checkpointSize);
    }

    long reservedSegments() {
        return Math.max(MIN_RESERVED_SEGMENTS, (segments * reservedPercent + 99) / 100);
    }
}
