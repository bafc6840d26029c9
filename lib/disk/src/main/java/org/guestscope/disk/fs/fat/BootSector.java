package org.guestscope.disk.fs.fat;

import java.io.IOException;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;

/**
 * The BIOS parameter block, checked as {@code fat_fill_super} checks it.
 *
 * @param bits width of a table entry: 12, 16 or 32
 * @param clusters how many clusters the volume and its table both hold
 * @param clusterSize in bytes
 * @param fatOffset where the first table begins, in bytes
 */
record BootSector(int bits, long clusters, int clusterSize, long fatOffset) {

    /** Entries 0 and 1 hold the media byte and flags. */
    static final int FIRST_CLUSTER = 2;

    private static final int ENTRY_BYTES = 32;
    private static final long MAX_FAT12 = 0xff4;
    private static final long MAX_FAT16 = 0xfff4;
    private static final long MAX_FAT32 = 0x0ffffff6;

    static BootSector read(BlockDevice device) throws IOException {
        Cursor in = Cursor.read(device, 0, 512, ByteOrder.LITTLE_ENDIAN, "FAT boot sector");
        in.skip(3 + 8);
        int sectorSize = in.u16();
        if (sectorSize < 512 || sectorSize > 4096 || Integer.bitCount(sectorSize) != 1) {
            throw in.bad("sector_size", "%d, must be 512, 1024, 2048 or 4096".formatted(sectorSize));
        }
        if (sectorSize < device.sectorSize()) {
            throw in.bad("sector_size", "%d, the device has %d".formatted(sectorSize, device.sectorSize()));
        }
        int sectorsPerCluster = in.u8();
        if (Integer.bitCount(sectorsPerCluster) != 1) {
            throw in.bad("sec_per_clus", "%d, must be a power of two".formatted(sectorsPerCluster));
        }
        int reserved = in.u16();
        int fats = in.u8();
        if (reserved == 0 || fats == 0) {
            throw in.bad("reserved, fats", "%d, %d, must not be 0".formatted(reserved, fats));
        }
        int rootEntries = in.u16();
        long sectors = in.u16();
        int media = in.u8();
        if (media < 0xf8 && media != 0xf0) {
            throw in.bad("media", "0x%x, must be 0xf0 or 0xf8..0xff".formatted(media));
        }
        long fatSectors = in.u16();
        in.skip(2 + 2 + 4);
        long sectors32 = in.u32();
        long fatSectors32 = in.u32();
        long rootCluster = in.at(0x2c).u32();
        boolean fat32 = fatSectors == 0;
        if (fat32) {
            fatSectors = fatSectors32;
        }
        if (fatSectors == 0) {
            throw in.at(0x16).bad("fat_length", "0, must not be");
        }
        if (rootEntries % (sectorSize / ENTRY_BYTES) != 0) {
            throw in.at(0x11)
                    .bad("dir_entries", "%d, must fill sectors of %d bytes".formatted(rootEntries, sectorSize));
        }
        if (sectors == 0) {
            sectors = sectors32;
        }
        long dataStart = reserved + fats * fatSectors + rootEntries / (sectorSize / ENTRY_BYTES);
        if (sectors < dataStart) {
            throw in.at(0x20).bad("sectors", "%d, data begins at %d".formatted(sectors, dataStart));
        }
        long clusters = (sectors - dataStart) / sectorsPerCluster;
        int bits = fat32 ? 32 : clusters <= MAX_FAT12 ? 12 : 16;
        clusters = Math.min(clusters, fatSectors * sectorSize * 8 / bits - FIRST_CLUSTER);
        long most = bits == 32 ? MAX_FAT32 : bits == 16 ? MAX_FAT16 : MAX_FAT12;
        if (clusters > most) {
            throw in.at(0x20).bad("sectors", "make %d clusters of FAT%d, at most %d".formatted(clusters, bits, most));
        }
        if (fat32 && rootCluster != 0 && (rootCluster < FIRST_CLUSTER || rootCluster >= clusters + FIRST_CLUSTER)) {
            throw in.at(0x2c).bad("root_cluster", "%d of %d".formatted(rootCluster, clusters));
        }
        return new BootSector(bits, clusters, sectorSize * sectorsPerCluster, (long) reserved * sectorSize);
    }
}
