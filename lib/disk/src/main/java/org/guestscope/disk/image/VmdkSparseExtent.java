package org.guestscope.disk.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.jspecify.annotations.Nullable;

/**
 * A sparse extent of a VMDK: grains that a directory of tables points to. Hosted (KDMV) and ESX (COWD) ones differ in
 * their headers; a stream-optimized one has its grains compressed, and its directory behind them.
 *
 * @see "VMware, Virtual Disk Format 5.0, Hosted Sparse Extents, ESX Server Sparse Extents"
 */
final class VmdkSparseExtent extends VmdkGrainExtent {

    static final long MAGIC_HOSTED = 0x564d444bL;
    static final long MAGIC_ESX = 0x44574f43L;

    private static final String HEADER = "VMDK sparse extent header";
    private static final int HEADER_BYTES = 79;

    private static final long FLAG_ZERO_GRAINS = 1 << 2;
    private static final long FLAG_COMPRESSED = 1 << 16;
    private static final long FLAG_MARKERS = 1 << 17;
    private static final int COMPRESSION_DEFLATE = 1;

    /** The directory's offset is not known yet: a footer at the end of the file has the header anew. */
    private static final long DIRECTORY_AT_END = -1;

    /** Footer marker, footer and end-of-stream marker, a sector each. */
    private static final int FOOTER_FROM_END = 2 * SECTOR;

    /** QEMU's limits: 512 entries are usual; a grain of 64 KiB is usual, and a stream's has to be held in memory. */
    private static final long MAX_TABLE_ENTRIES = 512;

    private static final long MAX_GRAIN_SECTORS = (4 << 20) / SECTOR;
    private static final long MAX_CAPACITY = Long.MAX_VALUE / SECTOR;
    private static final long ESX_TABLE_ENTRIES = 4096;
    private static final int GRAIN_MARKER_BYTES = 12;

    private final Layout layout;

    /**
     * What both kinds of header tell, in bytes.
     *
     * @param descriptorOffset where an embedded descriptor stands, 0 if there is none
     */
    record Layout(
            long size,
            long grain,
            long tableEntries,
            long directoryOffset,
            boolean zeroGrains,
            boolean compressed,
            boolean markers,
            long descriptorOffset,
            long descriptorLength) {}

    private VmdkSparseExtent(
            BlockDevice file, ImageCache cache, Layout layout, @Nullable BlockDevice parent, long start) {
        super(file, cache, new Geometry(layout.size, layout.grain, layout.tableEntries), parent, start);
        this.layout = layout;
    }

    /**
     * An extent of a disk.
     *
     * @param parent the disk's parent, or null
     * @param start where the extent begins on the disk, in bytes; the parent is read from there
     */
    static VmdkSparseExtent of(
            BlockDevice file, ImageCache cache, Layout layout, @Nullable BlockDevice parent, long start) {
        return new VmdkSparseExtent(file, cache, layout, parent, start);
    }

    static long magic(BlockDevice file) throws IOException {
        return file.size() < 4
                ? 0
                : Cursor.read(file, 0, 4, ByteOrder.LITTLE_ENDIAN, HEADER).u32();
    }

    static Layout readHeader(BlockDevice file) throws IOException {
        long magic = magic(file);
        if (magic == MAGIC_ESX) {
            return readEsxHeader(file);
        }
        if (magic != MAGIC_HOSTED) {
            throw DiskFormatException.not(
                    file.name(), "VMDK sparse extent", "magic is 0x%08x, must be 'KDMV' or 'COWD'".formatted(magic));
        }
        Layout layout = readHostedHeader(file, 0);
        if (layout.directoryOffset == DIRECTORY_AT_END) {
            layout = readHostedHeader(file, Math.max(0, file.size() - FOOTER_FROM_END));
        }
        return layout;
    }

    private static Layout readHostedHeader(BlockDevice file, long at) throws IOException {
        Cursor in =
                Cursor.read(file, at, (int) Math.min(HEADER_BYTES, file.size() - at), ByteOrder.LITTLE_ENDIAN, HEADER);
        if (in.u32() != MAGIC_HOSTED) {
            throw in.bad("footer", "is missing");
        }
        long version = in.u32();
        if (version < 1 || version > 3) {
            throw in.unsupported("version %d".formatted(version));
        }
        long flags = in.u32();
        long capacity = in.u63("capacity");
        if (capacity > MAX_CAPACITY) {
            throw in.bad("capacity", "%d sectors, must be at most %d".formatted(capacity, MAX_CAPACITY));
        }
        long grain = in.u63("grainSize");
        if (capacity > 0 && (grain < 1 || grain > MAX_GRAIN_SECTORS || Long.bitCount(grain) != 1)) {
            throw in.bad("grainSize", "%d sectors, must be a power of 2 up to %d".formatted(grain, MAX_GRAIN_SECTORS));
        }
        long descriptorOffset = in.u63("descriptorOffset");
        long descriptorSize = in.u63("descriptorSize");
        if (descriptorSize > VmdkDescriptor.MAX_BYTES / SECTOR || descriptorOffset > file.size() / SECTOR) {
            throw in.bad(
                    "descriptorSize",
                    "%d sectors at sector %d, file has %d"
                            .formatted(descriptorSize, descriptorOffset, file.size() / SECTOR));
        }
        long tableEntries = in.u32();
        if (capacity > 0 && (tableEntries < 1 || tableEntries > MAX_TABLE_ENTRIES)) {
            throw in.bad("numGTEsPerGT", "%d, must be 1..%d".formatted(tableEntries, MAX_TABLE_ENTRIES));
        }
        in.skip(8); // rgdOffset: the redundant directory
        long directory = in.u64();
        in.skip(8 + 1 + 4); // overHead (8) + uncleanShutdown (1) + line end characters (4)
        boolean compressed = (flags & FLAG_COMPRESSED) != 0;
        int algorithm = in.u16();
        if (compressed && algorithm != COMPRESSION_DEFLATE) {
            throw in.unsupported("compressAlgorithm %d".formatted(algorithm));
        }
        return new Layout(
                capacity * SECTOR,
                grain * SECTOR,
                tableEntries,
                directory == DIRECTORY_AT_END ? DIRECTORY_AT_END : bytes(in, file, directory),
                (flags & FLAG_ZERO_GRAINS) != 0,
                compressed,
                (flags & FLAG_MARKERS) != 0,
                descriptorOffset * SECTOR,
                descriptorSize * SECTOR);
    }

    private static Layout readEsxHeader(BlockDevice file) throws IOException {
        Cursor in = Cursor.read(file, 0, (int) Math.min(32, file.size()), ByteOrder.LITTLE_ENDIAN, HEADER);
        in.skip(4 + 4 + 4); // magic (4) + version (4) + flags (4)
        long sectors = in.u32();
        long grain = in.u32();
        if (grain < 1 || grain > MAX_GRAIN_SECTORS || Long.bitCount(grain) != 1) {
            throw in.bad("grainSize", "%d sectors, must be a power of 2 up to %d".formatted(grain, MAX_GRAIN_SECTORS));
        }
        long directory = in.u32();
        return new Layout(
                sectors * SECTOR,
                grain * SECTOR,
                ESX_TABLE_ENTRIES,
                bytes(in, file, directory),
                false,
                false,
                false,
                0,
                0);
    }

    private static long bytes(Cursor in, BlockDevice file, long sector) throws DiskFormatException {
        if (sector < 0 || sector > file.size() / SECTOR) {
            throw in.bad(
                    "gdOffset",
                    "sector %s, file has %d".formatted(Long.toUnsignedString(sector), file.size() / SECTOR));
        }
        return sector * SECTOR;
    }

    @Override
    long table(long index) throws IOException {
        long at = layout.directoryOffset + index * Integer.BYTES;
        long table = cache.u32(file, at, ByteOrder.LITTLE_ENDIAN, "VMDK grain directory");
        return table == 0 ? NO_TABLE : table * SECTOR;
    }

    @Override
    long tableEntry(long table, long index) throws IOException {
        return cache.u32(file, table + index * Integer.BYTES, ByteOrder.LITTLE_ENDIAN, "VMDK grain table");
    }

    @Override
    void readGrain(long grain, long offset, ByteBuffer destination) throws IOException {
        long inGrain = offset % layout.grain;
        if (grain == 1 && layout.zeroGrains) {
            zero(destination);
        } else if (layout.compressed) {
            long at = grain * SECTOR;
            byte[] bytes = cache.cluster(file, at, () -> decompress(at));
            destination.put(bytes, (int) inGrain, destination.remaining());
        } else {
            readData(file, grain * SECTOR + inGrain, offset, destination);
        }
    }

    private byte[] decompress(long at) throws IOException {
        long data = at;
        long limit = 2 * layout.grain;
        if (layout.markers) {
            Cursor in = Cursor.read(file, at, GRAIN_MARKER_BYTES, ByteOrder.LITTLE_ENDIAN, "VMDK grain marker");
            in.skip(8); // the grain's first sector on the disk
            limit = in.u32();
            if (limit > 2 * layout.grain) {
                throw in.bad("size", "%d, must be at most twice the grain's %d".formatted(limit, layout.grain));
            }
            data = at + GRAIN_MARKER_BYTES;
        }
        if (data >= file.size()) {
            throw DiskFormatException.bad(name(), data, "compressed grain", "file ends at 0x%x".formatted(file.size()));
        }
        ByteBuffer compressed = ByteBuffer.allocate((int) Math.min(limit, file.size() - data));
        file.read(data, compressed);
        compressed.flip();
        // the last grain may reach over the disk's end, and is compressed whole all the same
        return Decompressor.ZLIB.decompress(name(), data, "compressed grain", compressed, (int) layout.grain);
    }
}
