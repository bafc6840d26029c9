package org.guestscope.disk.fs.xfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;

/**
 * struct xfs_dsb, checked as a mount does.
 *
 * @param blockSize sb_blocksize, in bytes
 * @param dataBlocks sb_dblocks
 * @param logStart sb_logstart, a filesystem block number: AG number and block within it
 * @param agBlocks sb_agblocks
 * @param agCount sb_agcount
 * @param logBlocks sb_logblocks
 * @param sectorSize sb_sectsize, in bytes
 * @param inodesPerBlock sb_inopblock
 * @param inodesPerBlockLog sb_inopblog
 * @param agBlockLog sb_agblklog, bits of a block number within an AG
 * @param maxInodePercent sb_imax_pct, 0 for no limit
 * @param inodes sb_icount, allocated inodes
 * @param freeInodes sb_ifree, of those
 * @param freeBlocks sb_fdblocks
 * @param lazyCounters whether the counters are written only at unmount
 * @param version5 whether metadata carries checksums
 * @param roCompat sb_features_ro_compat
 */
record Superblock(
        int blockSize,
        long dataBlocks,
        long logStart,
        long agBlocks,
        long agCount,
        long logBlocks,
        int sectorSize,
        int inodesPerBlock,
        int inodesPerBlockLog,
        int agBlockLog,
        int maxInodePercent,
        long inodes,
        long freeInodes,
        long freeBlocks,
        boolean lazyCounters,
        boolean version5,
        long roCompat) {

    static final int RO_COMPAT_RMAP = 0x2;

    private static final int PAGE_BYTES = 4096;
    private static final int CHECKSUM_OFFSET = 224;
    private static final int VERSION_MASK = 0xf;
    private static final int VERSION_DIRECTORY2 = 0x2000;
    private static final int VERSION_MORE_BITS = 0x8000;
    private static final int FEATURES2_LAZY_COUNT = 0x2;
    private static final int INCOMPAT_NEEDS_REPAIR = 0x10;
    /** ftype, spinodes, meta_uuid, bigtime, needsrepair, nrext64: what Linux 6.1 knows. */
    private static final long INCOMPAT_KNOWN = 0x3f;

    static Superblock read(BlockDevice device) throws IOException {
        return read(device, true);
    }

    /** As the log leaves it: recovery writes a new checksum, which the log itself does not hold. */
    static Superblock recovered(BlockDevice device) throws IOException {
        return read(device, false);
    }

    private static Superblock read(BlockDevice device, boolean checked) throws IOException {
        Cursor in = Cursor.read(device, 0, 512, ByteOrder.BIG_ENDIAN, "XFS superblock");
        in.skip(4);
        long blockSize = in.u32();
        if (blockSize < 512 || blockSize > PAGE_BYTES || Long.bitCount(blockSize) != 1) {
            throw in.bad("blocksize", "%d, must be a power of two of 512..%d".formatted(blockSize, PAGE_BYTES));
        }
        long dataBlocks = in.u63("dblocks");
        long realtimeBlocks = in.u64();
        in.skip(8 + 16);
        long logStart = in.u63("logstart");
        in.skip(8 + 8 + 8 + 4);
        long agBlocks = in.u32();
        long agCount = in.u32();
        in.skip(4);
        long logBlocks = in.u32();
        int versionNumber = in.u16();
        int sectorSize = in.u16();
        in.skip(2);
        int inodesPerBlock = in.u16();
        in.skip(12 + 1 + 1 + 1);
        int inodesPerBlockLog = in.u8();
        int agBlockLog = in.u8();
        in.skip(1);
        int inProgress = in.u8();
        int maxInodePercent = in.u8();
        long inodes = in.u64();
        long freeInodes = in.u64();
        long freeBlocks = in.u64();
        long features2 = in.at(200).u32();
        long roCompat = in.at(212).u32();
        long incompat = in.u32();
        int version = versionNumber & VERSION_MASK;

        if (version != 4 && version != 5) {
            throw in.at(100).bad("versionnum", "0x%x, must be version 4 or 5".formatted(versionNumber));
        }
        boolean version5 = version == 5;
        if (version5) {
            if (checked) {
                checkChecksum(device, in, sectorSize);
            }
            if ((incompat & ~INCOMPAT_KNOWN) != 0) {
                throw in.at(216)
                        .bad("features_incompat", "0x%x, Linux 6.1 knows 0x%x".formatted(incompat, INCOMPAT_KNOWN));
            }
            if ((incompat & INCOMPAT_NEEDS_REPAIR) != 0) {
                throw in.at(216).bad("features_incompat", "0x%x: marked as needing repair".formatted(incompat));
            }
        } else {
            roCompat = 0;
            if ((versionNumber & VERSION_DIRECTORY2) == 0) {
                throw in.at(100).bad("versionnum", "0x%x: version 1 directories".formatted(versionNumber));
            }
        }
        if (inProgress != 0) {
            throw in.at(126).bad("inprogress", "%d: mkfs did not finish".formatted(inProgress));
        }
        if (sectorSize < device.sectorSize()) {
            throw in.at(102).bad("sectsize", "%d, the device has %d".formatted(sectorSize, device.sectorSize()));
        }
        if (logStart == 0) {
            throw in.at(48).bad("logstart", "0: the log is on another device");
        }
        if (realtimeBlocks != 0) {
            throw in.at(16).bad("rblocks", "%d: the realtime device is missing".formatted(realtimeBlocks));
        }
        if (agBlocks < 64 || agCount == 0 || agBlockLog != 64 - Long.numberOfLeadingZeros(agBlocks - 1)) {
            throw in.at(84).bad("agblocks", "%d in %d groups, agblklog %d".formatted(agBlocks, agCount, agBlockLog));
        }
        if (dataBlocks > device.size() / blockSize) {
            throw in.at(8).bad("dblocks", "%d, device holds %d".formatted(dataBlocks, device.size() / blockSize));
        }
        if (inodesPerBlock == 0 || inodesPerBlock != 1 << inodesPerBlockLog) {
            throw in.at(106).bad("inopblock", "%d, inopblog %d".formatted(inodesPerBlock, inodesPerBlockLog));
        }
        boolean lazy =
                version5 || ((versionNumber & VERSION_MORE_BITS) != 0 && (features2 & FEATURES2_LAZY_COUNT) != 0);
        Superblock superblock = new Superblock(
                (int) blockSize,
                dataBlocks,
                logStart,
                agBlocks,
                agCount,
                logBlocks,
                sectorSize,
                inodesPerBlock,
                inodesPerBlockLog,
                agBlockLog,
                maxInodePercent,
                inodes,
                freeInodes,
                freeBlocks,
                lazy,
                version5,
                roCompat);
        long logEnd = superblock.byteOffset(logStart) + logBlocks * blockSize;
        if (logBlocks == 0
                || superblock.agOf(logStart) >= agCount
                || superblock.byteOffset(logStart) < 0
                || logEnd < 0
                || logEnd > dataBlocks * blockSize) {
            throw in.at(48)
                    .bad("logstart", "%d with %d blocks, must lie within the data".formatted(logStart, logBlocks));
        }
        return superblock;
    }

    private static void checkChecksum(BlockDevice device, Cursor in, int sectorSize) throws IOException {
        if (sectorSize < 512 || sectorSize > 32768) {
            throw in.at(102).bad("sectsize", "%d, must be 512..32768".formatted(sectorSize));
        }
        byte[] sector = new byte[sectorSize];
        device.read(0, ByteBuffer.wrap(sector));
        int stored = ByteBuffer.wrap(sector).order(ByteOrder.LITTLE_ENDIAN).getInt(CHECKSUM_OFFSET);
        int computed = checksum(sector, CHECKSUM_OFFSET);
        if (stored != computed) {
            throw in.at(CHECKSUM_OFFSET).bad("crc", "0x%08x, computed 0x%08x".formatted(stored, computed));
        }
    }

    /** XFS's metadata checksum: CRC-32C with the checksum's own field taken as zero. */
    static int checksum(byte[] structure, int checksumOffset) {
        CRC32C crc = new CRC32C();
        crc.update(structure, 0, checksumOffset);
        crc.update(new byte[4], 0, 4);
        crc.update(structure, checksumOffset + 4, structure.length - checksumOffset - 4);
        return (int) crc.getValue();
    }

    long agOf(long fsBlock) {
        return fsBlock >>> agBlockLog;
    }

    /** Where a filesystem block stands on the device. */
    long byteOffset(long fsBlock) {
        long block = agOf(fsBlock) * agBlocks + (fsBlock & ((1L << agBlockLog) - 1));
        return block * blockSize;
    }
}
