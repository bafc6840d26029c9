package org.guestscope.disk.fs;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;

/** A raw image file as a device. */
record FileDevice(String name, FileChannel channel, long size, int sectorSize) implements BlockDevice, AutoCloseable {

    static FileDevice open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path);
        return new FileDevice(path.getFileName().toString(), channel, channel.size(), 512);
    }

    @Override
    public void read(long offset, ByteBuffer destination) throws IOException {
        if (offset < 0 || offset > size || destination.remaining() > size - offset) {
            throw DiskFormatException.bad(name, offset, "read", "beyond the end");
        }
        long at = offset;
        while (destination.hasRemaining()) {
            int count = channel.read(destination, at);
            if (count < 0) {
                throw new EOFException(name);
            }
            at += count;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
