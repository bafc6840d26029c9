package org.guestscope.disk.volume.lvm;

import java.nio.ByteBuffer;
import org.guestscope.disk.MappedDevice;

/** A segment of LVM's type "zero". */
final class Zeros extends MappedDevice {

    Zeros(String name, long size) {
        super(name, size, 512);
    }

    @Override
    protected long runLength(long offset) {
        return size() - offset;
    }

    @Override
    protected void readRun(long offset, ByteBuffer destination) {
        zero(destination);
    }
}
