package org.guestscope.virtwhat.evidence;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * CPUID through the kernel's device: a read of 16 bytes at the offset that is the leaf, the subleaf in its upper half.
 * The machine-specific registers have a sister device with the same manners. Both need root, and a driver that many
 * distributions leave out.
 *
 * @see <a href="https://man7.org/linux/man-pages/man4/cpuid.4.html">cpuid(4), msr(4)</a>
 */
final class CpuidDevice implements Cpuid {

    private static final String CPUID = "/dev/cpu/0/cpuid";
    static final String MSR = "/dev/cpu/0/msr";

    private final RandomAccessFile device;
    private final byte[] answer = new byte[16];

    private CpuidDevice(RandomAccessFile device) {
        this.device = device;
    }

    /** Opens the device; null when there is none or it may not be read. It stays open as long as the process. */
    static @Nullable CpuidDevice open() {
        try {
            return new CpuidDevice(new RandomAccessFile(CPUID, "r"));
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public Registers query(int leaf, int subleaf) {
        try {
            device.seek(Integer.toUnsignedLong(leaf) | (long) subleaf << 32);
            device.readFully(answer);
        } catch (IOException e) {
            return Registers.ZERO;
        }
        ByteBuffer fields = ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN);
        return new Registers(fields.getInt(), fields.getInt(), fields.getInt(), fields.getInt());
    }

    @Override
    public String source() {
        return CPUID;
    }

    /** A machine-specific register; null when the device is absent, forbidden or refuses the register. */
    static @Nullable Long readMsr(int index) {
        try (RandomAccessFile device = new RandomAccessFile(MSR, "r")) {
            byte[] value = new byte[8];
            device.seek(Integer.toUnsignedLong(index));
            device.readFully(value);
            return ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong();
        } catch (IOException e) {
            return null;
        }
    }
}
