package org.guestscope.disk.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.guestscope.disk.BlockDevice;
import org.jspecify.annotations.Nullable;

/** What the kinds of VMDK extents share whose grains a directory of tables points to. */
abstract class VmdkGrainExtent extends MappedImage {

    static final int SECTOR = 512;

    /** What {@link #table} answers where the directory has none: all of its grains are the parent's. */
    static final long NO_TABLE = -1;

    final BlockDevice file;
    final ImageCache cache;
    private final Geometry geometry;
    private final @Nullable BlockDevice parent;
    private final long start;

    /**
     * Sizes of an extent.
     *
     * @param size of the extent's part of the disk, in bytes
     * @param grain bytes of a grain
     * @param tableEntries how many grains a table points to
     */
    record Geometry(long size, long grain, long tableEntries) {}

    /**
     * @param parent the disk's parent, or null
     * @param start where the extent begins on the disk, in bytes; the parent is read from there
     */
    VmdkGrainExtent(BlockDevice file, ImageCache cache, Geometry geometry, @Nullable BlockDevice parent, long start) {
        super(file.name(), geometry.size);
        this.file = file;
        this.cache = cache;
        this.geometry = geometry;
        this.parent = parent;
        this.start = start;
    }

    /** Where the table is that the directory's entry {@code index} points to, or {@link #NO_TABLE}. */
    abstract long table(long index) throws IOException;

    /** Entry {@code index} of the table at {@code table}. */
    abstract long tableEntry(long table, long index) throws IOException;

    /** Fills {@code destination} from {@code offset} of the disk on, which is in the grain of a table's entry that is not 0. */
    abstract void readGrain(long entry, long offset, ByteBuffer destination) throws IOException;

    /** Likewise where the extent holds nothing. */
    final void readParent(long offset, ByteBuffer destination) throws IOException {
        readParent(parent, start + offset, destination);
    }

    @Override
    protected final long runLength(long offset) {
        return geometry.grain - offset % geometry.grain;
    }

    @Override
    protected final void readRun(long offset, ByteBuffer destination) throws IOException {
        long number = offset / geometry.grain;
        long table = table(number / geometry.tableEntries);
        long entry = table == NO_TABLE ? 0 : tableEntry(table, number % geometry.tableEntries);
        if (entry == 0) {
            readParent(offset, destination);
        } else {
            readGrain(entry, offset, destination);
        }
    }
}
