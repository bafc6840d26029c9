package org.guestscope.disk.fs.hfs;

import java.io.IOException;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.disk.fs.Usage;

/** Usage of an HFS volume (Mac OS Standard). */
public final class Hfs {

    private static final long MASTER_DIRECTORY_BLOCK = 1024;
    private static final int SECTOR_BYTES = 512;
    private static final int PAGE_BYTES = 4096;

    private Hfs() {}

    /**
     * What statfs reports after a read-only mount.
     *
     * @throws DiskFormatException when the mount would fail
     */
    public static Usage usage(BlockDevice device) throws IOException {
        Cursor in = Cursor.read(
                device, MASTER_DIRECTORY_BLOCK, SECTOR_BYTES, ByteOrder.BIG_ENDIAN, "HFS master directory block");
        long total = in.at(18).u16();
        long allocationSize = in.u32();
        int firstSector = in.at(28).u16();
        long free = in.at(34).u16();
        if (allocationSize == 0 || allocationSize % SECTOR_BYTES != 0) {
            throw in.at(20).bad("drAlBlkSiz", "%d, must be a multiple of 512".formatted(allocationSize));
        }
        // The driver takes the largest block that fits both the allocation blocks and where they begin.
        long unit = Long.highestOneBit(Math.min(allocationSize, PAGE_BYTES));
        while (((long) firstSector * SECTOR_BYTES) % unit != 0 || allocationSize % unit != 0) {
            unit /= 2;
        }
        long scale = allocationSize / unit;
        return new Usage.Exact(new StatVfs(unit, total * scale, free * scale, free * scale, total, free));
    }
}
