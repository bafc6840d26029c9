package org.guestscope.disk.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.jspecify.annotations.Nullable;

/**
 * A QEMU enhanced disk (QED).
 *
 * @see <a href="https://www.qemu.org/docs/master/interop/qed_spec.html">QED image file specification</a>
 */
final class QedImage extends MappedImage {

    private static final String HEADER = "QED header";
    private static final String TABLE = "QED table";
    private static final long MAGIC = 0x00444551L;
    private static final int HEADER_BYTES = 64;
    private static final int MIN_CLUSTER = 1 << 12;
    private static final int MAX_CLUSTER = 1 << 26;
    private static final int MAX_TABLE_CLUSTERS = 16;
    private static final int MAX_NAME = 1023;

    /** Feature bits: a backing file; dirty tables, which hinder writers only; a backing file that is not to be probed. */
    private static final long BACKING_FILE = 1;

    private static final long BACKING_RAW = 4;
    private static final long KNOWN_FEATURES = 7;

    /** A table entry that stands for a cluster of zeros. */
    private static final long ZERO_CLUSTER = 1;

    private final BlockDevice file;
    private final ImageCache cache;
    private final @Nullable BlockDevice backing;
    private final long cluster;
    private final long tableEntries;
    private final long l1Offset;

    private QedImage(
            BlockDevice file,
            ImageCache cache,
            @Nullable BlockDevice backing,
            long size,
            long cluster,
            long tableEntries,
            long l1Offset) {
        super(file.name(), size);
        this.file = file;
        this.cache = cache;
        this.backing = backing;
        this.cluster = cluster;
        this.tableEntries = tableEntries;
        this.l1Offset = l1Offset;
    }

    static QedImage open(ImageFile file, ImageOpener opener) throws IOException {
        Cursor in = Cursor.read(file, 0, (int) Math.min(HEADER_BYTES, file.size()), ByteOrder.LITTLE_ENDIAN, HEADER);
        long magic = in.u32();
        if (magic != MAGIC) {
            throw DiskFormatException.not(
                    file.name(), "QED", "magic is 0x%08x, must be 0x%08x".formatted(magic, MAGIC));
        }
        long cluster = in.u32();
        if (cluster < MIN_CLUSTER || cluster > MAX_CLUSTER || Long.bitCount(cluster) != 1) {
            throw in.bad(
                    "cluster_size", "%d, must be a power of 2 in %d..%d".formatted(cluster, MIN_CLUSTER, MAX_CLUSTER));
        }
        long tableClusters = in.u32();
        if (tableClusters < 1 || tableClusters > MAX_TABLE_CLUSTERS || Long.bitCount(tableClusters) != 1) {
            throw in.bad(
                    "table_size", "%d, must be a power of 2 in 1..%d".formatted(tableClusters, MAX_TABLE_CLUSTERS));
        }
        in.skip(4); // header_size
        long features = in.u64();
        if ((features & ~KNOWN_FEATURES) != 0) {
            throw in.unsupported("feature bits 0x%x".formatted(features & ~KNOWN_FEATURES));
        }
        in.skip(8 + 8); // compat_features (8) + autoclear_features (8)
        long l1Offset = in.u64();
        if (l1Offset < cluster || l1Offset % cluster != 0 || l1Offset > file.size() - tableClusters * cluster) {
            throw in.bad(
                    "l1_table_offset",
                    "0x%x, must be a multiple of 0x%x and the table inside the file, which ends at 0x%x"
                            .formatted(l1Offset, cluster, file.size()));
        }
        long size = in.u63("image_size");
        long entries = tableClusters * cluster / Long.BYTES;
        if (size % 512 != 0 || size / cluster / entries > entries) {
            throw in.bad("image_size", "%d, must be whole sectors that the tables can map".formatted(size));
        }
        BlockDevice backing = null;
        if ((features & BACKING_FILE) != 0) {
            long nameOffset = in.u32();
            long nameSize = in.u32();
            if (nameSize > MAX_NAME || nameOffset > cluster - nameSize) {
                throw in.at(56)
                        .bad(
                                "backing_filename_offset",
                                "0x%x, size %d, must be in the first cluster".formatted(nameOffset, nameSize));
            }
            byte[] name = Cursor.read(
                            file, nameOffset, (int) nameSize, ByteOrder.LITTLE_ENDIAN, "QED backing file name")
                    .bytes((int) nameSize);
            String format = (features & BACKING_RAW) != 0 ? "raw" : null;
            backing = opener.openImage(file, "backing file", name, format);
        }
        return new QedImage(file, opener.cache(), backing, size, cluster, entries, l1Offset);
    }

    @Override
    protected long runLength(long offset) {
        return cluster - offset % cluster;
    }

    @Override
    protected void readRun(long offset, ByteBuffer destination) throws IOException {
        long index = offset / cluster;
        long l2Offset = entry(l1Offset, index / tableEntries);
        long data = l2Offset == 0 ? 0 : entry(l2Offset, index % tableEntries);
        if (data == 0) {
            readParent(backing, offset, destination);
        } else if (data == ZERO_CLUSTER) {
            zero(destination);
        } else if (data < 0 || data % cluster != 0) {
            throw DiskFormatException.bad(
                    name(), l2Offset, TABLE, "data offset 0x%x, must be a multiple of 0x%x".formatted(data, cluster));
        } else {
            readData(file, data + offset % cluster, offset, destination);
        }
    }

    private long entry(long table, long index) throws IOException {
        if (table < cluster || table % cluster != 0) {
            throw DiskFormatException.bad(
                    name(), l1Offset, TABLE, "table offset 0x%x, must be a multiple of 0x%x".formatted(table, cluster));
        }
        return cache.u64(file, table + index * Long.BYTES, ByteOrder.LITTLE_ENDIAN, TABLE);
    }
}
