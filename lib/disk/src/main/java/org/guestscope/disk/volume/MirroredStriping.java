package org.guestscope.disk.volume;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.MappedDevice;
import org.jspecify.annotations.Nullable;

/**
 * md's RAID 10: each chunk is kept several times, on neighbouring members (near), further down the members (far), or one
 * chunk further down (offset). Any copy will do.
 *
 * @see "drivers/md/raid10.c, __raid10_find_phys"
 */
public final class MirroredStriping extends MappedDevice {

    private static final long MAX_CHUNK = 1L << 30;
    private static final long OFFSET_FLAG = 1L << 16;

    /** Bits above the offset flag ask for far sets, which only arrays with two bits of redundancy layout more have. */
    private static final long KNOWN_BITS = 0x1ffff;

    private final List<@Nullable BlockDevice> members;
    private final long chunk;
    private final int near;
    private final int far;
    private final boolean offset;
    private final long stride;

    private MirroredStriping(
            String name, List<@Nullable BlockDevice> members, long chunk, Geometry geometry, long size) {
        super(name, size, sectorSizeOf(members));
        this.members = members;
        this.chunk = chunk;
        this.near = geometry.near;
        this.far = geometry.far;
        this.offset = geometry.offset;
        this.stride = geometry.stride;
    }

    private record Geometry(int near, int far, boolean offset, long stride) {}

    /**
     * An array of these members, each in its place.
     *
     * @param members the members; null for a missing one
     * @param layout the kernel's number: near copies, far copies &lt;&lt; 8, 1 &lt;&lt; 16 for offset copies
     * @param chunk in bytes
     * @param memberSize how many bytes of each member are used
     * @throws DiskFormatException when that is no array, or a chunk has lost all its copies
     */
    public static MirroredStriping of(
            String name, List<@Nullable BlockDevice> members, long layout, long chunk, long memberSize)
            throws DiskFormatException {
        int count = members.size();
        int near = (int) (layout & 0xff);
        int far = (int) (layout >> 8 & 0xff);
        boolean offset = (layout & OFFSET_FLAG) != 0;
        if ((layout & ~KNOWN_BITS) != 0) {
            throw DiskFormatException.unsupported(name, "RAID 10", "layout 0x%x".formatted(layout));
        }
        if (near < 1 || far < 1 || near * far > count || chunk <= 0 || chunk > MAX_CHUNK) {
            throw DiskFormatException.bad(
                    name,
                    0,
                    "RAID 10 geometry",
                    "%d members, layout 0x%x, chunk of %d bytes".formatted(count, layout, chunk));
        }
        long chunks = memberSize / chunk / far * count / near;
        long used = (chunks * near * far + count - 1) / count;
        long stride = offset ? chunk : used / far * chunk;
        List<@Nullable BlockDevice> places = new ArrayList<>();
        for (BlockDevice member : members) {
            places.add(member != null && member.size() < used * chunk ? null : member);
        }
        MirroredStriping array = new MirroredStriping(
                name,
                Collections.unmodifiableList(places),
                chunk,
                new Geometry(near, far, offset, stride),
                Math.multiplyExact(chunks, chunk));
        for (long index = 0; index < Math.min(count, chunks); index++) {
            if (array.copy(index) == null) {
                throw DiskFormatException.unsupported(name, "RAID 10", "all members of a mirror are missing");
            }
        }
        return array;
    }

    /** A copy of a chunk that can be read. */
    private record Copy(BlockDevice member, long at) {}

    private @Nullable Copy copy(long index) {
        int count = members.size();
        long place = index * near;
        long row = place / count * (offset ? far : 1);
        for (int n = 0; n < near; n++) {
            int first = (int) ((place + n) % count);
            // near copies that go round to the first member are one chunk further down
            long nearRow = row + (place % count + n >= count ? (offset ? far : 1) : 0);
            for (int f = 0; f < far; f++) {
                BlockDevice member = members.get((first + f * near) % count);
                if (member != null) {
                    return new Copy(member, nearRow * chunk + f * stride);
                }
            }
        }
        return null;
    }

    @Override
    protected long runLength(long at) {
        return chunk - at % chunk;
    }

    @Override
    protected void readRun(long at, ByteBuffer destination) throws IOException {
        Copy copy = copy(at / chunk);
        if (copy == null) {
            throw DiskFormatException.unsupported(name(), "RAID 10", "all members of a mirror are missing");
        }
        copy.member.read(copy.at + at % chunk, destination);
    }
}
