package org.guestscope.disk.volume;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.MappedDevice;

/** Devices one behind the other: a logical volume's segments, or the linear level of md. */
public final class Concatenation extends MappedDevice {

    private final long[] starts;
    private final List<BlockDevice> parts;

    private Concatenation(String name, long[] starts, List<BlockDevice> parts, long size) {
        super(name, size, sectorSizeOf(parts));
        this.starts = starts;
        this.parts = parts;
    }

    /** All of {@code parts}, in this order. */
    public static Concatenation of(String name, List<BlockDevice> parts) {
        long[] starts = new long[parts.size()];
        long size = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = size;
            size = Math.addExact(size, parts.get(i).size());
        }
        return new Concatenation(name, starts, List.copyOf(parts), size);
    }

    private int partAt(long offset) {
        int found = Arrays.binarySearch(starts, offset);
        int part = found >= 0 ? found : -found - 2;
        // empty parts begin where the next one does
        while (parts.get(part).size() <= offset - starts[part]) {
            part++;
        }
        return part;
    }

    @Override
    protected long runLength(long offset) {
        int part = partAt(offset);
        return parts.get(part).size() - (offset - starts[part]);
    }

    @Override
    protected void readRun(long offset, ByteBuffer destination) throws IOException {
        int part = partAt(offset);
        parts.get(part).read(offset - starts[part], destination);
    }
}
