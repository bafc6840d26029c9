package org.guestscope.hostvalidate.probe;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * An initramfs with one program, /init, that writes {@link #MARKER} to the console and then waits for ever. It proves
 * that kernel and user mode work, with no file system, driver or library in the way.
 */
final class MarkerInitramfs {
    /** What appears on the console once a program runs. */
    static final String MARKER = "guestscope: user mode reached";

    private static final int ELF_HEADER_SIZE = 64;
    private static final int PROGRAM_HEADER_SIZE = 56;
    private static final int CODE_OFFSET = ELF_HEADER_SIZE + PROGRAM_HEADER_SIZE;
    private static final long LOAD_ADDRESS = 0x400000;
    private static final int CODE_SIZE = 33;
    private static final int MODE_PROGRAM = 0100755;

    private MarkerInitramfs() {}

    /** The archive, in cpio's "newc" format, for x86-64. */
    static byte[] archive() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        entry(out, "init", MODE_PROGRAM, program());
        entry(out, "TRAILER!!!", 0, new byte[0]);
        return out.toByteArray();
    }

    /**
     * One member: magic, then inode, mode, uid, gid, links, time, size, device (2), special device (2), length of the
     * name with its NUL and a checksum nobody reads, 8 hexadecimal digits each; then name and content, each padded to 4
     * (kernel: Documentation/driver-api/early-userspace/buffer-format.rst).
     */
    private static void entry(ByteArrayOutputStream out, String name, int mode, byte[] content) {
        StringBuilder header = new StringBuilder("070701");
        int[] fields = {out.size() + 1, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length() + 1, 0};
        for (int field : fields) {
            header.append(String.format("%08X", field));
        }
        out.writeBytes(header.append(name).append('\0').toString().getBytes(StandardCharsets.US_ASCII));
        pad(out);
        out.writeBytes(content);
        pad(out);
    }

    private static void pad(ByteArrayOutputStream out) {
        while (out.size() % 4 != 0) {
            out.write(0);
        }
    }

    /** A static ELF executable of one loaded segment: the headers, the code, the text. */
    private static byte[] program() {
        byte[] text = (MARKER + "\n").getBytes(StandardCharsets.US_ASCII);
        int size = CODE_OFFSET + CODE_SIZE + text.length;
        ByteBuffer elf = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        // ELF header: magic, 64-bit, little-endian, version 1, System V; padding (8).
        elf.put(new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
        // type EXEC, machine x86-64, version, entry, program headers' offset, section headers' offset, flags.
        elf.putShort((short) 2).putShort((short) 62).putInt(1);
        elf.putLong(LOAD_ADDRESS + CODE_OFFSET)
                .putLong(ELF_HEADER_SIZE)
                .putLong(0)
                .putInt(0);
        // sizes: this header, a program header, how many; a section header, how many, names.
        elf.putShort((short) ELF_HEADER_SIZE)
                .putShort((short) PROGRAM_HEADER_SIZE)
                .putShort((short) 1);
        elf.putShort((short) 0).putShort((short) 0).putShort((short) 0);
        // program header: LOAD, read and execute, offset, virtual and physical address, sizes, alignment.
        elf.putInt(1).putInt(5).putLong(0).putLong(LOAD_ADDRESS).putLong(LOAD_ADDRESS);
        elf.putLong(size).putLong(size).putLong(0x1000);
        elf.put((byte) 0xB8).putInt(1); // mov eax, 1 (write)
        elf.put((byte) 0xBF).putInt(1); // mov edi, 1 (standard output)
        elf.put(new byte[] {0x48, (byte) 0x8D, 0x35}).putInt(16); // lea rsi, [rip + 16] (the text)
        elf.put((byte) 0xBA).putInt(text.length); // mov edx, length
        elf.put(new byte[] {0x0F, 0x05}); // syscall
        elf.put((byte) 0xB8).putInt(34); // mov eax, 34 (pause)
        elf.put(new byte[] {0x0F, 0x05}); // syscall
        elf.put(new byte[] {(byte) 0xEB, (byte) 0xF7}); // jmp back to pause
        return elf.put(text).array();
    }
}
