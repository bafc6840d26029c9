package org.guestscope.disk.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.guestscope.disk.BlockDevice;

/**
 * Decides a file's format by the magic in its first bytes, the way QEMU does. What has no known magic is raw.
 *
 * <p>Only a whole file is probed, never the contents of an image: a guest can write any magic to its own disk.
 */
final class FormatProbe {

    /** Enough for every magic, and for the comments that may stand before a VMDK descriptor's version line. */
    private static final int HEAD = 2048;

    private static final int VDI_SIGNATURE_OFFSET = 64;
    private static final int VDI_SIGNATURE = 0xbeda107f;

    private record Magic(ImageFormat format, byte[] bytes) {
        Magic(ImageFormat format, String bytes) {
            this(format, bytes.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /**
     * Magics at offset 0. A fixed VHD has its magic at the end alone, where any guest's last sector may have it too: as
     * with QEMU it is a raw image unless the user says otherwise.
     */
    private static final List<Magic> MAGICS = List.of(
            new Magic(ImageFormat.QCOW2, "QFI\u00fb\0\0\0\2"),
            new Magic(ImageFormat.QCOW2, "QFI\u00fb\0\0\0\3"),
            new Magic(ImageFormat.QCOW, "QFI\u00fb\0\0\0\1"),
            new Magic(ImageFormat.QCOW2, "QFI\u00fb"),
            new Magic(ImageFormat.QED, "QED\0"),
            new Magic(ImageFormat.VMDK, "KDMV"),
            new Magic(ImageFormat.VMDK, "COWD"),
            new Magic(ImageFormat.VHD, "conectix"),
            new Magic(ImageFormat.VHDX, "vhdxfile"),
            new Magic(ImageFormat.PARALLELS, "WithoutFreeSpace"),
            new Magic(ImageFormat.PARALLELS, "WithouFreSpacExt"),
            new Magic(ImageFormat.LUKS, "LUKS\u00ba\u00be\0\1"),
            new Magic(ImageFormat.BOCHS, "Bochs Virtual HD Image"),
            new Magic(ImageFormat.CLOOP, "#!/bin/sh\n#V2.0 Format\nmodprobe cloop"));

    private FormatProbe() {}

    static ImageFormat probe(BlockDevice file) throws IOException {
        ByteBuffer head = ByteBuffer.allocate((int) Math.min(HEAD, file.size())).order(ByteOrder.LITTLE_ENDIAN);
        file.read(0, head);
        head.flip();
        for (Magic magic : MAGICS) {
            if (startsWith(head, magic.bytes)) {
                return magic.format;
            }
        }
        if (head.limit() >= VDI_SIGNATURE_OFFSET + Integer.BYTES
                && head.getInt(VDI_SIGNATURE_OFFSET) == VDI_SIGNATURE) {
            return ImageFormat.VDI;
        }
        return isVmdkDescriptor(head) ? ImageFormat.VMDK : ImageFormat.RAW;
    }

    private static boolean startsWith(ByteBuffer head, byte[] magic) {
        return head.limit() >= magic.length && head.slice(0, magic.length).equals(ByteBuffer.wrap(magic));
    }

    /** A descriptor is text: comment lines and blank lines, then a line with its version. */
    private static boolean isVmdkDescriptor(ByteBuffer head) {
        String text = StandardCharsets.ISO_8859_1.decode(head.duplicate()).toString();
        if (!text.startsWith("#")) {
            return false;
        }
        for (String line : text.split("\n", -1)) {
            String bare = line.strip();
            if (!bare.isEmpty() && !bare.startsWith("#")) {
                return bare.matches("version=[123]");
            }
        }
        return false;
    }
}
