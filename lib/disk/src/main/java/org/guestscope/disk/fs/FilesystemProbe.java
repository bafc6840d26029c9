package org.guestscope.disk.fs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.fs.blkid.Blkid;
import org.guestscope.disk.fs.blkid.Identity;

/**
 * Finds out what a device holds and how full it is, from the device's own bytes.
 *
 * <p>A filesystem that spans several devices (btrfs) is read whole only by a probe that knows all of the guest's
 * devices: {@link #over}. Not safe for use by several threads at once.
 */
public final class FilesystemProbe {

    private final List<BlockDevice> devices;

    private FilesystemProbe(List<BlockDevice> devices) {
        this.devices = devices;
    }

    /**
     * What {@code device} holds, looked at alone.
     *
     * @return empty when blkid would name no type: nothing known, or several signatures that contradict each other
     * @throws DiskFormatException when the image below the device is damaged where a signature is looked for
     * @throws IOException when the host cannot read the image
     */
    public static Optional<Filesystem> probe(BlockDevice device) throws IOException {
        return over(List.of(device)).filesystemOn(device);
    }

    /** A probe that knows all of a guest's devices, among which the further members of a filesystem are sought. */
    public static FilesystemProbe over(List<BlockDevice> all) {
        return new FilesystemProbe(List.copyOf(all));
    }

    /**
     * What {@code device} holds; see {@link #probe}. A filesystem that is recognised and cannot be read for being corrupt is
     * returned as {@link Usage.NotMountable}, with the reason.
     */
    public Optional<Filesystem> filesystemOn(BlockDevice device) throws IOException {
        BlockDevice cached = new PageCache(device);
        Optional<Identity> identity = Blkid.identify(cached);
        if (identity.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(UsageReaders.read(identity.get(), cached, devices));
    }
}
