package org.guestscope.disk.fs.fat;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.fs.ByteRuns;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.disk.fs.Usage;

/**
 * Usage of a FAT12, FAT16 or FAT32 filesystem: the free entries of the first table. The driver does not believe
 * FSInfo's count, and there is no journal, so the result is exact whether or not the volume was unmounted.
 */
public final class Fat {

    private Fat() {}

    /**
     * What statfs reports after a read-only mount.
     *
     * @throws DiskFormatException when the mount would fail
     */
    public static Usage usage(BlockDevice device) throws IOException {
        BootSector boot = BootSector.read(device);
        FreeEntries free = new FreeEntries(boot.bits(), boot.clusters());
        long entries = boot.clusters() + BootSector.FIRST_CLUSTER;
        ByteRuns.read(device, boot.fatOffset(), (entries * boot.bits() + 7) / 8, "file allocation table", free);
        return new Usage.Exact(new StatVfs(boot.clusterSize(), boot.clusters(), free.count, free.count, 0, 0));
    }

    /** Counts zero entries from cluster 2 on. */
    private static final class FreeEntries implements ByteRuns.Piece {
        private final int bits;
        private final long end;
        private long entry;
        private long count;

        FreeEntries(int bits, long clusters) {
            this.bits = bits;
            this.end = clusters + BootSector.FIRST_CLUSTER;
        }

        @Override
        public void take(ByteBuffer piece) {
            if (bits == 12) {
                take12(piece);
                return;
            }
            int width = bits / 8;
            while (entry < end && piece.remaining() >= width) {
                add(width == 2 ? piece.getShort() : piece.getInt() & 0x0fffffff);
            }
        }

        /** Two entries share three bytes; the last one may have only two of its own. */
        private void take12(ByteBuffer piece) {
            while (entry < end && piece.remaining() >= 2) {
                int first = Byte.toUnsignedInt(piece.get());
                int middle = Byte.toUnsignedInt(piece.get());
                add(first | (middle & 0xf) << 8);
                if (entry < end && piece.hasRemaining()) {
                    add(middle >> 4 | Byte.toUnsignedInt(piece.get()) << 4);
                }
            }
        }

        private void add(int value) {
            if (entry >= BootSector.FIRST_CLUSTER && value == 0) {
                count++;
            }
            entry++;
        }
    }
}
