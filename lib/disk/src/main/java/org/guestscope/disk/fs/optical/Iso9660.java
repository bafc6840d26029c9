package org.guestscope.disk.fs.optical;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.disk.fs.Usage;

/**
 * Usage of an ISO 9660 or High Sierra disc: the primary volume descriptor.
 *
 * @see <a href="https://ecma-international.org/publications-and-standards/standards/ecma-119/">ECMA-119</a>
 */
public final class Iso9660 {

    private static final long DESCRIPTORS = 0x8000;
    private static final int SECTOR_BYTES = 2048;
    private static final int MAX_DESCRIPTORS = 100;
    private static final int PRIMARY = 1;
    private static final int END = 255;
    private static final int DIRECTORY = 0x2;

    private Iso9660() {}

    /**
     * What statfs reports after a mount.
     *
     * @throws DiskFormatException when the mount would fail
     */
    public static Usage usage(BlockDevice device) throws IOException {
        for (int i = 0; i < MAX_DESCRIPTORS; i++) {
            long offset = DESCRIPTORS + (long) i * SECTOR_BYTES;
            Cursor in =
                    Cursor.read(device, offset, SECTOR_BYTES, ByteOrder.LITTLE_ENDIAN, "ISO 9660 volume descriptor");
            if (id(in, 9).equals("CDROM")) {
                return usage(device, in, in.at(8).u8(), 88, 136, 180, 24);
            }
            if (!id(in, 1).equals("CD001") || in.at(0).u8() == END) {
                break;
            }
            if (in.at(0).u8() == PRIMARY) {
                return usage(device, in, PRIMARY, 80, 128, 156, 25);
            }
        }
        throw DiskFormatException.bad(
                device.name(), DESCRIPTORS, "ISO 9660 volume descriptors", "no primary one among them");
    }

    private static String id(Cursor in, int at) throws DiskFormatException {
        return new String(in.at(at).bytes(5), StandardCharsets.ISO_8859_1);
    }

    private static Usage usage(
            BlockDevice device, Cursor in, int type, int spaceAt, int blockSizeAt, int rootAt, int flagsAt)
            throws IOException {
        long blocks = in.at(spaceAt).u32();
        int blockSize = in.at(blockSizeAt).u16();
        if (type != PRIMARY || (blockSize != 512 && blockSize != 1024 && blockSize != 2048)) {
            throw in.at(blockSizeAt).bad("logical block size", "%d, must be 512, 1024 or 2048".formatted(blockSize));
        }
        if (blockSize < device.sectorSize()) {
            throw in.at(blockSizeAt)
                    .bad("logical block size", "%d, the device has %d".formatted(blockSize, device.sectorSize()));
        }
        long extended = in.at(rootAt + 1).u8();
        long root = in.u32() + extended;
        Cursor directory =
                Cursor.read(device, root * blockSize, 34, ByteOrder.LITTLE_ENDIAN, "ISO 9660 root directory");
        if ((directory.at(flagsAt).u8() & DIRECTORY) == 0) {
            throw directory.bad("flags", "do not make it a directory");
        }
        return new Usage.Exact(new StatVfs(blockSize, blocks, 0, 0, 0, 0));
    }
}
