package org.guestscope.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A bounded, read-only run of bytes: a disk image, a partition, a logical volume or a file in memory.
 *
 * <p>Implementations are safe for use by one thread at a time unless they say otherwise. Reading never changes what is
 * read.
 */
public interface BlockDevice {

    /** What errors call this device: a file name as the user gave it, or a name such as {@code guest.img: /dev/sda1}. */
    String name();

    /** The size in bytes; every offset below it can be read. */
    long size();

    /** The logical sector size in bytes: 512 or 4096. */
    default int sectorSize() {
        return 512;
    }

    /**
     * Fills all of {@code destination}'s remaining bytes from {@code offset} on.
     *
     * @param offset where to begin, in bytes from the start of the device
     * @throws DiskFormatException when the range leaves the device, or the image that holds it is damaged there
     * @throws IOException when the host cannot read the file below
     */
    void read(long offset, ByteBuffer destination) throws IOException;

    /**
     * Refuses a read that leaves the device; for the implementations of {@link #read}.
     *
     * @param offset where the read begins, in bytes
     * @param length how many bytes are wanted
     */
    default void checkInside(long offset, int length) throws DiskFormatException {
        long size = size();
        if (offset < 0 || offset > size || length > size - offset) {
            throw DiskFormatException.bad(
                    name(), offset, "read", "%d bytes wanted, device ends at 0x%x".formatted(length, size));
        }
    }

    /**
     * The part of this device from {@code offset} on, {@code length} bytes long, under another name.
     *
     * @throws DiskFormatException when the range is not wholly inside this device
     */
    default BlockDevice slice(String name, long offset, long length) throws DiskFormatException {
        return Slice.of(this, name, offset, length);
    }
}
