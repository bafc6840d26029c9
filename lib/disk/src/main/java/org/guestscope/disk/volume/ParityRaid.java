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

/** RAID 4, 5 and 6, whole or with one member missing, whose data is then computed from the others. */
public final class ParityRaid extends MappedDevice {

    /** The kernel takes chunks of 4 KiB at least; LVM's are 4 MiB at most. */
    private static final long MAX_CHUNK = 1L << 30;

    private final List<@Nullable BlockDevice> members;
    private final ParityLayout layout;
    private final int parities;
    private final long chunk;

    private ParityRaid(
            String name,
            List<@Nullable BlockDevice> members,
            ParityLayout layout,
            int parities,
            long chunk,
            long size) {
        super(name, size, sectorSizeOf(members));
        this.members = members;
        this.layout = layout;
        this.parities = parities;
        this.chunk = chunk;
    }

    /**
     * An array of these members, each in its place.
     *
     * @param members the members; null for a missing one
     * @param parities 1 for RAID 4 and 5, 2 for RAID 6
     * @param chunk the bytes of a stripe on one member
     * @param memberSize how many bytes of each member are used
     * @throws DiskFormatException when that is no array, or more members are missing than can be computed here
     */
    public static ParityRaid of(
            String name,
            List<@Nullable BlockDevice> members,
            ParityLayout layout,
            int parities,
            long chunk,
            long memberSize)
            throws DiskFormatException {
        int data = members.size() - parities;
        if (data < 1 || chunk <= 0 || chunk > MAX_CHUNK) {
            throw DiskFormatException.bad(
                    name, 0, "RAID geometry", "%d members, chunk of %d bytes".formatted(members.size(), chunk));
        }
        long missing = members.stream().filter(m -> m == null).count();
        if (missing > 1) {
            throw DiskFormatException.unsupported(
                    name, "RAID", "%d of %d members are missing".formatted(missing, members.size()));
        }
        for (BlockDevice member : members) {
            if (member != null && member.size() < memberSize) {
                throw DiskFormatException.bad(
                        member.name(), memberSize, "RAID member", "ends at 0x%x".formatted(member.size()));
            }
        }
        long size = Math.multiplyExact(memberSize / chunk * chunk, (long) data);
        return new ParityRaid(
                name, Collections.unmodifiableList(new ArrayList<>(members)), layout, parities, chunk, size);
    }

    @Override
    protected long runLength(long offset) {
        return chunk - offset % chunk;
    }

    @Override
    protected void readRun(long offset, ByteBuffer destination) throws IOException {
        int data = members.size() - parities;
        long index = offset / chunk;
        long stripe = index / data;
        ParityLayout.Place place = layout.place(stripe, (int) (index % data), members.size(), parities);
        long at = stripe * chunk + offset % chunk;
        BlockDevice member = members.get(place.data());
        if (member != null) {
            member.read(at, destination);
            return;
        }
        // data = the XOR of the stripe's other data and P; Q plays no part in it
        byte[] sum = new byte[destination.remaining()];
        byte[] piece = new byte[sum.length];
        for (int i = 0; i < members.size(); i++) {
            BlockDevice other = members.get(i);
            if (other != null && i != place.syndrome()) {
                other.read(at, ByteBuffer.wrap(piece));
                for (int k = 0; k < sum.length; k++) {
                    sum[k] ^= piece[k];
                }
            }
        }
        destination.put(sum);
    }
}
