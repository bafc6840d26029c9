package org.guestscope.disk.fs;

import java.io.IOException;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;

/** Computes the usage of a filesystem whose signature is known to be on a device. */
@FunctionalInterface
interface UsageReader {

    /**
     * The usage a read-only mount would report.
     *
     * @throws DiskFormatException when the structures cannot be, so that a mount would fail
     */
    Usage read(BlockDevice device) throws IOException;
}
