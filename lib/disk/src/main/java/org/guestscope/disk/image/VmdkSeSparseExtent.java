package org.guestscope.disk.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.jspecify.annotations.Nullable;

/**
 * A space-efficient sparse extent of a VMDK, as ESX makes them for snapshots since 5.5: grains of 4 KiB that a directory
 * of tables points to, with entries of 64 bits whose highest four tell what they are.
 *
 * @see "libvmdk, VMware Virtual Disk (VMDK) format specification, Space-efficient sparse extent"
 */
final class VmdkSeSparseExtent extends VmdkGrainExtent {

    private static final String HEADER = "VMDK seSparse extent header";
    private static final int HEADER_BYTES = 512;
    private static final long MAGIC = 0xcafebabeL;
    private static final long VOLATILE_MAGIC = 0xcafecafeL;
    private static final long VERSION_2_1 = 0x0000000200000001L;
    private static final long GRAIN_SECTORS = 8;
    private static final long TABLE_SECTORS = 64;

    private static final long GRAIN = GRAIN_SECTORS * SECTOR;
    private static final long TABLE_ENTRIES = TABLE_SECTORS * SECTOR / Long.BYTES;

    /** 64 TiB, as many as a table's number in 32 bits can cover. */
    private static final long MAX_SECTORS = (64L << 40) / SECTOR;

    /** What the upper half of a used directory entry holds. */
    private static final long TABLE_PRESENT = 0x10000000L;

    private static final int UNALLOCATED = 0;
    private static final int UNMAPPED = 1;
    private static final int ZERO = 2;
    private static final int ALLOCATED = 3;

    private final Layout layout;

    /** The header's places, in bytes. */
    private record Layout(long size, long directory, long directoryBytes, long tables, long grains) {}

    private VmdkSeSparseExtent(
            BlockDevice file, ImageCache cache, Layout layout, @Nullable BlockDevice parent, long start) {
        super(file, cache, new Geometry(layout.size, GRAIN, TABLE_ENTRIES), parent, start);
        this.layout = layout;
    }

    /**
     * An extent of a disk.
     *
     * @param parent the disk's parent, or null
     * @param start where the extent begins on the disk, in bytes; the parent is read from there
     */
    static VmdkSeSparseExtent open(BlockDevice file, ImageCache cache, @Nullable BlockDevice parent, long start)
            throws IOException {
        Cursor in = Cursor.read(file, 0, HEADER_BYTES, ByteOrder.LITTLE_ENDIAN, HEADER);
        long magic = in.u64();
        if (magic != MAGIC) {
            throw DiskFormatException.not(
                    file.name(), "VMDK seSparse extent", "magic is 0x%x, must be 0x%x".formatted(magic, MAGIC));
        }
        long version = in.u64();
        if (version != VERSION_2_1) {
            throw in.unsupported("version 0x%016x".formatted(version));
        }
        long capacity = in.u63("capacity");
        if (capacity > MAX_SECTORS) {
            throw in.bad("capacity", "%d sectors, must be at most %d".formatted(capacity, MAX_SECTORS));
        }
        long grain = in.u63("grain_size");
        long table = in.u63("grain_table_size");
        long flags = in.u64();
        if (grain != GRAIN_SECTORS || table != TABLE_SECTORS || flags != 0) {
            throw in.unsupported("grains of %d sectors, tables of %d, flags 0x%x".formatted(grain, table, flags));
        }
        in.skip(4 * 8); // reserved
        long volatileHeader = sector(in, file, "volatile_header_offset");
        in.skip(8 + 8 + 8 + 8 + 8); // sizes, and the journal's header and place
        long directory = sector(in, file, "grain_dir_offset");
        long directorySize = in.u63("grain_dir_size");
        long tables = sector(in, file, "grain_tables_offset");
        in.skip(8 + 8 + 8 + 8 + 8); // grain_tables_size, and the places of the free bitmap and the back map
        long grains = sector(in, file, "grains_offset");
        if (directorySize > (file.size() - directory) / SECTOR) {
            throw in.bad("grain_dir_size", "%d sectors, file has %d".formatted(directorySize, file.size() / SECTOR));
        }
        checkJournal(file, volatileHeader);
        return new VmdkSeSparseExtent(
                file,
                cache,
                new Layout(capacity * SECTOR, directory, directorySize * SECTOR, tables, grains),
                parent,
                start);
    }

    /** A journal that has to be replayed holds tables in a form that is not published. */
    private static void checkJournal(BlockDevice file, long offset) throws IOException {
        Cursor in = Cursor.read(file, offset, 32, ByteOrder.LITTLE_ENDIAN, "VMDK seSparse volatile header");
        long magic = in.u64();
        if (magic != VOLATILE_MAGIC) {
            throw in.bad("magic", "0x%x, must be 0x%x".formatted(magic, VOLATILE_MAGIC));
        }
        in.skip(8 + 8); // free_gt_number (8) + next_txn_seq_number (8)
        if (in.u64() != 0) {
            throw in.unsupported("its journal has to be replayed first");
        }
    }

    private static long sector(Cursor in, BlockDevice file, String field) throws DiskFormatException {
        long sector = in.u63(field);
        if (sector > file.size() / SECTOR) {
            throw in.bad(field, "sector %d, file has %d".formatted(sector, file.size() / SECTOR));
        }
        return sector * SECTOR;
    }

    @Override
    void readGrain(long entry, long offset, ByteBuffer destination) throws IOException {
        switch ((int) (entry >>> 60)) {
            case UNALLOCATED -> readParent(offset, destination);
            case UNMAPPED, ZERO -> zero(destination);
            case ALLOCATED -> {
                // bits 48 to 59 are the lowest of the grain's number, bits 0 to 47 the others
                long grain = (entry >>> 48 & 0xfff) | (entry & 0xffffffffffffL) << 12;
                if (grain > (file.size() - layout.grains) / GRAIN) {
                    throw bad("grain %d, file ends at 0x%x".formatted(grain, file.size()));
                }
                readData(file, layout.grains + grain * GRAIN + offset % GRAIN, offset, destination);
            }
            default -> throw bad("entry 0x%016x is of no known kind".formatted(entry));
        }
    }

    @Override
    long table(long index) throws IOException {
        long at = index * Long.BYTES;
        if (at >= layout.directoryBytes) {
            throw bad("directory has %d bytes, entry at %d wanted".formatted(layout.directoryBytes, at));
        }
        long present = cache.u64(file, layout.directory + at, ByteOrder.LITTLE_ENDIAN, "VMDK seSparse directory");
        if (present == 0) {
            return NO_TABLE;
        }
        if (present >>> 32 != TABLE_PRESENT) {
            throw bad("directory entry 0x%016x, must be 0 or begin with 0x%x".formatted(present, TABLE_PRESENT));
        }
        return layout.tables + (present & 0xffffffffL) * TABLE_SECTORS * SECTOR;
    }

    @Override
    long tableEntry(long table, long index) throws IOException {
        return cache.u64(file, table + index * Long.BYTES, ByteOrder.LITTLE_ENDIAN, "VMDK seSparse grain table");
    }

    private DiskFormatException bad(String why) {
        return DiskFormatException.bad(name(), layout.directory, "VMDK seSparse tables", why);
    }
}
