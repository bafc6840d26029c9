package org.guestscope.disk.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.MappedDevice;
import org.jspecify.annotations.Nullable;

/** What all formats share that map runs of the guest's disk to runs of a file, of a parent image, or to zeros. */
abstract class MappedImage extends MappedDevice {

    MappedImage(String name, long size) {
        super(name, size, 512); // the opened image as a whole knows what its guest sees
    }

    /** Fills {@code destination} from a parent image; a missing parent, or one that ends before, gives zeros. */
    static void readParent(@Nullable BlockDevice parent, long offset, ByteBuffer destination) throws IOException {
        if (parent == null) {
            zero(destination);
        } else {
            readZeroExtended(parent, offset, destination);
        }
    }

    /** Fills {@code destination} from {@code source}, with zeros for what lies behind its end. */
    static void readZeroExtended(BlockDevice source, long offset, ByteBuffer destination) throws IOException {
        long there = Math.max(0, Math.min(destination.remaining(), source.size() - offset));
        int end = destination.limit();
        if (there > 0) {
            destination.limit(destination.position() + (int) there);
            source.read(offset, destination);
            destination.limit(end);
        }
        zero(destination);
    }

    /**
     * Fills {@code destination} from the data an image's table points to. A last cluster that its file holds in part is
     * completed with zeros, as its writer left it; one that is wholly behind the end means that the file was cut.
     */
    final void readData(BlockDevice file, long fileOffset, long offset, ByteBuffer destination) throws IOException {
        if (fileOffset < 0 || fileOffset >= file.size()) {
            throw DiskFormatException.bad(
                    name(),
                    fileOffset,
                    "data cluster",
                    "of guest offset 0x%x lies behind the end of %s at 0x%x"
                            .formatted(offset, file.name().equals(name()) ? "the file" : file.name(), file.size()));
        }
        readZeroExtended(file, fileOffset, destination);
    }
}
