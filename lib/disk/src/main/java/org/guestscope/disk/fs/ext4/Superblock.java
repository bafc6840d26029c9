package org.guestscope.disk.fs.ext4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.KernelCrc;

/**
 * struct ext4_super_block, the fields that decide about a mount and its usage.
 *
 * @param blockSize in bytes
 * @param clusterBits log2 of blocks per allocation unit; 0 without bigalloc
 * @param backupGroups sparse_super2's two groups with copies of the superblock
 */
record Superblock(
        long inodes,
        long blocks,
        long reservedBlocks,
        long firstDataBlock,
        int blockSize,
        int clusterBits,
        long blocksPerGroup,
        long clustersPerGroup,
        long inodesPerGroup,
        int inodeSize,
        long compat,
        long incompat,
        long roCompat,
        byte[] uuid,
        int reservedDescriptorBlocks,
        long journalInode,
        long lastOrphan,
        int descriptorSize,
        int state,
        long firstMetaGroup,
        long overheadClusters,
        long[] backupGroups,
        long checksumSeed,
        long orphanFileInode) {

    static final long OFFSET = 1024;
    static final int BYTES = 1024;

    static final int COMPAT_HAS_JOURNAL = 0x4;
    static final int COMPAT_SPARSE_SUPER2 = 0x200;
    static final int COMPAT_FAST_COMMIT = 0x400;
    static final int COMPAT_ORPHAN_FILE = 0x1000;

    static final int INCOMPAT_RECOVER = 0x4;
    static final int INCOMPAT_META_BG = 0x10;
    static final int INCOMPAT_EXTENTS = 0x40;
    static final int INCOMPAT_64BIT = 0x80;
    static final int INCOMPAT_CSUM_SEED = 0x2000;
    /**
     * What Linux 6.1 mounts: filetype, recover, meta_bg, extents, 64bit, mmp, flex_bg, ea_inode, csum_seed, large_dir,
     * inline_data, encrypt, casefold.
     */
    private static final long INCOMPAT_KNOWN = 0x3e7d6;

    static final int RO_COMPAT_SPARSE_SUPER = 0x1;
    static final int RO_COMPAT_HUGE_FILE = 0x8;
    static final int RO_COMPAT_BIGALLOC = 0x200;
    static final int RO_COMPAT_METADATA_CSUM = 0x400;
    static final int RO_COMPAT_ORPHAN_PRESENT = 0x10000;

    private static final int RO_COMPAT_VERITY = 0x8000;
    /** What Linux 6.1 wants the blocks of a filesystem with verity to be; 6.3 does without. */
    private static final int VERITY_BLOCK_SIZE = 4096;

    private static final int STRUCTURE_CHECKSUM_OFFSET = 0x3fc;
    private static final int CHECKSUM_CRC32C = 1;
    /** A block must fit into a page of the x86 kernel. */
    private static final int MAX_LOG_BLOCK_SIZE = 2;

    private static final int STATE_ERRORS = 2;

    /**
     * Reads and checks as a mount does.
     *
     * @throws DiskFormatException when the kernel would refuse to mount
     */
    static Superblock read(BlockDevice device) throws IOException {
        byte[] raw = new byte[BYTES];
        if (device.size() < OFFSET + BYTES) {
            throw DiskFormatException.bad(device.name(), OFFSET, "ext4 superblock", "device ends before it");
        }
        device.read(OFFSET, ByteBuffer.wrap(raw));
        return read(device, raw);
    }

    static Superblock read(BlockDevice device, byte[] raw) throws IOException {
        Cursor in = Cursor.over(device, OFFSET, raw, ByteOrder.LITTLE_ENDIAN, "ext4 superblock");
        long inodes = in.u32();
        long blocksLow = in.u32();
        long reservedLow = in.u32();
        in.skip(4 + 4);
        long firstDataBlock = in.u32();
        long logBlockSize = in.u32();
        if (logBlockSize > MAX_LOG_BLOCK_SIZE) {
            throw in.bad("log_block_size", "%d, must be 0..2 (blocks of 1 to 4 KiB)".formatted(logBlockSize));
        }
        int blockSize = 1024 << logBlockSize;
        long logClusterSize = in.u32();
        long blocksPerGroup = in.u32();
        long clustersPerGroup = in.u32();
        long inodesPerGroup = in.u32();
        int state = in.at(0x3a).u16();
        long revision = in.at(0x4c).u32();
        int firstInode = in.at(0x54).s32();
        int inodeSize = in.u16();
        long compat = in.at(0x5c).u32();
        long incompat = in.u32();
        long roCompat = in.u32();
        byte[] uuid = in.bytes(16);
        int reservedDescriptorBlocks = in.at(0xce).u16();
        long journalInode = in.at(0xe0).u32();
        in.skip(4);
        long lastOrphan = in.u32();
        int descriptorSize = in.at(0xfe).u16();
        long firstMetaGroup = in.at(0x104).u32();
        long blocksHigh = in.at(0x150).u32();
        long reservedHigh = in.u32();
        int checksumType = in.at(0x175).u8();
        long overheadClusters = in.at(0x248).u32();
        long[] backupGroups = {in.u32(), in.u32()};
        long checksumSeed = in.at(0x270).u32();
        long orphanFileInode = in.at(0x280).u32();

        boolean is64 = (incompat & INCOMPAT_64BIT) != 0;
        if ((incompat & ~INCOMPAT_KNOWN) != 0) {
            throw in.at(0x64).bad("feature_incompat", "0x%x, Linux 6.1 knows 0x%x".formatted(incompat, INCOMPAT_KNOWN));
        }
        if ((roCompat & RO_COMPAT_METADATA_CSUM) != 0) {
            checkChecksum(in, raw, checksumType);
        }
        if (revision == 0) {
            inodeSize = 128;
        } else if (inodeSize < 128 || inodeSize > blockSize || Integer.bitCount(inodeSize) != 1) {
            throw in.at(0x5a)
                    .bad("inode_size", "%d, must be a power of two of 128..%d".formatted(inodeSize, blockSize));
        } else if (firstInode < 11) {
            throw in.at(0x58).bad("first_ino", "%d, must be at least 11".formatted(firstInode));
        }
        if ((roCompat & RO_COMPAT_VERITY) != 0 && blockSize != VERITY_BLOCK_SIZE) {
            throw in.at(0x68)
                    .bad(
                            "feature_ro_compat",
                            "verity with blocks of %d bytes, must be %d".formatted(blockSize, VERITY_BLOCK_SIZE));
        }
        if (!is64) {
            descriptorSize = 32;
        } else if (descriptorSize < 64 || descriptorSize > 1024 || Integer.bitCount(descriptorSize) != 1) {
            throw in.at(0x100).bad("desc_size", "%d, must be a power of two of 64..1024".formatted(descriptorSize));
        }
        long blocks = blocksLow | (is64 ? blocksHigh << 32 : 0);
        long reserved = reservedLow | (is64 ? reservedHigh << 32 : 0);

        int clusterBits = 0;
        long groupLimit = 8L * blockSize;
        if ((roCompat & RO_COMPAT_BIGALLOC) != 0) {
            if (logClusterSize < logBlockSize || logClusterSize > 30) {
                throw in.at(0x20).bad("log_cluster_size", "%d, must be %d..30".formatted(logClusterSize, logBlockSize));
            }
            clusterBits = (int) (logClusterSize - logBlockSize);
            if (clustersPerGroup > groupLimit || blocksPerGroup != clustersPerGroup << clusterBits) {
                throw in.at(0x28)
                        .bad(
                                "clusters_per_group",
                                "%d of %d blocks, group has %d blocks"
                                        .formatted(clustersPerGroup, 1L << clusterBits, blocksPerGroup));
            }
        } else {
            if (logClusterSize != logBlockSize) {
                throw in.at(0x20).bad("log_cluster_size", "%d, must be %d".formatted(logClusterSize, logBlockSize));
            }
            if (blocksPerGroup > groupLimit) {
                throw in.at(0x24).bad("blocks_per_group", "%d, must be 1..%d".formatted(blocksPerGroup, groupLimit));
            }
            clustersPerGroup = blocksPerGroup;
        }
        if (blocksPerGroup == 0) {
            throw in.at(0x24).bad("blocks_per_group", "0, must be 1..%d".formatted(groupLimit));
        }
        int inodesPerBlock = blockSize / inodeSize;
        if (inodesPerGroup < inodesPerBlock || inodesPerGroup > groupLimit) {
            throw in.at(0x2c)
                    .bad(
                            "inodes_per_group",
                            "%d, must be %d..%d".formatted(inodesPerGroup, inodesPerBlock, groupLimit));
        }
        if (reservedDescriptorBlocks > blockSize / 4) {
            throw in.at(0xd0)
                    .bad(
                            "reserved_gdt_blocks",
                            "%d, must be at most %d".formatted(reservedDescriptorBlocks, blockSize / 4));
        }
        if (blocks < 0 || blocks > device.size() / blockSize) {
            throw in.at(4)
                    .bad(
                            "blocks_count",
                            "%s, device holds %d".formatted(Long.toUnsignedString(blocks), device.size() / blockSize));
        }
        if (firstDataBlock >= blocks || (firstDataBlock == 0 && blockSize == 1024 && clusterBits == 0)) {
            throw in.at(0x14)
                    .bad(
                            "first_data_block",
                            "%d of %d blocks of %d bytes".formatted(firstDataBlock, blocks, blockSize));
        }
        Superblock superblock = new Superblock(
                inodes,
                blocks,
                reserved,
                firstDataBlock,
                blockSize,
                clusterBits,
                blocksPerGroup,
                clustersPerGroup,
                inodesPerGroup,
                inodeSize,
                compat,
                incompat,
                roCompat,
                uuid,
                reservedDescriptorBlocks,
                journalInode,
                lastOrphan,
                descriptorSize,
                state,
                firstMetaGroup,
                overheadClusters,
                backupGroups,
                checksumSeed,
                orphanFileInode);
        if (superblock.groups() * inodesPerGroup != inodes) {
            throw in.at(0)
                    .bad(
                            "inodes_count",
                            "%d, %d groups of %d inodes have %d"
                                    .formatted(
                                            inodes,
                                            superblock.groups(),
                                            inodesPerGroup,
                                            superblock.groups() * inodesPerGroup));
        }
        if (superblock.hasIncompat(INCOMPAT_META_BG) && firstMetaGroup >= superblock.descriptorBlocks()) {
            throw in.at(0x104)
                    .bad(
                            "first_meta_bg",
                            "%d, must be below %d".formatted(firstMetaGroup, superblock.descriptorBlocks()));
        }
        return superblock;
    }

    private static void checkChecksum(Cursor in, byte[] raw, int type) throws DiskFormatException {
        if (type != CHECKSUM_CRC32C) {
            throw in.at(0x175).bad("checksum_type", "%d, must be 1 (crc32c)".formatted(type));
        }
        int computed = KernelCrc.CRC32C.update(~0, raw, 0, STRUCTURE_CHECKSUM_OFFSET);
        int stored = in.at(STRUCTURE_CHECKSUM_OFFSET).s32();
        if (computed != stored) {
            throw in.at(STRUCTURE_CHECKSUM_OFFSET)
                    .bad("checksum", "0x%08x, computed 0x%08x".formatted(stored, computed));
        }
    }

    boolean hasCompat(int feature) {
        return (compat & feature) != 0;
    }

    boolean hasIncompat(int feature) {
        return (incompat & feature) != 0;
    }

    boolean hasRoCompat(int feature) {
        return (roCompat & feature) != 0;
    }

    /** Whether the kernel recorded errors, in which case a mount drops the orphan list without working through it. */
    boolean hasErrors() {
        return (state & STATE_ERRORS) != 0;
    }

    long groups() {
        return (blocks - firstDataBlock + blocksPerGroup - 1) / blocksPerGroup;
    }

    int descriptorsPerBlock() {
        return blockSize / descriptorSize;
    }

    long descriptorBlocks() {
        return (groups() + descriptorsPerBlock() - 1) / descriptorsPerBlock();
    }

    long inodeTableBlocks() {
        return (inodesPerGroup * inodeSize + blockSize - 1) / blockSize;
    }

    long groupStart(long group) {
        return firstDataBlock + group * blocksPerGroup;
    }

    /** Whether a group begins with a copy of the superblock. */
    boolean hasSuperblock(long group) {
        if (group == 0) {
            return true;
        }
        if (hasCompat(COMPAT_SPARSE_SUPER2)) {
            return group == backupGroups[0] || group == backupGroups[1];
        }
        if (group == 1 || !hasRoCompat(RO_COMPAT_SPARSE_SUPER)) {
            return true;
        }
        return group % 2 != 0 && (isPower(group, 3) || isPower(group, 5) || isPower(group, 7));
    }

    private static boolean isPower(long number, int base) {
        long rest = number;
        while (rest % base == 0) {
            rest /= base;
        }
        return rest == 1;
    }

    /** How many blocks of group descriptors a group holds a copy of. */
    long descriptorBlocksIn(long group) {
        boolean metaGroups = hasIncompat(INCOMPAT_META_BG);
        long metaGroup = group / descriptorsPerBlock();
        if (!metaGroups || metaGroup < firstMetaGroup) {
            return !hasSuperblock(group) ? 0 : metaGroups ? firstMetaGroup : descriptorBlocks();
        }
        long inMetaGroup = group % descriptorsPerBlock();
        return inMetaGroup <= 1 || inMetaGroup == descriptorsPerBlock() - 1 ? 1 : 0;
    }

    /** Where the {@code number}th block of group descriptors lies, as the driver reads it: a block number. */
    long descriptorBlock(long number) {
        if (!hasIncompat(INCOMPAT_META_BG) || number < firstMetaGroup) {
            return OFFSET / blockSize + 1 + number;
        }
        long group = number * descriptorsPerBlock();
        long block = groupStart(group) + (hasSuperblock(group) ? 1 : 0);
        // With 1 KiB blocks and bigalloc block 0 is the boot block, and the superblock is block 1 of group 0.
        return blockSize == 1024 && number == 0 && firstDataBlock == 0 ? block + 1 : block;
    }
}
