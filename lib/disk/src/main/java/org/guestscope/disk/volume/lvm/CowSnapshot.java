package org.guestscope.disk.volume.lvm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.MappedDevice;

/**
 * A classic snapshot: the origin as it is now, with the chunks that have changed since taken from the snapshot's store.
 *
 * @see "drivers/md/dm-snap-persistent.c"
 */
final class CowSnapshot extends MappedDevice {

    /** {@code SnAp}. */
    private static final long MAGIC = 0x70416e53L;

    private static final int SECTOR = 512;
    private static final int EXCEPTION_BYTES = 16;

    /** 16 MiB of memory; 4 GiB of changes in the smallest chunks. */
    private static final int MAX_EXCEPTIONS = 1 << 20;

    /** The kernel's largest chunk is a few MiB; the number has to bound an area's size. */
    private static final long MAX_CHUNK = 16 << 20;

    private final BlockDevice origin;
    private final BlockDevice store;
    private final long chunk;
    private final long[] oldChunks;
    private final long[] newChunks;

    private CowSnapshot(
            String name, BlockDevice origin, BlockDevice store, long chunk, long[] oldChunks, long[] newChunks) {
        super(name, origin.size(), origin.sectorSize());
        this.origin = origin;
        this.store = store;
        this.chunk = chunk;
        this.oldChunks = oldChunks;
        this.newChunks = newChunks;
    }

    static CowSnapshot of(String name, BlockDevice origin, BlockDevice store, long chunk) throws IOException {
        Cursor in = Cursor.read(store, 0, 16, ByteOrder.LITTLE_ENDIAN, "snapshot store header");
        long magic = in.u32();
        if (magic == 0) {
            // created, and never activated since: nothing kept yet
            return new CowSnapshot(name, origin, store, chunk, new long[0], new long[0]);
        }
        if (magic != MAGIC) {
            throw in.bad("magic", "0x%08x, must be 0x%08x".formatted(magic, MAGIC));
        }
        if (in.u32() == 0) {
            throw in.bad("valid", "0: the store has overflown");
        }
        long version = in.u32();
        if (version != 1) {
            throw in.unsupported("version %d".formatted(version));
        }
        long size = in.u32() * SECTOR;
        if (size < SECTOR || size > MAX_CHUNK || Long.bitCount(size) != 1) {
            throw in.bad("chunk_size", "%d bytes, must be a power of 2 up to %d".formatted(size, MAX_CHUNK));
        }
        return readExceptions(name, origin, store, size);
    }

    /** Areas of exceptions, a chunk each, every one followed by the chunks it tells of; an empty exception is the end. */
    private static CowSnapshot readExceptions(String name, BlockDevice origin, BlockDevice store, long chunk)
            throws IOException {
        long perArea = chunk / EXCEPTION_BYTES;
        long storeChunks = store.size() / chunk;
        long[] exceptions = new long[64];
        int count = 0;
        area:
        for (long area = 1; area < storeChunks; area += perArea + 1) {
            Cursor in =
                    Cursor.read(store, area * chunk, (int) chunk, ByteOrder.LITTLE_ENDIAN, "snapshot exception area");
            for (int i = 0; i < perArea; i++) {
                long oldChunk = in.u64();
                long newChunk = in.u64();
                if (newChunk == 0) {
                    break area;
                }
                if (newChunk < 0 || newChunk >= storeChunks || oldChunk < 0) {
                    throw in.bad("new_chunk", "0x%x, store has %d chunks".formatted(newChunk, storeChunks));
                }
                if (count / 2 == MAX_EXCEPTIONS) {
                    throw in.unsupported("more than %d changed chunks".formatted(MAX_EXCEPTIONS));
                }
                if (count == exceptions.length) {
                    exceptions = Arrays.copyOf(exceptions, count * 2);
                }
                exceptions[count++] = oldChunk;
                exceptions[count++] = newChunk;
            }
        }
        return sorted(name, origin, store, chunk, Arrays.copyOf(exceptions, count));
    }

    private static CowSnapshot sorted(
            String name, BlockDevice origin, BlockDevice store, long chunk, long[] exceptions) {
        Integer[] order = new Integer[exceptions.length / 2];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(exceptions[2 * a], exceptions[2 * b]));
        long[] oldChunks = new long[order.length];
        long[] newChunks = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            oldChunks[i] = exceptions[2 * order[i]];
            newChunks[i] = exceptions[2 * order[i] + 1];
        }
        return new CowSnapshot(name, origin, store, chunk, oldChunks, newChunks);
    }

    @Override
    protected long runLength(long offset) {
        return chunk - offset % chunk;
    }

    @Override
    protected void readRun(long offset, ByteBuffer destination) throws IOException {
        int found = Arrays.binarySearch(oldChunks, offset / chunk);
        if (found < 0) {
            origin.read(offset, destination);
        } else {
            store.read(newChunks[found] * chunk + offset % chunk, destination);
        }
    }
}
