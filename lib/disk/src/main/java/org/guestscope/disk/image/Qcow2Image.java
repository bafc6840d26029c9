package org.guestscope.disk.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.jspecify.annotations.Nullable;

/**
 * A qcow2 image: its active state; internal snapshots are not looked at.
 *
 * @see <a href="https://www.qemu.org/docs/master/interop/qcow2.html">QCOW2 image format</a>
 */
final class Qcow2Image extends MappedImage {

    private static final String L1 = "qcow2 L1 table";
    private static final String L2 = "qcow2 L2 table";

    /** Bits 9..55 of L1 and standard L2 entries. */
    private static final long OFFSET_MASK = 0x00ff_ffff_ffff_fe00L;

    private static final long COPIED = 1L << 63;
    private static final long COMPRESSED = 1L << 62;
    private static final long ALL_ZEROS = 1L;

    private static final int SUBCLUSTERS = 32;

    /** A compressed cluster's place is kept in sectors of this size whatever the disk's sector size is. */
    private static final int COMPRESSED_SECTOR = 512;

    private final BlockDevice file;
    private final BlockDevice data;
    private final @Nullable BlockDevice backing;
    private final Qcow2Header header;
    private final ImageCache cache;

    private Qcow2Image(
            BlockDevice file, BlockDevice data, @Nullable BlockDevice backing, Qcow2Header header, ImageCache cache) {
        super(file.name(), header.size());
        this.file = file;
        this.data = data;
        this.backing = backing;
        this.header = header;
        this.cache = cache;
    }

    static Qcow2Image open(ImageFile file, ImageOpener opener) throws IOException {
        Qcow2Header header = Qcow2Header.read(file);
        BlockDevice data = file;
        if (header.hasDataFile()) {
            byte[] name = header.dataFile();
            if (name == null) {
                throw DiskFormatException.unsupported(file.name(), "qcow2 header", "external data file without a name");
            }
            data = opener.openFile(file, "data file", name);
        }
        byte[] backingName = header.backingFile();
        BlockDevice backing = backingName == null
                ? null
                : opener.openImage(file, "backing file", backingName, header.backingFormat());
        return new Qcow2Image(file, data, backing, header, opener.cache());
    }

    @Override
    protected long runLength(long offset) {
        long unit = header.extendedL2() ? header.clusterSize() / SUBCLUSTERS : header.clusterSize();
        return unit - offset % unit;
    }

    @Override
    protected void readRun(long offset, ByteBuffer destination) throws IOException {
        long inCluster = offset & (header.clusterSize() - 1);
        long l2Offset = l2Table(offset);
        if (l2Offset == 0) {
            readParent(backing, offset, destination);
            return;
        }
        long index = (offset >>> header.clusterBits()) & ((1L << header.l2Bits()) - 1);
        long entryOffset = l2Offset + (index << header.l2EntryBits());
        long entry = cache.u64(file, entryOffset, ByteOrder.BIG_ENDIAN, L2);
        if ((entry & COMPRESSED) != 0) {
            byte[] cluster = cache.cluster(file, entryOffset, () -> decompress(entryOffset, entry));
            destination.put(cluster, (int) inCluster, destination.remaining());
            return;
        }
        long cluster = entry & OFFSET_MASK;
        if (cluster % header.clusterSize() != 0) {
            throw bad(L2, entryOffset, "cluster offset 0x%x, must be a multiple of 0x%x", cluster);
        }
        switch (kind(entryOffset, entry, cluster, inCluster)) {
            case DATA -> readData(data, cluster + inCluster, offset, destination);
            case ZEROS -> zero(destination);
            case UNALLOCATED -> readParent(backing, offset, destination);
        }
    }

    private enum Kind {
        DATA,
        ZEROS,
        UNALLOCATED
    }

    private Kind kind(long entryOffset, long entry, long cluster, long inCluster) throws IOException {
        // In an external data file the first cluster of data may be at offset 0; there the copied flag tells it.
        boolean allocated = cluster != 0 || (data != file && (entry & COPIED) != 0);
        if (!header.extendedL2()) {
            if (header.version() >= 3 && (entry & ALL_ZEROS) != 0) {
                return Kind.ZEROS;
            }
            return allocated ? Kind.DATA : Kind.UNALLOCATED;
        }
        long bitmap = cache.u64(file, entryOffset + Long.BYTES, ByteOrder.BIG_ENDIAN, L2);
        int subcluster = (int) (inCluster / (header.clusterSize() / SUBCLUSTERS));
        boolean holdsData = (bitmap >>> subcluster & 1) != 0;
        boolean readsZero = (bitmap >>> (SUBCLUSTERS + subcluster) & 1) != 0;
        if (holdsData && (readsZero || !allocated)) {
            throw DiskFormatException.bad(
                    name(),
                    entryOffset + Long.BYTES,
                    L2,
                    "subcluster %d is marked as data, must %s"
                            .formatted(subcluster, readsZero ? "not be marked as zeros too" : "have a cluster"));
        }
        if (readsZero) {
            return Kind.ZEROS;
        }
        return holdsData ? Kind.DATA : Kind.UNALLOCATED;
    }

    /** Where the L2 table for {@code offset} stands, 0 if there is none. */
    private long l2Table(long offset) throws IOException {
        long index = offset >>> (header.clusterBits() + header.l2Bits());
        long at = header.l1Offset() + index * Long.BYTES;
        long table = cache.u64(file, at, ByteOrder.BIG_ENDIAN, L1) & OFFSET_MASK;
        if (table % header.clusterSize() != 0) {
            throw bad(L1, at, "L2 table offset 0x%x, must be a multiple of 0x%x", table);
        }
        return table;
    }

    private byte[] decompress(long entryOffset, long entry) throws IOException {
        if (data != file) {
            throw DiskFormatException.bad(
                    name(), entryOffset, L2, "compressed cluster, must not be with an external data file");
        }
        int sizeShift = 62 - (header.clusterBits() - 8);
        long at = entry & ((1L << sizeShift) - 1);
        long sectors = (entry & ~(COPIED | COMPRESSED)) >>> sizeShift;
        long length = (sectors + 1) * COMPRESSED_SECTOR - at % COMPRESSED_SECTOR;
        if (at >= file.size()) {
            throw DiskFormatException.bad(
                    name(),
                    entryOffset,
                    L2,
                    "compressed cluster at 0x%x, file ends at 0x%x".formatted(at, file.size()));
        }
        // The length is in whole sectors, of which the file's last one may be short. The field's width bounds it to
        // twice the cluster's size.
        ByteBuffer compressed = ByteBuffer.allocate((int) Math.min(length, file.size() - at));
        file.read(at, compressed);
        compressed.flip();
        Decompressor decompressor = header.zstd() ? Decompressor.ZSTD : Decompressor.DEFLATE;
        return decompressor.decompress(name(), at, "compressed cluster", compressed, header.clusterSize());
    }

    private DiskFormatException bad(String table, long at, String why, long value) {
        return DiskFormatException.bad(name(), at, table, why.formatted(value, header.clusterSize()));
    }
}
