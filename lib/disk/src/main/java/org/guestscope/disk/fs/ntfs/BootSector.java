package org.guestscope.disk.fs.ntfs;

import java.io.IOException;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;

/**
 * The NTFS boot sector.
 *
 * @param sectorSize bytes per sector
 * @param clusterBits log2 of the cluster size in bytes
 * @param clusters how many clusters the volume has
 * @param mft first cluster of the master file table
 * @param recordBits log2 of a file record's size in bytes
 */
record BootSector(int sectorSize, int clusterBits, long clusters, long mft, int recordBits) {

    private static final int MAX_CLUSTER_BITS = 21;
    private static final int MAX_RECORD_BITS = 16;

    static BootSector read(BlockDevice device) throws IOException {
        Cursor in = Cursor.read(device, 0, 84, ByteOrder.LITTLE_ENDIAN, "NTFS boot sector");
        int sectorSize = in.at(11).u16();
        if (sectorSize < 256 || sectorSize > 4096 || Integer.bitCount(sectorSize) != 1) {
            throw in.bad("bytes_per_sector", "%d, must be a power of two of 256..4096".formatted(sectorSize));
        }
        int perCluster = in.u8();
        int sectorBits = Integer.numberOfTrailingZeros(sectorSize);
        int clusterBits;
        if (perCluster >= 128 + 112) {
            clusterBits = sectorBits + 256 - perCluster;
        } else if (Integer.bitCount(perCluster) == 1) {
            clusterBits = sectorBits + Integer.numberOfTrailingZeros(perCluster);
        } else {
            throw in.bad("sectors_per_cluster", "%d, must be a power of two".formatted(perCluster));
        }
        if (clusterBits > MAX_CLUSTER_BITS) {
            throw in.bad("cluster size", "2^%d, must be at most 2^%d".formatted(clusterBits, MAX_CLUSTER_BITS));
        }
        long sectors = in.at(40).u63("number_of_sectors");
        long mft = in.u63("mft_lcn");
        int perRecord = (byte) in.at(64).u8();
        int recordBits;
        if (perRecord < 0) {
            recordBits = -perRecord;
        } else if (Integer.bitCount(perRecord) == 1) {
            recordBits = clusterBits + Integer.numberOfTrailingZeros(perRecord);
        } else {
            throw in.bad("clusters_per_mft_record", "%d, must be a power of two".formatted(perRecord));
        }
        if (recordBits < 9 || recordBits > MAX_RECORD_BITS) {
            throw in.bad("record size", "2^%d, must be 2^9..2^%d".formatted(recordBits, MAX_RECORD_BITS));
        }
        long clusters = sectors >> (clusterBits - sectorBits);
        if (mft >= clusters || clusters > device.size() >> clusterBits) {
            throw in.at(40)
                    .bad(
                            "number_of_sectors",
                            "%d, $MFT at cluster %d, device holds %d sectors"
                                    .formatted(sectors, mft, device.size() / sectorSize));
        }
        return new BootSector(sectorSize, clusterBits, clusters, mft, recordBits);
    }

    int clusterSize() {
        return 1 << clusterBits;
    }

    int recordSize() {
        return 1 << recordBits;
    }
}
