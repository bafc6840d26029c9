package org.guestscope.disk.fs.blkid;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.jspecify.annotations.Nullable;

/** A device as signature checks see it: a structure that would reach beyond its end is absent, which is no error. */
final class Window {

    /** libblkid's bound for "tiny" devices: a 1.44 MB floppy. */
    private static final long TINY_BYTES = 1440 << 10;

    private final BlockDevice device;

    Window(BlockDevice device) {
        this.device = device;
    }

    long size() {
        return device.size();
    }

    int sectorSize() {
        return device.sectorSize();
    }

    /** On tiny devices the first signature wins and no RAID member is looked for. */
    boolean isTiny() {
        return size() <= TINY_BYTES;
    }

    boolean holds(long offset, int length) {
        return offset >= 0 && offset <= size() && length <= size() - offset;
    }

    byte @Nullable [] bytes(long offset, int length) throws IOException {
        if (!holds(offset, length)) {
            return null;
        }
        byte[] bytes = new byte[length];
        device.read(offset, ByteBuffer.wrap(bytes));
        return bytes;
    }

    /** Whether {@code expected} stands at {@code offset}. */
    boolean matches(long offset, byte[] expected) throws IOException {
        byte[] found = bytes(offset, expected.length);
        return found != null && java.util.Arrays.equals(found, expected);
    }

    @Nullable Cursor littleEndian(long offset, int length, String structure) throws IOException {
        return holds(offset, length) ? Cursor.read(device, offset, length, ByteOrder.LITTLE_ENDIAN, structure) : null;
    }

    @Nullable Cursor bigEndian(long offset, int length, String structure) throws IOException {
        return holds(offset, length) ? Cursor.read(device, offset, length, ByteOrder.BIG_ENDIAN, structure) : null;
    }
}
