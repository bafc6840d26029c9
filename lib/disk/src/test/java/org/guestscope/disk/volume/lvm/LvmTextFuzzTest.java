package org.guestscope.disk.volume.lvm;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.SparseDevice;

/** Metadata text of any kind: it is parsed, mapped and read, or refused in one line. */
class LvmTextFuzzTest {

    @FuzzTest(maxDuration = "1m")
    void text(byte[] bytes) throws IOException {
        try {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            VolumeGroup group = VolumeGroup.of(LvmText.parse("disk", 4608, text));
            Map<String, BlockDevice> physical = new HashMap<>();
            for (VolumeGroup.Physical pv : group.physical().values()) {
                physical.put(pv.id(), new SparseDevice("disk", 8 << 20));
            }
            SegmentMapper mapper = new SegmentMapper("guest", group, physical);
            for (VolumeGroup.Volume volume : group.volumes().values()) {
                mapper.visibleName(volume);
                BlockDevice device = mapper.visible(volume);
                device.read(0, ByteBuffer.allocate((int) Math.min(4096, device.size())));
            }
        } catch (DiskFormatException e) {
            if (e.getMessage().contains("\n")) {
                throw new AssertionError("more than a line: " + e.getMessage(), e);
            }
        }
    }
}
