package org.guestscope.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guestscope.disk.PatchedDevice.Patch;

/**
 * A checksum on a device, computed anew after a fuzzer changed what it covers: else readers would refuse every change at
 * their door.
 *
 * @param offset where the bytes begin that it covers
 * @param length how many they are
 * @param target where it is kept, as four bytes of little endian; zeros for the sum if among the bytes covered
 * @param sum the sum of the bytes
 */
public record Seal(long offset, int length, long target, Sum sum) {

    /** A checksum of 32 bits. */
    @FunctionalInterface
    public interface Sum {
        int of(byte[] bytes);
    }

    /** CRC-32 of IEEE 802.3 as everybody has it: all ones at the beginning, complemented at the end. */
    public static final Sum CRC32 = bytes -> ~KernelCrc.CRC32.update(~0, bytes);

    /** CRC-32C, likewise. */
    public static final Sum CRC32C = bytes -> ~KernelCrc.CRC32C.update(~0, bytes);

    /** The device with these of its checksums right, in turn: a later one may cover an earlier one. */
    public static BlockDevice over(BlockDevice device, List<Seal> seals) throws IOException {
        List<Patch> patches = new ArrayList<>();
        PatchedDevice sealed = new PatchedDevice(device, patches);
        for (Seal seal : seals) {
            patches.add(new Patch(seal.target, seal.computed(sealed)));
        }
        return sealed;
    }

    private byte[] computed(BlockDevice device) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        device.read(offset, bytes);
        long at = target - offset;
        if (at >= 0 && at + Integer.BYTES <= length) {
            Arrays.fill(bytes.array(), (int) at, (int) at + Integer.BYTES, (byte) 0);
        }
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(sum.of(bytes.array()))
                .array();
    }
}
