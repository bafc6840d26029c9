package org.guestscope.disk.guest;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.PatchedDevice;
import org.guestscope.disk.SparseDevice;
import org.guestscope.disk.volume.RealVolumesTest;

/** Disks with bytes changed: a layout is found for all of them, and its devices end in data or in an error. */
class LayoutFuzzTest {

    private static final int MIB = 1 << 20;

    private static void layOut(List<BlockDevice> disks) throws IOException {
        GuestLayout layout = GuestLayout.of(disks);
        for (Candidate candidate : layout.candidates()) {
            if (candidate instanceof Candidate.Readable readable) {
                BlockDevice device = readable.contents();
                try {
                    device.read(device.size() / 2, ByteBuffer.allocate((int) Math.min(4096, device.size() / 2)));
                } catch (DiskFormatException e) {
                    if (e.getMessage().contains("\n")) {
                        throw new AssertionError("more than a line: " + e.getMessage(), e);
                    }
                }
            }
        }
    }

    @FuzzTest(maxDuration = "1m")
    void partitionTables(FuzzedDataProvider data) throws IOException {
        byte[] signature = {0x55, (byte) 0xaa};
        SparseDevice disk = new SparseDevice("disk", 16 * MIB).put(510, signature);
        int kind = data.consumeInt(0, 5);
        byte[][] magics = {{}, {0x0b, (byte) 0xe5, (byte) 0xa9, 0x41}, {0x45, 0x52, 2, 0}, {0x52, 0x44, 0x53, 0x4b}};
        if (kind < magics.length) {
            disk.put(0, magics[kind]);
        } else {
            disk.put(kind == 4 ? 508 : 446 + 4, kind == 4 ? new byte[] {(byte) 0xda, (byte) 0xbe} : new byte[] {5});
        }
        layOut(List.of(PatchedDevice.of(disk, data)));
    }

    @FuzzTest(maxDuration = "1m")
    void mdSuperblocks(FuzzedDataProvider data) throws IOException {
        String[] arrays = {"r1090", "r110", "r0z", "r5ls", "r10f"};
        String array = data.pickValue(arrays);
        int members = array.equals("r5ls") ? 4 : array.startsWith("r1") && !array.equals("r10f") ? 2 : 3;
        List<BlockDevice> disks = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            disks.add(SparseDevice.fromMap(RealVolumesTest.class, "md/%s-%d.map.gz".formatted(array, i)));
        }
        disks.set(0, PatchedDevice.of(disks.get(0), data));
        layOut(disks);
    }

    @FuzzTest(maxDuration = "1m")
    void logicalVolumes(FuzzedDataProvider data) throws IOException {
        List<BlockDevice> disks = new ArrayList<>();
        for (String disk : data.consumeBoolean() ? List.of("a", "b") : List.of("h")) {
            disks.add(PatchedDevice.of(SparseDevice.fromMap(RealVolumesTest.class, "lvm/" + disk + ".map.gz"), data));
        }
        layOut(disks);
    }
}
