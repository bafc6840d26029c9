package org.guestscope.disk;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A good device with some bytes changed, as a fuzzer wants them. */
public record PatchedDevice(BlockDevice base, List<Patch> patches) implements BlockDevice {

    /** Bytes put over the base's. */
    public record Patch(long offset, byte[] bytes) {}

    /** Most structures stand at the beginning of a device. */
    private static final int FRONT = 8192;

    /** Takes patches from a fuzzer's data until it is used up. */
    public static PatchedDevice of(BlockDevice base, FuzzedDataProvider data) {
        List<Patch> patches = new ArrayList<>();
        while (data.remainingBytes() > 0 && patches.size() < 32) {
            long end = data.consumeBoolean() ? base.size() : Math.min(FRONT, base.size());
            long offset = data.consumeLong(0, Math.max(0, end - 1));
            patches.add(new Patch(offset, data.consumeBytes(data.consumeInt(1, 16))));
        }
        return new PatchedDevice(base, patches);
    }

    @Override
    public String name() {
        return base.name();
    }

    @Override
    public long size() {
        return base.size();
    }

    @Override
    public void read(long offset, ByteBuffer destination) throws IOException {
        int start = destination.position();
        int length = destination.remaining();
        base.read(offset, destination);
        for (Patch patch : patches) {
            for (int i = 0; i < patch.bytes.length; i++) {
                long at = patch.offset + i - offset;
                if (at >= 0 && at < length) {
                    destination.put(start + (int) at, patch.bytes[i]);
                }
            }
        }
    }
}
