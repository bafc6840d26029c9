package org.guestscope.disk.fs.fat;

import java.io.IOException;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.fs.ByteRuns;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.disk.fs.Usage;

/**
 * Usage of an exFAT volume: the zero bits of its allocation bitmap, which the driver reads as one run from its first
 * cluster on.
 *
 * @see <a href="https://learn.microsoft.com/en-us/windows/win32/fileio/exfat-specification">exFAT specification</a>
 */
public final class Exfat {

    private static final int ENTRY_BYTES = 32;
    private static final int TYPE_END = 0;
    private static final int TYPE_BITMAP = 0x81;
    private static final int FIRST_CLUSTER = 2;
    /** Entries that a root directory's chain is searched for the bitmap, which mkfs puts among the first. */
    private static final int MAX_ENTRIES = 1 << 16;

    private static final int CHECKED_SECTORS = 11;

    private Exfat() {}

    /**
     * What statfs reports after a read-only mount.
     *
     * @throws DiskFormatException when the mount would fail
     */
    public static Usage usage(BlockDevice device) throws IOException {
        Boot boot = Boot.read(device);
        verifyBootRegion(device, boot);
        long cluster = boot.root;
        int perCluster = (int) (boot.clusterSize() / ENTRY_BYTES);
        int left = MAX_ENTRIES;
        while (cluster >= FIRST_CLUSTER && cluster < boot.clusters + FIRST_CLUSTER && left > 0) {
            for (int i = 0; i < perCluster && left > 0; i++, left--) {
                Cursor entry = Cursor.read(
                        device,
                        boot.clusterOffset(cluster) + (long) i * ENTRY_BYTES,
                        ENTRY_BYTES,
                        ByteOrder.LITTLE_ENDIAN,
                        "exFAT directory entry");
                int type = entry.u8();
                int flags = entry.u8();
                if (type == TYPE_BITMAP && flags == 0) {
                    long first = entry.at(20).u32();
                    return count(device, boot, entry, first, entry.u64());
                }
                if (type == TYPE_END) {
                    left = 1;
                }
            }
            cluster = Cursor.read(device, boot.fatOffset() + cluster * 4, 4, ByteOrder.LITTLE_ENDIAN, "exFAT FAT")
                    .u32();
        }
        throw DiskFormatException.bad(
                device.name(), boot.clusterOffset(boot.root), "exFAT root directory", "no allocation bitmap in it");
    }

    private static Usage count(BlockDevice device, Boot boot, Cursor entry, long first, long size) throws IOException {
        long needed = (boot.clusters + 7) / 8;
        if (Long.compareUnsigned(size, needed) < 0 || first < FIRST_CLUSTER) {
            throw entry.bad(
                    "allocation bitmap",
                    "%s bytes from cluster %d, needs %d".formatted(Long.toUnsignedString(size), first, needed));
        }
        long used = ByteRuns.setBits(device, boot.clusterOffset(first), boot.clusters, "exFAT allocation bitmap");
        long free = boot.clusters - used;
        return new Usage.Exact(new StatVfs(boot.clusterSize(), boot.clusters, free, free, 0, 0));
    }

    /** The twelfth sector repeats a checksum of the eleven before it, flags and fill level left out. */
    private static void verifyBootRegion(BlockDevice device, Boot boot) throws IOException {
        int sectorSize = 1 << boot.sectorBits;
        Cursor in = Cursor.read(
                device, 0, (CHECKED_SECTORS + 1) * sectorSize, ByteOrder.LITTLE_ENDIAN, "exFAT boot region");
        byte[] region = in.bytes(CHECKED_SECTORS * sectorSize);
        int sum = 0;
        for (int i = 0; i < region.length; i++) {
            if (i != 106 && i != 107 && i != 112) {
                sum = Integer.rotateRight(sum, 1) + (region[i] & 0xff);
            }
        }
        for (int i = 0; i < sectorSize / 4; i++) {
            int stored = in.s32();
            if (stored != sum) {
                throw in.bad("checksum", "0x%08x, computed 0x%08x".formatted(stored, sum));
            }
        }
    }

    private record Boot(int sectorBits, int clusterBits, long fatStart, long heapStart, long clusters, long root) {

        static Boot read(BlockDevice device) throws IOException {
            Cursor in = Cursor.read(device, 0, 512, ByteOrder.LITTLE_ENDIAN, "exFAT boot sector");
            long fatStart = in.at(80).u32();
            long fatLength = in.u32();
            long heapStart = in.u32();
            long clusters = in.u32();
            long root = in.u32();
            int sectorBits = in.at(108).u8();
            int clusterBits = in.u8();
            int fats = in.u8();
            if (sectorBits < 9 || sectorBits > 12 || clusterBits > 25 - sectorBits) {
                throw in.at(108).bad("sect_size_bits", "%d, sect_per_clus_bits %d".formatted(sectorBits, clusterBits));
            }
            if (1 << sectorBits < device.sectorSize()) {
                throw in.at(108)
                        .bad("sect_size_bits", "%d, the device has %d".formatted(sectorBits, device.sectorSize()));
            }
            if (fats != 1 && fats != 2) {
                throw in.at(110).bad("num_fats", "%d, must be 1 or 2".formatted(fats));
            }
            if (clusters + FIRST_CLUSTER > fatLength << sectorBits >> 2 || heapStart < fatStart + fatLength * fats) {
                throw in.at(92)
                        .bad("clu_count", "%d, FAT at %d has %d sectors".formatted(clusters, fatStart, fatLength));
            }
            if (root < FIRST_CLUSTER || root >= clusters + FIRST_CLUSTER) {
                throw in.at(96).bad("root_cluster", "%d of %d".formatted(root, clusters));
            }
            return new Boot(sectorBits, clusterBits, fatStart, heapStart, clusters, root);
        }

        long clusterSize() {
            return 1L << (sectorBits + clusterBits);
        }

        long fatOffset() {
            return fatStart << sectorBits;
        }

        long clusterOffset(long cluster) {
            return (heapStart << sectorBits) + (cluster - FIRST_CLUSTER) * clusterSize();
        }
    }
}
