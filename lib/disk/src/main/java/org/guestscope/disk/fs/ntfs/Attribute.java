package org.guestscope.disk.fs.ntfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.fs.ByteRuns;
import org.jspecify.annotations.Nullable;

/**
 * An attribute's value.
 *
 * @param resident the value itself, or null when it lies in {@code runs}
 * @param runs where the value lies
 * @param allocatedSize in bytes
 * @param dataSize in bytes
 * @param initializedSize in bytes; beyond it the value is zero
 */
record Attribute(byte @Nullable [] resident, List<Run> runs, long allocatedSize, long dataSize, long initializedSize) {

    /** How many bits of the value are set, taken as a bitmap. */
    long setBits(BlockDevice device, int clusterSize) throws IOException {
        ByteRuns.BitCount count = new ByteRuns.BitCount(Math.min(initializedSize, dataSize) * 8);
        if (resident != null) {
            count.take(ByteBuffer.wrap(resident).order(ByteOrder.LITTLE_ENDIAN));
            return count.set();
        }
        long left = Math.min(initializedSize, dataSize);
        for (Run run : runs) {
            long length = Math.min(left, run.length() * clusterSize);
            if (run.first() < 0) {
                count.skip(length * 8);
            } else {
                ByteRuns.read(device, run.first() * clusterSize, length, "NTFS bitmap", count);
            }
            left -= length;
        }
        return count.set();
    }
}
