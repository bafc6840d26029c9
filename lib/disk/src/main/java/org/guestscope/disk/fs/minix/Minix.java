package org.guestscope.disk.fs.minix;

import java.io.IOException;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.fs.ByteRuns;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.disk.fs.Usage;

/** Usage of Minix version 1, 2 and 3 filesystems: the zero bits of the zone and inode maps. */
public final class Minix {

    private static final long SUPERBLOCK = 1024;
    private static final int MAGIC_V1 = 0x137f;
    private static final int MAGIC_V1_LONG_NAMES = 0x138f;
    private static final int MAGIC_V2 = 0x2468;
    private static final int MAGIC_V2_LONG_NAMES = 0x2478;
    private static final int MAGIC_V3 = 0x4d5a;
    private static final int PAGE_BYTES = 4096;

    private Minix() {}

    /**
     * What statfs reports after a read-only mount.
     *
     * @throws DiskFormatException when the mount would fail
     */
    public static Usage usage(BlockDevice device) throws IOException {
        Cursor in = Cursor.read(device, SUPERBLOCK, 32, ByteOrder.LITTLE_ENDIAN, "minix superblock");
        int magic = in.at(16).u16();
        if (magic == MAGIC_V1 || magic == MAGIC_V1_LONG_NAMES || magic == MAGIC_V2 || magic == MAGIC_V2_LONG_NAMES) {
            long inodes = in.at(0).u16();
            long zones = in.u16();
            int inodeMapBlocks = in.u16();
            int zoneMapBlocks = in.u16();
            int firstZone = in.u16();
            int logZoneSize = in.u16();
            if (magic == MAGIC_V2 || magic == MAGIC_V2_LONG_NAMES) {
                zones = in.at(20).u32();
            }
            return usage(device, in, 1024, inodes, zones, inodeMapBlocks, zoneMapBlocks, firstZone, logZoneSize);
        }
        if (in.at(24).u16() != MAGIC_V3) {
            throw in.bad("magic", "is of the other byte order, which this kernel does not mount");
        }
        long inodes = in.at(0).u32();
        in.skip(2);
        int inodeMapBlocks = in.u16();
        int zoneMapBlocks = in.u16();
        int firstZone = in.u16();
        int logZoneSize = in.u16();
        long zones = in.at(20).u32();
        int blockSize = in.at(28).u16();
        if (blockSize < 512 || blockSize > PAGE_BYTES || Integer.bitCount(blockSize) != 1) {
            throw in.bad("blocksize", "%d, must be a power of two of 512..%d".formatted(blockSize, PAGE_BYTES));
        }
        return usage(device, in, blockSize, inodes, zones, inodeMapBlocks, zoneMapBlocks, firstZone, logZoneSize);
    }

    private static Usage usage(
            BlockDevice device,
            Cursor in,
            int blockSize,
            long inodes,
            long zones,
            int inodeMapBlocks,
            int zoneMapBlocks,
            int firstZone,
            int logZoneSize)
            throws IOException {
        long mapBits = 8L * blockSize;
        long zoneBits = zones - firstZone + 1;
        if (inodes == 0
                || firstZone > zones
                || inodeMapBlocks == 0
                || zoneMapBlocks == 0
                || inodes + 1 > inodeMapBlocks * mapBits
                || zoneBits > zoneMapBlocks * mapBits
                || logZoneSize > 16) {
            throw in.bad(
                    "maps",
                    "%d and %d blocks for %d inodes and %d zones from %d"
                            .formatted(inodeMapBlocks, zoneMapBlocks, inodes, zones, firstZone));
        }
        // The boot block and the superblock come first; a version 3 superblock shares its block with the boot code.
        long inodeMap = 2L * blockSize;
        long zoneMap = inodeMap + (long) inodeMapBlocks * blockSize;
        long usedInodes = ByteRuns.setBits(device, inodeMap, inodes + 1, "minix inode map");
        long usedZones = ByteRuns.setBits(device, zoneMap, zoneBits, "minix zone map");
        long free = (zoneBits - usedZones) << logZoneSize;
        return new Usage.Exact(new StatVfs(
                blockSize, (zones - firstZone) << logZoneSize, free, free, inodes, inodes + 1 - usedInodes));
    }
}
