package org.guestscope.disk.fs.blkid;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.guestscope.disk.Cursor;
import org.jspecify.annotations.Nullable;

/** FAT, exFAT and NTFS, whose boot sectors look alike. */
final class FatSignatures {

    /** libblkid follows a FAT32 root directory over at most this many clusters. */
    private static final int MAX_ROOT_CLUSTERS = 99;

    private static final int DIRECTORY_ENTRY_BYTES = 32;
    private static final int FAT12_MAX_CLUSTERS = 0xff4;
    private static final int FAT16_MAX_CLUSTERS = 0xfff4;
    private static final int FAT32_MAX_CLUSTERS = 0x0ffffff6;
    private static final byte[] NO_NAME = "NO NAME    ".getBytes(StandardCharsets.US_ASCII);

    private FatSignatures() {}

    static Signature vfat() {
        return Signature.filesystem(
                "vfat",
                FatSignatures::vfatNames,
                Magic.text(0, 0x52, "MSWIN"),
                Magic.text(0, 0x52, "FAT32   "),
                Magic.text(0, 0x36, "MSDOS"),
                Magic.text(0, 0x36, "FAT16   "),
                Magic.text(0, 0x36, "FAT12   "),
                Magic.text(0, 0x36, "FAT     "),
                Magic.hex(0, 0, "eb"),
                Magic.hex(0, 0, "e9"),
                Magic.hex(0, 0x1fe, "55aa"));
    }

    static Signature ntfs() {
        return Signature.filesystem("ntfs", (w, m) -> ntfsNames(w), Magic.text(0, 3, "NTFS    "));
    }

    static Signature exfat() {
        return Signature.filesystem("exfat", (w, m) -> exfatNames(w), Magic.text(0, 3, "EXFAT   "));
    }

    private static @Nullable Names vfatNames(Window window, Magic magic) throws IOException {
        Cursor in = window.littleEndian(0, 512, "FAT boot sector");
        if (in == null || (magic.bytes().length <= 2 && !looksLikeFat(window))) {
            return null;
        }
        in.skip(3 + 8);
        int sectorSize = in.u16();
        int sectorsPerCluster = in.u8();
        int reserved = in.u16();
        int fats = in.u8();
        int rootEntries = in.u16();
        long sectors = in.u16();
        int media = in.u8();
        int fatLength16 = in.u16();
        in.skip(2 + 2 + 4);
        long sectors32 = in.u32();
        long fatLength32 = in.u32();
        if (sectors == 0) {
            sectors = sectors32;
        }
        if (fats == 0
                || reserved == 0
                || (media < 0xf8 && media != 0xf0)
                || Integer.bitCount(sectorsPerCluster) != 1
                || Integer.bitCount(sectorSize) != 1
                || sectorSize < 512
                || sectorSize > 4096) {
            return null;
        }
        boolean fat32 = fatLength16 == 0 && fatLength32 != 0;
        long fatSectors = ((fatLength16 == 0 ? fatLength32 : fatLength16) * fats) & 0xffffffffL;
        long rootSectors = (rootEntries * (long) DIRECTORY_ENTRY_BYTES + sectorSize - 1) / sectorSize;
        // libblkid computes in unsigned 32 bits, so that a table larger than the volume wraps to a huge cluster count.
        long clusters = ((sectors - (reserved + fatSectors + rootSectors)) & 0xffffffffL) / sectorsPerCluster;
        int most = fat32 ? FAT32_MAX_CLUSTERS : clusters > FAT12_MAX_CLUSTERS ? FAT16_MAX_CLUSTERS : FAT12_MAX_CLUSTERS;
        if (clusters > most || ContainerSignatures.isBitLocker(window)) {
            return null;
        }
        if (fatLength16 != 0) {
            int signature = in.at(0x26).u8();
            byte[] serial = in.bytes(4);
            String label = rootLabel(window, (reserved + fatSectors) * sectorSize, rootEntries);
            return new Names(label, signature == 0x28 || signature == 0x29 ? Names.serial(serial) : null);
        }
        if (fatLength32 == 0) {
            return Names.NONE;
        }
        long rootCluster = in.at(0x2c).u32();
        int infoSector = in.u16();
        byte[] serial = in.at(0x43).bytes(4);
        if (infoSector != 0 && !isFat32Info(window, (long) infoSector * sectorSize)) {
            return null;
        }
        Fat32Root root = new Fat32Root(
                window, sectorSize, sectorsPerCluster, reserved, reserved + fatSectors, fatLength32 * sectorSize / 4);
        return new Names(root.label(rootCluster), Names.serial(serial));
    }

    /** Old floppies carry no name of the format, and HPFS and JFS volumes of OS/2 carry a FAT-like boot sector. */
    private static boolean looksLikeFat(Window window) throws IOException {
        return window.matches(0x1fe, new byte[] {0x55, (byte) 0xaa})
                && !window.matches(0x36, "JFS     ".getBytes(StandardCharsets.US_ASCII))
                && !window.matches(0x36, "HPFS    ".getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean isFat32Info(Window window, long offset) throws IOException {
        Cursor in = window.bigEndian(offset, 512, "FSInfo");
        if (in == null) {
            return false;
        }
        long lead = in.u32();
        long structure = in.at(484).u32();
        return (lead == 0x52526141L || lead == 0x52526441L || lead == 0)
                && (structure == 0x72724161L || structure == 0);
    }

    private record Fat32Root(
            Window window, int sectorSize, int sectorsPerCluster, int fatStart, long dataStart, long fatEntries) {

        @Nullable String label(long rootCluster) throws IOException {
            long cluster = rootCluster;
            int clusterBytes = sectorsPerCluster * sectorSize;
            for (int i = 0; i < MAX_ROOT_CLUSTERS && cluster >= 2 && cluster < fatEntries; i++) {
                long offset = (dataStart + (cluster - 2) * sectorsPerCluster) * sectorSize;
                String label = rootLabel(window, offset, clusterBytes / DIRECTORY_ENTRY_BYTES);
                if (label != null) {
                    return label;
                }
                Cursor next = window.littleEndian((long) fatStart * sectorSize + cluster * 4, 4, "FAT entry");
                if (next == null) {
                    return null;
                }
                cluster = next.u32() & 0x0fffffff;
            }
            return null;
        }
    }

    /** The name of the volume-label entry in one run of a root directory. */
    private static @Nullable String rootLabel(Window window, long offset, int entries) throws IOException {
        for (int i = 0; i < entries; i++) {
            byte[] entry = window.bytes(offset + (long) i * DIRECTORY_ENTRY_BYTES, DIRECTORY_ENTRY_BYTES);
            if (entry == null || entry[0] == 0) {
                return null;
            }
            int attributes = entry[11];
            boolean hasCluster = (entry[20] | entry[21] | entry[26] | entry[27]) != 0;
            boolean longName = (attributes & 0x3f) == 0x0f;
            boolean volumeLabel = (attributes & 0x18) == 0x08;
            if ((entry[0] & 0xff) != 0xe5 && !hasCluster && !longName && volumeLabel) {
                if (entry[0] == 0x05) {
                    entry[0] = (byte) 0xe5;
                }
                byte[] name = java.util.Arrays.copyOf(entry, 11);
                return java.util.Arrays.equals(name, NO_NAME) ? null : Names.label(name);
            }
        }
        return null;
    }

    private static @Nullable Names ntfsNames(Window window) throws IOException {
        Cursor in = window.littleEndian(0, 84, "NTFS boot sector");
        if (in == null) {
            return null;
        }
        in.skip(3 + 8);
        int sectorSize = in.u16();
        int sectorsPerCluster = in.u8();
        long reserved = in.u16();
        int fats = in.u8();
        int rootEntries = in.u16();
        int sectors = in.u16();
        in.skip(1);
        int fatLength = in.u16();
        in.skip(2 + 2 + 4);
        long sectors32 = in.u32();
        in.skip(4);
        long totalSectors = in.u64();
        long mft = in.u64();
        long mftMirror = in.u64();
        int clustersPerRecord = (byte) in.u8();
        in.skip(3 + 1 + 3);
        long serial = in.u64();

        if (sectorSize < 256 || sectorSize > 4096) {
            return null;
        }
        if (sectorsPerCluster >= 240 && sectorsPerCluster <= 249) {
            sectorsPerCluster = 1 << (256 - sectorsPerCluster);
        } else if (Integer.bitCount(sectorsPerCluster) != 1) {
            return null;
        }
        int clusterSize = sectorSize * sectorsPerCluster;
        if (clusterSize > 2 << 20 || (reserved | fats | rootEntries | sectors | fatLength | sectors32) != 0) {
            return null;
        }
        int recordSize;
        if (clustersPerRecord > 0 && Integer.bitCount(clustersPerRecord) == 1) {
            recordSize = clustersPerRecord * clusterSize;
        } else if (clustersPerRecord <= -9 && clustersPerRecord >= -31) {
            recordSize = 1 << -clustersPerRecord;
        } else {
            return null;
        }
        long clusters = Long.divideUnsigned(totalSectors, sectorsPerCluster);
        if (Long.compareUnsigned(mft, clusters) > 0 || Long.compareUnsigned(mftMirror, clusters) > 0) {
            return null;
        }
        long start = mft * clusterSize;
        int volumeRecord = 3;
        if (mft < 0
                || mft > Long.MAX_VALUE / clusterSize
                || !window.matches(start, file())
                || !window.holds(start + (long) volumeRecord * recordSize, recordSize)
                || !window.matches(start + (long) volumeRecord * recordSize, file())) {
            return null;
        }
        String label = ntfsLabel(window, start + (long) volumeRecord * recordSize, recordSize);
        return new Names(label, "%016X".formatted(serial));
    }

    private static byte[] file() {
        return "FILE".getBytes(StandardCharsets.US_ASCII);
    }

    private static @Nullable String ntfsLabel(Window window, long record, int recordSize) throws IOException {
        // A record above a page would be read for a label of at most 256 bytes near its start.
        int length = Math.min(recordSize, 4096);
        Cursor in = window.littleEndian(record, length, "MFT record of $Volume");
        if (in == null) {
            return null;
        }
        int attribute = in.at(20).u16();
        while (attribute + 22 <= length) {
            long type = in.at(attribute).u32();
            long size = in.u32();
            if (type == 0xffffffffL || size == 0 || size > length) {
                return null;
            }
            if (type == 0x60) {
                long valueLength = in.at(attribute + 16).u32();
                int valueOffset = in.u16();
                if (attribute + valueOffset + valueLength > length) {
                    return null;
                }
                return Names.label(in.at(attribute + valueOffset).bytes((int) valueLength), StandardCharsets.UTF_16LE);
            }
            attribute += (int) size;
        }
        return null;
    }

    private static @Nullable Names exfatNames(Window window) throws IOException {
        Cursor in = window.littleEndian(0, 120, "exFAT boot sector");
        if (in == null) {
            return null;
        }
        in.at(80);
        long fatStart = in.u32();
        in.skip(4);
        long heapStart = in.u32();
        in.skip(4);
        long cluster = in.u32();
        byte[] serial = in.bytes(4);
        int sectorBits = in.at(108).u8();
        int clusterBits = in.u8();
        if (sectorBits + clusterBits >= 32) {
            return null;
        }
        long clusterSize = 1L << (sectorBits + clusterBits);
        String label = null;
        long offset = (heapStart << sectorBits) + (cluster - 2) * clusterSize;
        int maxEntries = 10_000;
        for (int i = 0; i < maxEntries; i++) {
            byte[] entry = window.bytes(offset, DIRECTORY_ENTRY_BYTES);
            if (entry == null || entry[0] == 0) {
                break;
            }
            if ((entry[0] & 0xff) == 0x83) {
                int length = Math.min(2 * (entry[1] & 0xff), 22);
                label = Names.label(java.util.Arrays.copyOfRange(entry, 2, 2 + length), StandardCharsets.UTF_16LE);
                break;
            }
            offset += DIRECTORY_ENTRY_BYTES;
            if (offset % clusterSize == 0) {
                Cursor next = window.littleEndian((fatStart << sectorBits) + cluster * 4, 4, "FAT entry");
                cluster = next == null ? 0 : next.u32();
                if (cluster < 2 || cluster > 0xffffff6L) {
                    break;
                }
                offset = (heapStart << sectorBits) + (cluster - 2) * clusterSize;
            }
        }
        return new Names(label, Names.serial(serial));
    }
}
