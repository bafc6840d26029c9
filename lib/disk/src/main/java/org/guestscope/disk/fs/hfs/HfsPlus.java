package org.guestscope.disk.fs.hfs;

import java.io.IOException;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.disk.fs.Usage;

/** Usage of an HFS+ or HFSX volume, alone or inside an HFS wrapper. */
public final class HfsPlus {

    private static final long HEADER = 1024;
    private static final int SECTOR_BYTES = 512;
    private static final int PAGE_BYTES = 4096;
    private static final int WRAPPER = 0x4244;
    private static final int PLUS = 0x482b;
    private static final int EXTENDED = 0x4858;
    private static final long MOST_FILES = 0xffffffffL;

    private HfsPlus() {}

    /**
     * What statfs reports after a read-only mount.
     *
     * @throws DiskFormatException when the mount would fail
     */
    public static Usage usage(BlockDevice device) throws IOException {
        long start = 0;
        Cursor wrapper = Cursor.read(device, HEADER, SECTOR_BYTES, ByteOrder.BIG_ENDIAN, "HFS wrapper");
        if (wrapper.u16() == WRAPPER) {
            long allocationSize = wrapper.at(20).u32();
            long first = wrapper.at(28).u16();
            int embedded = wrapper.at(124).u16();
            if (embedded != PLUS && embedded != EXTENDED) {
                throw wrapper.bad("embedSigWord", "0x%04x, must be H+ or HX".formatted(embedded));
            }
            start = first * SECTOR_BYTES + wrapper.u16() * allocationSize;
        }
        Cursor in = Cursor.read(device, start + HEADER, SECTOR_BYTES, ByteOrder.BIG_ENDIAN, "HFS+ volume header");
        int signature = in.u16();
        int version = in.u16();
        if ((signature != PLUS && signature != EXTENDED) || version < 4 || version > 5) {
            throw in.bad("signature, version", "0x%04x, %d".formatted(signature, version));
        }
        long blockSize = in.at(40).u32();
        long total = in.u32();
        long free = in.u32();
        long nextFile = in.at(64).u32();
        if (blockSize < SECTOR_BYTES || Long.bitCount(blockSize) != 1) {
            throw in.at(40).bad("blockSize", "%d, must be a power of two of at least 512".formatted(blockSize));
        }
        long unit = Math.min(blockSize, PAGE_BYTES);
        while (start % unit != 0) {
            unit /= 2;
        }
        long scale = blockSize / unit;
        return new Usage.Exact(
                new StatVfs(unit, total * scale, free * scale, free * scale, MOST_FILES, MOST_FILES - nextFile));
    }
}
