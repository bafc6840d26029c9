package org.guestscope.appliance.build;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;

/**
 * Writes one member of an initial file system: an uncompressed cpio archive in the kernel's "newc" form
 * (Documentation/driver-api/early-userspace/buffer-format.rst). Members may be joined end to end.
 */
final class Initramfs implements Closeable {

    /** The kernel reads members at multiples of four bytes; pad further, so that files can be joined as they are. */
    private static final int BLOCK = 512;

    private final CpioArchiveOutputStream archive;
    private long inode;

    Initramfs(OutputStream out) {
        archive = new CpioArchiveOutputStream(new BufferedOutputStream(out, 1 << 16), CpioConstants.FORMAT_NEW, BLOCK);
    }

    void directory(String name) throws IOException {
        put(name, CpioConstants.C_ISDIR | 0755, new byte[0]);
    }

    void file(String name, int mode, byte[] content) throws IOException {
        put(name, CpioConstants.C_ISREG | mode, content);
    }

    void file(String name, int mode, String content) throws IOException {
        file(name, mode, content.getBytes(StandardCharsets.UTF_8));
    }

    void symlink(String name, String target) throws IOException {
        put(name, CpioConstants.C_ISLNK | 0777, target.getBytes(StandardCharsets.UTF_8));
    }

    /** A character device: the kernel opens /dev/console before anything could have made it. */
    void characterDevice(String name, int major, int minor) throws IOException {
        CpioArchiveEntry entry = entry(name, CpioConstants.C_ISCHR | 0600, 0);
        entry.setRemoteDeviceMaj(major);
        entry.setRemoteDeviceMin(minor);
        archive.putArchiveEntry(entry);
        archive.closeArchiveEntry();
    }

    private void put(String name, long mode, byte[] content) throws IOException {
        archive.putArchiveEntry(entry(name, mode, content.length));
        archive.write(content);
        archive.closeArchiveEntry();
    }

    private CpioArchiveEntry entry(String name, long mode, long size) {
        CpioArchiveEntry entry = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, name, size);
        entry.setMode(mode);
        entry.setInode(++inode);
        entry.setNumberOfLinks(1);
        entry.setTime(ApplianceBuilder.FILE_TIME_MILLIS / 1000);
        return entry;
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
