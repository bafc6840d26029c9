package org.guestscope.appliance.build;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.SingleXZInputStream;

/**
 * Takes the kernel out of its self-extracting image, because unpacking it costs a guest under TCG more time than all the
 * rest of a boot. QEMU starts such a kernel through its PVH entry; without one the image stays as it is.
 */
final class KernelImage {

    // Offsets of the boot protocol's setup header (Documentation/arch/x86/boot.rst).
    private static final int SETUP_SECTS = 0x1f1;
    private static final int HEADER_MAGIC_OFFSET = 0x202;
    private static final int HEADER_MAGIC = 0x53726448; // "HdrS"
    private static final int PAYLOAD_OFFSET = 0x248;
    private static final int PAYLOAD_LENGTH = 0x24c;
    private static final int SECTOR = 512;
    private static final int DEFAULT_SETUP_SECTS = 4;

    private static final int ELF_MAGIC = 0x464c457f;
    private static final int PT_NOTE = 4;
    private static final int PROGRAM_HEADER_BYTES = 56;

    /** XEN_ELFNOTE_PHYS32_ENTRY (include/xen/interface/elfnote.h): the PVH entry. */
    private static final int PVH_ENTRY = 18;

    /** A distribution's kernel takes 60 MiB; much more means a damaged image. */
    private static final int MAX_KERNEL_BYTES = 512 << 20;

    private KernelImage() {}

    /** The kernel in the image as an ELF file with a PVH entry; the image itself when there is none. */
    static byte[] unpacked(byte[] image) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        if (image.length < PAYLOAD_LENGTH + Integer.BYTES || header.getInt(HEADER_MAGIC_OFFSET) != HEADER_MAGIC) {
            return image;
        }
        int setup = image[SETUP_SECTS] == 0 ? DEFAULT_SETUP_SECTS : image[SETUP_SECTS] & 0xff;
        long start = (setup + 1L) * SECTOR + Integer.toUnsignedLong(header.getInt(PAYLOAD_OFFSET));
        long length = Integer.toUnsignedLong(header.getInt(PAYLOAD_LENGTH));
        if (start + length > image.length) {
            return image;
        }
        try (InputStream payload =
                decompress(new ByteArrayInputStream(image, (int) start, (int) length), image, start)) {
            byte[] kernel = payload.readNBytes(MAX_KERNEL_BYTES);
            return hasPvhEntry(kernel) ? kernel : image;
        }
    }

    private static InputStream decompress(InputStream in, byte[] image, long at) throws IOException {
        int magic = (image[(int) at] & 0xff) << 8 | image[(int) at + 1] & 0xff;
        return switch (magic) {
            // The uncompressed size follows the stream, so this is no plain xz file.
            case 0xfd37 -> new SingleXZInputStream(in);
            case 0x28b5 -> new ZstdInputStream(in);
            case 0x1f8b -> new GZIPInputStream(in);
            // Another compression (lz4, lzo, ...): no ELF file comes out, so the image is used as it is.
            default -> in;
        };
    }

    static boolean hasPvhEntry(byte[] kernel) {
        ByteBuffer elf = ByteBuffer.wrap(kernel).order(ByteOrder.LITTLE_ENDIAN);
        if (kernel.length < 64 || elf.getInt(0) != ELF_MAGIC) {
            return false;
        }
        long headers = elf.getLong(32); // e_phoff
        int count = Short.toUnsignedInt(elf.getShort(56)); // e_phnum
        for (int i = 0; i < count; i++) {
            long at = headers + (long) i * PROGRAM_HEADER_BYTES;
            if (at < 0 || at + PROGRAM_HEADER_BYTES > kernel.length) {
                return false;
            }
            if (elf.getInt((int) at) == PT_NOTE) {
                long offset = elf.getLong((int) at + 8); // p_offset
                long size = elf.getLong((int) at + 32); // p_filesz
                if (offset >= 0
                        && size >= 0
                        && offset <= kernel.length - size
                        && hasPvhNote(elf, offset, offset + size)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean hasPvhNote(ByteBuffer elf, long start, long end) {
        long at = start;
        while (at + 12 <= end) {
            long nameSize = Integer.toUnsignedLong(elf.getInt((int) at));
            long valueSize = Integer.toUnsignedLong(elf.getInt((int) at + 4));
            if (elf.getInt((int) at + 8) == PVH_ENTRY && nameSize == 4 && elf.getInt((int) at + 12) == 0x006e6558) {
                return true;
            }
            at += 12 + (nameSize + 3 & ~3L) + (valueSize + 3 & ~3L);
        }
        return false;
    }
}
