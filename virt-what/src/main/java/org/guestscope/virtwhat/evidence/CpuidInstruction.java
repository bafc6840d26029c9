package org.guestscope.virtwhat.evidence;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * CPUID by the instruction itself: a few bytes of machine code in an executable mapping, called through JNA. It needs no
 * privilege, but loading JNA costs as much as the rest of the run, so it comes after everything that is cheaper.
 *
 * <p>x86-64 with the System V calling convention only. The mapping is written first and made executable afterwards, never
 * both at once, so that systems that forbid writable code do not mind; it stays until the process ends.
 */
final class CpuidInstruction implements Cpuid {

    /** {@code void f(int leaf, int subleaf, int registers[4])}: edi, esi, rdx. */
    private static final byte[] CODE = {
        (byte) 0xf3,
        0x0f,
        0x1e,
        (byte) 0xfa, // endbr64
        0x53, // push rbx, which belongs to the caller
        0x49,
        (byte) 0x89,
        (byte) 0xd0, // mov r8, rdx
        (byte) 0x89,
        (byte) 0xf8, // mov eax, edi
        (byte) 0x89,
        (byte) 0xf1, // mov ecx, esi
        0x0f,
        (byte) 0xa2, // cpuid
        0x41,
        (byte) 0x89,
        0x00, // mov [r8], eax
        0x41,
        (byte) 0x89,
        0x58,
        0x04, // mov [r8+4], ebx
        0x41,
        (byte) 0x89,
        0x48,
        0x08, // mov [r8+8], ecx
        0x41,
        (byte) 0x89,
        0x50,
        0x0c, // mov [r8+12], edx
        0x5b, // pop rbx
        (byte) 0xc3 // ret
    };

    /** From {@code <sys/mman.h>}, the same on every Linux architecture that has this code. */
    private static final int PROT_READ = 1;

    private static final int PROT_WRITE = 2;
    private static final int PROT_EXEC = 4;
    private static final int MAP_PRIVATE = 0x02;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final long MAPPING_BYTES = 4096;

    private static final String SEARCH_PATH = "jna.platform.library.path";

    private final Function code;
    private final Memory registers = new Memory(16);

    private CpuidInstruction(Function code) {
        this.code = code;
    }

    /** Places the code; null on another processor, or where the system forbids it or JNA has no native part. */
    static @Nullable CpuidInstruction place() {
        if (!System.getProperty("os.arch", "").equals("amd64")
                || !System.getProperty("os.name", "").equals("Linux")) {
            return null;
        }
        try {
            if (System.getProperty(SEARCH_PATH) == null) {
                // Unless told where libraries are, JNA runs ldconfig to find out; this process has libc already.
                System.setProperty(SEARCH_PATH, "/lib");
            }
            NativeLibrary libc = NativeLibrary.getProcess();
            Pointer mapping = libc.getFunction("mmap").invokePointer(new Object[] {
                Pointer.NULL, MAPPING_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0L
            });
            if (mapping == null || Pointer.nativeValue(mapping) == -1) {
                return null;
            }
            mapping.write(0, CODE, 0, CODE.length);
            int refused = libc.getFunction("mprotect")
                    .invokeInt(new Object[] {mapping, MAPPING_BYTES, PROT_READ | PROT_EXEC});
            return refused != 0 ? null : new CpuidInstruction(Function.getFunction(mapping));
        } catch (LinkageError | RuntimeException e) {
            // No place to unpack JNA's native part, no executable mappings.
            return null;
        }
    }

    @Override
    public Registers query(int leaf, int subleaf) {
        code.invokeVoid(new Object[] {leaf, subleaf, registers});
        return new Registers(registers.getInt(0), registers.getInt(4), registers.getInt(8), registers.getInt(12));
    }

    @Override
    public String source() {
        return "CPUID instruction";
    }
}
