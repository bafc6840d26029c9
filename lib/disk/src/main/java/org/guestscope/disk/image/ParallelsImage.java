package org.guestscope.disk.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;

/**
 * A Parallels expandable image, of the older or the newer kind.
 *
 * @see <a href="https://www.qemu.org/docs/master/interop/parallels.html">Parallels expandable image file format</a>
 */
final class ParallelsImage extends MappedImage {

    private static final String HEADER = "Parallels header";
    private static final int HEADER_BYTES = 64;
    private static final String MAGIC_SECTORS = "WithoutFreeSpace";
    private static final String MAGIC_CLUSTERS = "WithouFreSpacExt";
    private static final int SECTOR = 512;

    /** QEMU's limit: the bytes of a cluster have to fit in 31 bits. */
    private static final long MAX_CLUSTER_SECTORS = (1L << 31) / SECTOR - 1;

    private static final long MAX_SECTORS = Long.MAX_VALUE / SECTOR;

    private final BlockDevice file;
    private final ImageCache cache;
    private final long cluster;
    private final long unit;

    private ParallelsImage(BlockDevice file, ImageCache cache, long size, long cluster, long unit) {
        super(file.name(), size);
        this.file = file;
        this.cache = cache;
        this.cluster = cluster;
        this.unit = unit;
    }

    static ParallelsImage open(BlockDevice file, ImageCache cache) throws IOException {
        Cursor in = Cursor.read(file, 0, (int) Math.min(HEADER_BYTES, file.size()), ByteOrder.LITTLE_ENDIAN, HEADER);
        String magic = new String(in.bytes(16), StandardCharsets.ISO_8859_1);
        if (!magic.equals(MAGIC_SECTORS) && !magic.equals(MAGIC_CLUSTERS)) {
            throw DiskFormatException.not(file.name(), "Parallels image", "its magic is another");
        }
        long version = in.u32();
        if (version != 2) {
            throw in.unsupported("version %d".formatted(version));
        }
        in.skip(8); // heads (4) + cylinders (4)
        long clusterSectors = in.u32();
        if (clusterSectors < 1 || clusterSectors > MAX_CLUSTER_SECTORS) {
            throw in.bad("tracks", "%d sectors, must be 1..%d".formatted(clusterSectors, MAX_CLUSTER_SECTORS));
        }
        long entries = in.u32();
        long sectors = in.u64();
        boolean old = magic.equals(MAGIC_SECTORS);
        if (old) {
            // the older kind has a 32-bit field here, and something else behind it
            sectors &= 0xffffffffL;
        }
        if (sectors < 0 || sectors > MAX_SECTORS) {
            throw in.bad("nb_sectors", "0x%x, must be at most 0x%x".formatted(sectors, MAX_SECTORS));
        }
        if (sectors / clusterSectors + (sectors % clusterSectors == 0 ? 0 : 1) > entries
                || entries * Integer.BYTES > file.size() - HEADER_BYTES) {
            throw in.at(32)
                    .bad(
                            "bat_entries",
                            "%d of %d sectors, disk has %d, file ends at 0x%x"
                                    .formatted(entries, clusterSectors, sectors, file.size()));
        }
        long cluster = clusterSectors * SECTOR;
        return new ParallelsImage(file, cache, sectors * SECTOR, cluster, old ? SECTOR : cluster);
    }

    @Override
    protected long runLength(long offset) {
        return cluster - offset % cluster;
    }

    @Override
    protected void readRun(long offset, ByteBuffer destination) throws IOException {
        long entryOffset = HEADER_BYTES + offset / cluster * Integer.BYTES;
        long entry = cache.u32(file, entryOffset, ByteOrder.LITTLE_ENDIAN, "Parallels block allocation table");
        if (entry == 0) {
            zero(destination);
        } else {
            readData(file, entry * unit + offset % cluster, offset, destination);
        }
    }
}
