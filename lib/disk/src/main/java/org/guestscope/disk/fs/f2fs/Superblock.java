package org.guestscope.disk.fs.f2fs;

import java.io.IOException;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;

/**
 * struct f2fs_super_block.
 *
 * @param blocksPerSegment always 512
 * @param blocks block_count
 * @param natSegments segment_count_nat
 * @param mainSegments segment_count_main
 * @param segment0 segment0_blkaddr
 * @param checkpoints cp_blkaddr, where the two checkpoint packs begin
 * @param payload cp_payload, further blocks of bitmaps in a pack
 * @param mainArea main_blkaddr
 */
record Superblock(
        int blocksPerSegment,
        long blocks,
        long natSegments,
        long mainSegments,
        long segment0,
        long checkpoints,
        long payload,
        long mainArea) {

    static final int BLOCK_BYTES = 4096;
    static final int MAGIC = 0xf2f52010;
    private static final long[] COPIES = {1024, 1024 + BLOCK_BYTES};
    private static final int BLOCK_BITS = 12;
    private static final int SEGMENT_BITS = 9;
    private static final int STRUCTURE_BYTES = 3072;
    private static final int FEATURE_ZONED = 0x2;
    private static final int DEVICES_OFFSET = 0xa85;

    static Superblock read(BlockDevice device) throws IOException {
        DiskFormatException first;
        try {
            return read(device, COPIES[0]);
        } catch (DiskFormatException.Bad e) {
            first = e;
        }
        try {
            return read(device, COPIES[1]);
        } catch (DiskFormatException.Bad e) {
            throw first;
        }
    }

    private static Superblock read(BlockDevice device, long offset) throws IOException {
        Cursor in = Cursor.read(device, offset, STRUCTURE_BYTES, ByteOrder.LITTLE_ENDIAN, "F2FS superblock");
        int magic = in.s32();
        if (magic != MAGIC) {
            throw in.bad("magic", "0x%08x, must be 0x%08x".formatted(magic, MAGIC));
        }
        in.skip(2 + 2);
        long logSectorSize = in.u32();
        long logSectorsPerBlock = in.u32();
        long logBlockSize = in.u32();
        long logBlocksPerSegment = in.u32();
        if (logBlockSize != BLOCK_BITS
                || logBlocksPerSegment != SEGMENT_BITS
                || logSectorSize < 9
                || logSectorSize > BLOCK_BITS
                || logSectorSize + logSectorsPerBlock != BLOCK_BITS) {
            throw in.bad(
                    "log_blocksize",
                    "%d, log_blocks_per_seg %d, log_sectorsize %d"
                            .formatted(logBlockSize, logBlocksPerSegment, logSectorSize));
        }
        long segmentsPerSection = in.u32();
        in.skip(4 + 4);
        long blocks = in.u63("block_count");
        in.skip(4);
        long segments = in.u32();
        long checkpointSegments = in.u32();
        long sitSegments = in.u32();
        long natSegments = in.u32();
        long summarySegments = in.u32();
        long mainSegments = in.u32();
        long segment0 = in.u32();
        long checkpoints = in.u32();
        in.skip(4 + 4 + 4);
        long mainArea = in.u32();
        long payload = in.at(0x87c).s32();
        long features = in.at(0x984).u32();
        if (blocks > device.size() / BLOCK_BYTES) {
            throw in.at(36).bad("block_count", "%d, device holds %d".formatted(blocks, device.size() / BLOCK_BYTES));
        }
        long meta = checkpointSegments + sitSegments + natSegments + summarySegments;
        boolean sane = segmentsPerSection != 0
                && segments << SEGMENT_BITS <= blocks
                && meta + mainSegments <= segments
                && checkpoints == segment0
                && mainArea == segment0 + (meta << SEGMENT_BITS)
                && mainArea + (mainSegments << SEGMENT_BITS) <= blocks
                && checkpointSegments == 2
                && payload >= 0
                && payload <= BLOCK_BYTES;
        if (!sane) {
            throw in.at(48)
                    .bad(
                            "segment_count",
                            "%d with %d main and %d other segments, areas at %d, %d"
                                    .formatted(segments, mainSegments, meta, segment0, mainArea));
        }
        if ((features & FEATURE_ZONED) != 0 || in.at(DEVICES_OFFSET).u8() != 0) {
            throw in.unsupported("zoned or several devices");
        }
        return new Superblock(
                1 << SEGMENT_BITS, blocks, natSegments, mainSegments, segment0, checkpoints, payload, mainArea);
    }
}
