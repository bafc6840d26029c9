package org.guestscope.disk.guest;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.KernelCrc;
import org.guestscope.disk.PatchedDevice;
import org.guestscope.disk.Seal;
import org.guestscope.disk.SparseDevice;
import org.guestscope.disk.volume.RealVolumesTest;

/** Disks with bytes changed: a layout is found for all of them, and its devices end in data or in an error. */
class LayoutFuzzTest {

    private static final int MIB = 1 << 20;

    /** Unpacked once, as a fuzzer asks for the same one thousands of times. */
    private static final Map<String, SparseDevice> GOOD = new HashMap<>();

    /** LVM begins its checksums with a value of its own. */
    private static final Seal.Sum LVM_SUM = bytes -> KernelCrc.CRC32.update(0xf597a6cf, bytes);

    /** The label in sector 1 and the header of the metadata area behind the first page, where pvcreate has them. */
    private static final List<Seal> LVM_SEALS =
            List.of(new Seal(512 + 20, 492, 512 + 16, LVM_SUM), new Seal(4096 + 4, 508, 4096, LVM_SUM));

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
        // All that are picked from stay in memory, of which a fuzzer has little.
        String[] arrays = {"r1090", "r110", "r111", "r5ls"};
        String array = data.pickValue(arrays);
        int members = array.equals("r5ls") ? 4 : 2;
        List<BlockDevice> disks = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            disks.add(good("md/%s-%d.map.gz".formatted(array, i)));
        }
        BlockDevice changed = PatchedDevice.of(disks.get(0), data);
        long superblock = Map.of("r110", ((changed.size() >> 9) - 16 & ~7L) << 9, "r111", 0L)
                .getOrDefault(array, 4096L);
        disks.set(0, array.equals("r1090") ? changed : Seal.over(changed, List.of(mdSeal(changed, superblock))));
        layOut(disks);
    }

    /** The sum of version 1 (include/uapi/linux/raid/md_p.h), which has max_dev roles behind the fixed part. */
    private static Seal mdSeal(BlockDevice device, long superblock) throws IOException {
        ByteBuffer roles = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        device.read(superblock + 220, roles);
        int length = 256 + 2 * Math.min(Short.toUnsignedInt(roles.getShort(0)), 1920);
        return new Seal(superblock, length, superblock + 216, bytes -> {
            ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            long sum = 0;
            while (words.remaining() >= Integer.BYTES) {
                sum += Integer.toUnsignedLong(words.getInt());
            }
            if (words.hasRemaining()) {
                sum += Short.toUnsignedInt(words.getShort());
            }
            return (int) (sum + (sum >>> 32));
        });
    }

    @FuzzTest(maxDuration = "1m")
    void logicalVolumes(FuzzedDataProvider data) throws IOException {
        List<BlockDevice> disks = new ArrayList<>();
        for (String disk : data.consumeBoolean() ? List.of("a", "b") : List.of("h")) {
            disks.add(Seal.over(PatchedDevice.of(good("lvm/" + disk + ".map.gz"), data), LVM_SEALS));
        }
        layOut(disks);
    }

    private static SparseDevice good(String map) throws IOException {
        SparseDevice device = GOOD.get(map);
        if (device == null) {
            device = SparseDevice.fromMap(RealVolumesTest.class, map);
            GOOD.put(map, device);
        }
        return device;
    }
}
