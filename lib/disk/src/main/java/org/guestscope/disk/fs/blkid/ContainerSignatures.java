package org.guestscope.disk.fs.blkid;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.guestscope.disk.Cursor;

/** Volume members, encryption and other containers. */
final class ContainerSignatures {

    private static final byte[] FVE = "-FVE-FS-".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TO_GO = "MSWIN4.1".getBytes(StandardCharsets.US_ASCII);

    private ContainerSignatures() {}

    /** BitLocker volumes keep a FAT- or NTFS-like boot sector; its metadata must be where the sector says. */
    static boolean isBitLocker(Window window) throws IOException {
        Cursor in = window.littleEndian(0, 512, "BitLocker boot sector");
        if (in == null) {
            return false;
        }
        if (window.matches(0, new byte[] {(byte) 0xeb, 0x52, (byte) 0x90}) && window.matches(3, FVE)) {
            return true;
        }
        if (!window.matches(0, new byte[] {(byte) 0xeb, 0x58, (byte) 0x90})) {
            return false;
        }
        long metadata;
        if (window.matches(3, FVE)) {
            metadata = in.at(176).u64();
        } else if (window.matches(3, TO_GO)) {
            metadata = in.at(440).u64();
        } else {
            return false;
        }
        return metadata != 0 && window.matches(metadata, FVE);
    }
}
