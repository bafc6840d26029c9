package org.guestscope.appliance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells an image's format by its first bytes, as QEMU would. Whatever is nothing else is raw; a LUKS header too, since
 * the guest opens it.
 */
final class ImageFormat {

    private static final int HEAD_BYTES = 512;

    /** VirtualBox's magic stands behind 64 bytes of text. */
    private static final int VDI_MAGIC_OFFSET = 64;

    private static final String VDI_MAGIC = "\u007f\u0010\u00da\u00be";

    private ImageFormat() {}

    /** QEMU's name of the format of a local file. */
    static String detect(Path file) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            while (head.hasRemaining() && channel.read(head) >= 0) {
                // A short read is followed by another.
            }
            // A fixed VHD has its header only as a footer.
            String text = latin1(head);
            String format = detect(text);
            if (format.equals("raw") && channel.size() >= HEAD_BYTES && channel.size() % HEAD_BYTES == 0) {
                channel.position(channel.size() - HEAD_BYTES);
                head.clear();
                while (head.hasRemaining() && channel.read(head) >= 0) {
                    // As above.
                }
                return latin1(head).startsWith("conectix") ? "vpc" : "raw";
            }
            return format;
        }
    }

    /** The format of an image that begins with {@code head}, one byte a character. */
    static String detect(String head) {
        if (head.startsWith("QFI\u00fb")) {
            return "qcow2";
        }
        if (head.startsWith("KDMV") || head.startsWith("COWD") || head.startsWith("# Disk DescriptorFile")) {
            return "vmdk";
        }
        if (head.startsWith(VDI_MAGIC, VDI_MAGIC_OFFSET)) {
            return "vdi";
        }
        if (head.startsWith("vhdxfile")) {
            return "vhdx";
        }
        if (head.startsWith("conectix")) {
            return "vpc";
        }
        if (head.startsWith("QED\0")) {
            return "qed";
        }
        if (head.startsWith("WithoutFreeSpace") || head.startsWith("WithouFreSpacExt")) {
            return "parallels";
        }
        return "raw";
    }

    private static String latin1(ByteBuffer buffer) {
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
    }
}
