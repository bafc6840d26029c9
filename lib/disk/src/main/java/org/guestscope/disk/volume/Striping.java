package org.guestscope.disk.volume;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.MappedDevice;

/** Chunks dealt out to devices in turn: RAID 0, and the striped segments of LVM. */
public final class Striping extends MappedDevice {

    private final List<BlockDevice> members;
    private final long chunk;
    private final int firstMember;

    private Striping(String name, List<BlockDevice> members, long chunk, long size, int firstMember) {
        super(name, size, sectorSizeOf(members));
        this.members = members;
        this.chunk = chunk;
        this.firstMember = firstMember;
    }

    /**
     * Stripes over {@code members}, as many whole chunks as the smallest member has.
     *
     * @param chunk the bytes of one member's turn
     * @param firstMember which member holds the first chunk; the turns go round from there
     * @throws DiskFormatException when there are no members, or the chunk is empty
     */
    public static Striping of(String name, List<BlockDevice> members, long chunk, int firstMember)
            throws DiskFormatException {
        if (members.isEmpty() || chunk <= 0) {
            throw DiskFormatException.bad(
                    name, 0, "stripes", "%d members, chunk of %d bytes".formatted(members.size(), chunk));
        }
        long smallest = Long.MAX_VALUE;
        for (BlockDevice member : members) {
            smallest = Math.min(smallest, member.size());
        }
        long size = Math.multiplyExact(smallest / chunk * chunk, (long) members.size());
        return new Striping(name, List.copyOf(members), chunk, size, firstMember);
    }

    @Override
    protected long runLength(long offset) {
        return chunk - offset % chunk;
    }

    @Override
    protected void readRun(long offset, ByteBuffer destination) throws IOException {
        long index = offset / chunk;
        int member = (int) ((index + firstMember) % members.size());
        members.get(member).read(index / members.size() * chunk + offset % chunk, destination);
    }
}
