package org.guestscope.disk.image;

import java.io.Closeable;
import java.nio.file.Path;
import org.guestscope.disk.BlockDevice;
import org.jspecify.annotations.Nullable;

/** The bytes of an image before its format is known: a file of the host, or a disk of the network. */
interface ImageFile extends BlockDevice, Closeable {

    /** Where names inside the image are relative to; null when that is no place on this host. */
    @Nullable Path path();
}
