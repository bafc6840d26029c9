package org.guestscope.disk.fs.btrfs;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;

/** Where logical addresses lie on the devices: struct btrfs_chunk by the logical address each begins at. */
final class ChunkMap {

    private static final int FIXED_BYTES = 48;
    private static final int STRIPE_BYTES = 32;
    private static final int MAX_STRIPES = 1024;

    private final TreeMap<Long, Chunk> chunks = new TreeMap<>();

    /**
     * @param device the device's number
     * @param offset in bytes
     */
    record Place(long device, long offset) {}

    private record Chunk(
            long start, long length, long stripeLength, Profile profile, List<Place> stripes, int subStripes) {

        List<Place> copies(long logical) {
            long offset = logical - start;
            int count = stripes.size();
            if (!profile.striped()) {
                return stripes.stream()
                        .map(p -> new Place(p.device, p.offset + offset))
                        .toList();
            }
            long row = offset / stripeLength;
            long within = offset % stripeLength;
            if (profile.parities() > 0) {
                int data = count - profile.parities();
                long line = row / data;
                int column = (int) ((line + row % data) % count);
                return List.of(at(column, line, within));
            }
            int columns = count / subStripes;
            int column = (int) (row % columns) * subStripes;
            return stripes.subList(column, column + subStripes).stream()
                    .map(p -> new Place(p.device, p.offset + row / columns * stripeLength + within))
                    .toList();
        }

        private Place at(int column, long line, long within) {
            Place stripe = stripes.get(column);
            return new Place(stripe.device, stripe.offset + line * stripeLength + within);
        }
    }

    /** Adds the chunk at the cursor, which begins at a logical address, unless it is known. */
    void add(long logical, Cursor in) throws DiskFormatException {
        long length = in.u63("length");
        in.skip(8);
        long stripeLength = in.u63("stripe_len");
        long type = in.u64();
        in.skip(4 + 4 + 4);
        int count = in.u16();
        int subStripes = in.u16();
        Profile profile = Profile.of(type);
        int columns = profile == null || profile != Profile.RAID10 ? 1 : 2;
        if (profile == null
                || length == 0
                || logical < 0
                || logical > Long.MAX_VALUE - length
                || stripeLength < 4096
                || count == 0
                || count > MAX_STRIPES
                || count <= profile.parities()
                || (profile == Profile.RAID10 && (subStripes != 2 || count % 2 != 0))
                || in.remaining() < count * STRIPE_BYTES) {
            throw in.bad("chunk", "of %d bytes, type 0x%x, %d stripes".formatted(length, type, count));
        }
        Place[] places = new Place[count];
        for (int i = 0; i < count; i++) {
            places[i] = new Place(in.u64(), in.u63("stripe offset"));
            in.skip(16);
        }
        chunks.putIfAbsent(logical, new Chunk(logical, length, stripeLength, profile, List.of(places), columns));
    }

    /** The chunks of the superblock's array: key and chunk, one after the other. */
    void addAll(Cursor in) throws DiskFormatException {
        while (in.remaining() >= 17 + FIXED_BYTES + STRIPE_BYTES) {
            in.skip(8 + 1);
            add(in.u64(), in);
        }
    }

    boolean isEmpty() {
        return chunks.isEmpty();
    }

    /** The places of all copies of {@code length} bytes at a logical address; none when it is not mapped. */
    List<Place> find(long logical, int length) {
        Map.Entry<Long, Chunk> entry = chunks.floorEntry(logical);
        if (entry == null || logical - entry.getKey() > entry.getValue().length() - length) {
            return List.of();
        }
        return entry.getValue().copies(logical);
    }
}
