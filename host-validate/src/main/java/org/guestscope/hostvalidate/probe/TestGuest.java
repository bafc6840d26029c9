package org.guestscope.hostvalidate.probe;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.ByteArrayOutputStream;

/**
 * The guest: it counts a register down, writes one byte to a port and halts. Its memory is {@value #MEMORY_SIZE} bytes
 * from guest address 0.
 */
enum TestGuest {
    /** 16-bit, as a processor starts. */
    REAL_MODE("16-bit mode", new int[] {0x66, 0xB9}, new int[] {0x66, 0x49}) {
        @Override
        void prepareMemory(Pointer memory) {
            // Addresses are the memory's own.
        }

        @Override
        void prepareRegisters(Memory sregs) {
            sregs.setLong(CS, 0);
            sregs.setShort(CS + SEGMENT_SELECTOR, (short) 0);
        }
    },

    /** 64-bit with the first 2 MiB mapped to themselves by one large page. */
    LONG_MODE("64-bit mode", new int[] {0xB9}, new int[] {0xFF, 0xC9}) {
        @Override
        void prepareMemory(Pointer memory) {
            memory.setLong(PML4, PDPT | PAGE_PRESENT | PAGE_WRITABLE);
            memory.setLong(PDPT, PAGE_DIRECTORY | PAGE_PRESENT | PAGE_WRITABLE);
            memory.setLong(PAGE_DIRECTORY, PAGE_PRESENT | PAGE_WRITABLE | PAGE_LARGE);
        }

        @Override
        void prepareRegisters(Memory sregs) {
            segment(sregs, CS, 8, CODE_SEGMENT, true);
            for (int number = 1; number <= LAST_DATA_SEGMENT; number++) {
                segment(sregs, CS + number * SEGMENT_SIZE, 16, DATA_SEGMENT, false);
            }
            sregs.setLong(CR0, CR0_PROTECTED_PAGED);
            sregs.setLong(CR3, PML4);
            sregs.setLong(CR4, CR4_PAE);
            sregs.setLong(EFER, EFER_LME | EFER_LMA);
        }
    };

    static final int MEMORY_SIZE = 0x10000;

    /** Where the code lies and begins. */
    static final int START = 0x1000;

    /** The port written, and the byte. */
    static final int PORT = 0x10;

    static final int SIGN = 0x47;

    private static final long PML4 = 0x2000;
    private static final long PDPT = 0x3000;
    private static final long PAGE_DIRECTORY = 0x4000;
    private static final long PAGE_PRESENT = 1;
    private static final long PAGE_WRITABLE = 2;
    private static final long PAGE_LARGE = 0x80;

    // struct kvm_sregs (asm/kvm.h): eight segments of 24 bytes from cs on, two tables of 16, then control registers.
    static final int SREGS_SIZE = 312;
    private static final int CS = 0;
    private static final int SEGMENT_SIZE = 24;
    private static final int LAST_DATA_SEGMENT = 5;
    private static final int CR0 = 224;
    private static final int CR3 = 240;
    private static final int CR4 = 248;
    private static final int EFER = 264;

    // struct kvm_segment: base (8), limit (4), selector (2), then a byte each: type, present, dpl, db, s, l, g, avl.
    private static final int SEGMENT_LIMIT = 8;
    private static final int SEGMENT_SELECTOR = 12;
    private static final int SEGMENT_TYPE = 14;
    private static final int SEGMENT_PRESENT = 15;
    private static final int SEGMENT_DPL = 16;
    private static final int SEGMENT_DB = 17;
    private static final int SEGMENT_S = 18;
    private static final int SEGMENT_L = 19;
    private static final int SEGMENT_G = 20;
    private static final int CODE_SEGMENT = 11;
    private static final int DATA_SEGMENT = 3;

    /** PG, AM, WP, NE, ET, MP and PE (Intel SDM volume 3, 2.5). */
    private static final long CR0_PROTECTED_PAGED = 0x80050033L;

    private static final long CR4_PAE = 0x20;
    private static final long EFER_LME = 0x100;
    private static final long EFER_LMA = 0x400;

    private final String description;
    private final int[] moveToEcx;
    private final int[] decrementEcx;

    /** With the instructions that differ: {@code mov ecx, imm32} without its operand, and {@code dec ecx}. */
    TestGuest(String description, int[] moveToEcx, int[] decrementEcx) {
        this.description = description;
        this.moveToEcx = moveToEcx;
        this.decrementEcx = decrementEcx;
    }

    @Override
    public String toString() {
        return description;
    }

    /** Its instructions, with that many turns of the loop. */
    byte[] code(int turns) {
        int[] number = {turns, turns >> 8, turns >> 16, turns >> 24};
        int jumpBack = -(decrementEcx.length + 2);
        int[] end = {
            0x75, jumpBack, // jnz to the decrement
            0xB0, SIGN, // mov al, SIGN
            0xE6, PORT, // out PORT, al
            0xF4 // hlt
        };
        return bytes(moveToEcx, number, decrementEcx, end);
    }

    /** Writes what the mode needs besides the code. */
    abstract void prepareMemory(Pointer memory);

    /** Turns special registers as a processor starts with them into those of the mode. */
    abstract void prepareRegisters(Memory sregs);

    private static byte[] bytes(int[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int[] part : parts) {
            for (int value : part) {
                bytes.write(value);
            }
        }
        return bytes.toByteArray();
    }

    private static void segment(Memory sregs, int offset, int selector, int type, boolean code) {
        sregs.setLong(offset, 0);
        sregs.setInt(offset + SEGMENT_LIMIT, -1);
        sregs.setShort(offset + SEGMENT_SELECTOR, (short) selector);
        sregs.setByte(offset + SEGMENT_TYPE, (byte) type);
        sregs.setByte(offset + SEGMENT_PRESENT, (byte) 1);
        sregs.setByte(offset + SEGMENT_DPL, (byte) 0);
        sregs.setByte(offset + SEGMENT_DB, (byte) (code ? 0 : 1));
        sregs.setByte(offset + SEGMENT_S, (byte) 1);
        sregs.setByte(offset + SEGMENT_L, (byte) (code ? 1 : 0));
        sregs.setByte(offset + SEGMENT_G, (byte) 1);
    }
}
