package org.guestscope.agent.action;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.child.ChildResult;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.jspecify.annotations.Nullable;

/**
 * Tells the processor that a program, library, kernel module or initial RAM disk is for, from its own header: ELF's
 * {@code e_machine}, PE's machine, and for compressed files and RAM disks that of what is inside.
 */
final class FileArchitecture {

    /** Enough for any executable's header. */
    private static final int HEADER = 4096;

    private static final int BUFFER = 64 << 10;

    /** Programs that initial RAM disks carry, most of them under one of these names. */
    private static final List<String> RAM_DISK_PROGRAMS = List.of(
            "bin/ls",
            "bin/rm",
            "bin/modprobe",
            "sbin/modprobe",
            "bin/sh",
            "bin/bash",
            "bin/dash",
            "bin/nash",
            "usr/bin/ls",
            "usr/bin/rm",
            "usr/bin/modprobe",
            "usr/sbin/modprobe",
            "usr/bin/bash",
            "usr/bin/busybox",
            "bin/busybox",
            "usr/bin/kmod",
            "bin/kmod",
            "init");

    private final ActionContext context;

    FileArchitecture(ActionContext context) {
        this.context = context;
    }

    String of(String path) throws IOException {
        try (Fd file = context.sysroot().open(path, Posix.O_RDONLY)) {
            BufferedInputStream in = new BufferedInputStream(file.input(), BUFFER);
            String found = ofHeader(peek(in));
            if (found == null) {
                found = ofCompressed(path, in);
            }
            if (found == null) {
                throw new ChildException(path + ": unknown architecture");
            }
            return found;
        }
    }

    private static byte[] peek(BufferedInputStream in) throws IOException {
        in.mark(HEADER + 1);
        byte[] header = in.readNBytes(HEADER);
        in.reset();
        return header;
    }

    private @Nullable String ofCompressed(String path, BufferedInputStream in) throws IOException {
        byte[] start = peek(in);
        byte[] header;
        if (startsWith(start, 0x1f, 0x8b)) {
            header = new GZIPInputStream(in, BUFFER).readNBytes(HEADER);
        } else if (startsWith(start, 0xfd, '7', 'z')) {
            header = unpacked("xz", in);
        } else if (startsWith(start, 0x28, 0xb5, 0x2f, 0xfd)) {
            header = unpacked("zstd", in);
        } else if (startsWith(start, 'B', 'Z', 'h')) {
            header = unpacked("bzip2", in);
        } else if (startsWith(start, '0', '7', '0', '7')) {
            return ofRamDisk(path);
        } else {
            return null;
        }
        return startsWith(header, '0', '7', '0', '7') ? ofRamDisk(path) : ofHeader(header);
    }

    private byte[] unpacked(String tool, InputStream in) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        ChildResult result = context.child(tool, "-dc")
                .stdin(in)
                .stdout(plain -> header.write(plain.readNBytes(HEADER)))
                .run();
        if (header.size() < HEADER && !result.succeeded()) {
            throw new ChildException(result.complaint());
        }
        return header.toByteArray();
    }

    private @Nullable String ofRamDisk(String path) throws IOException {
        try (Fd file = context.sysroot().open(path, Posix.O_RDONLY)) {
            return new InitialRamDisk(context, new BufferedInputStream(file.input(), BUFFER))
                    .first(RAM_DISK_PROGRAMS, (name, size, data) -> ofHeader(data.readNBytes(HEADER)));
        }
    }

    /** The processor of an ELF or PE header, or {@code null}. */
    static @Nullable String ofHeader(byte[] header) {
        if (startsWith(header, 0x7f, 'E', 'L', 'F') && header.length >= 20) {
            boolean little = header[5] == 1;
            boolean wide = header[4] == 2;
            ByteBuffer in = ByteBuffer.wrap(header).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            return ofElf(Short.toUnsignedInt(in.getShort(18)), wide, little);
        } else if (startsWith(header, 'M', 'Z') && header.length >= 64) {
            ByteBuffer in = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
            int pe = in.getInt(0x3c);
            if (pe >= 0 && pe <= header.length - 6 && in.getInt(pe) == 0x4550) {
                return ofPe(Short.toUnsignedInt(in.getShort(pe + 4)));
            }
        }
        return null;
    }

    /** Names are those of {@code uname -m} with the 32-bit x86 ones as i386. */
    private static @Nullable String ofElf(int machine, boolean wide, boolean little) {
        return switch (machine) {
            case 2 -> "sparc";
            case 3 -> "i386";
            case 8 -> wide ? "mips64" : "mips";
            case 18 -> "sparc";
            case 20 -> "ppc";
            case 21 -> little ? "ppc64le" : "ppc64";
            case 22 -> wide ? "s390x" : "s390";
            case 40 -> "arm";
            case 43 -> "sparc64";
            case 50 -> "ia64";
            case 62 -> "x86_64";
            case 183 -> "aarch64";
            case 243 -> wide ? "riscv64" : "riscv32";
            case 258 -> wide ? "loongarch64" : "loongarch32";
            default -> null;
        };
    }

    private static @Nullable String ofPe(int machine) {
        return switch (machine) {
            case 0x14c -> "i386";
            case 0x8664 -> "x86_64";
            case 0xaa64 -> "aarch64";
            case 0x1c0, 0x1c4 -> "arm";
            case 0x200 -> "ia64";
            default -> null;
        };
    }

    private static boolean startsWith(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
