package org.guestscope.agent.inspect.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bitmaps among the resources of a Windows program. A program is hostile input: a place outside the file means that
 * there is no such bitmap.
 *
 * @see <a href="https://learn.microsoft.com/en-us/windows/win32/debug/pe-format">PE format</a>: "File Headers", "The .rsrc
 *     Section"
 */
public final class ProgramBitmaps {

    private static final short MZ = 'M' | 'Z' << 8;
    private static final int PE_OFFSET = 0x3c;
    private static final int PE = 'P' | 'E' << 8;

    /** From the PE signature on. */
    private static final int SECTION_COUNT = 6;

    private static final int OPTIONAL_HEADER_SIZE = 20;
    private static final int OPTIONAL_HEADER = 24;

    /** From the optional header on; the wider header of 64-bit programs has its data directories later. */
    private static final short PE32_PLUS = 0x20b;

    private static final int RESOURCES_PE32 = 96 + 2 * 8;
    private static final int RESOURCES_PE32_PLUS = 112 + 2 * 8;

    private static final int SECTION = 40;
    private static final int SECTION_ADDRESS = 12;
    private static final int SECTION_RAW_SIZE = 16;
    private static final int SECTION_RAW_PLACE = 20;

    /** Of a resource directory: its counts of named and numbered entries, then the entries. */
    private static final int NAMED_ENTRIES = 12;

    private static final int NUMBERED_ENTRIES = 14;
    private static final int ENTRIES = 16;
    private static final int ENTRY = 8;
    private static final int SUBDIRECTORY = 0x80000000;

    /** RT_BITMAP. */
    private static final int BITMAP = 2;

    private final ByteBuffer program;

    /** @param program the whole file */
    public ProgramBitmaps(byte[] program) {
        this.program = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The bitmap with a number, in the first of its languages; {@code null} when the program has none or is none. */
    public @Nullable Bitmap find(int number) {
        try {
            byte[] resource = resource(number);
            return resource == null ? null : Bitmap.read(resource);
        } catch (IndexOutOfBoundsException e) {
            return null;
        }
    }

    private byte @Nullable [] resource(int number) {
        if (program.getShort(0) != MZ) {
            return null;
        }
        int pe = program.getInt(PE_OFFSET);
        if (program.getInt(pe) != PE) {
            return null;
        }
        int optional = pe + OPTIONAL_HEADER;
        boolean wide = program.getShort(optional) == PE32_PLUS;
        int base = place(pe, program.getInt(optional + (wide ? RESOURCES_PE32_PLUS : RESOURCES_PE32)));
        int type = base < 0 ? 0 : entry(base, BITMAP);
        int names = (type & SUBDIRECTORY) == 0 ? 0 : entry(base + (type & ~SUBDIRECTORY), number);
        int language = (names & SUBDIRECTORY) == 0 ? 0 : first(base + (names & ~SUBDIRECTORY));
        if (language == 0 || (language & SUBDIRECTORY) != 0) {
            return null;
        }
        int data = place(pe, program.getInt(base + language));
        int size = program.getInt(base + language + 4);
        if (data < 0 || size < 0 || size > program.capacity() - data) {
            return null;
        }
        return Arrays.copyOfRange(program.array(), data, data + size);
    }

    /** Where an address of the loaded program lies in the file, or -1. */
    private int place(int pe, int address) {
        int sections = pe + OPTIONAL_HEADER + Short.toUnsignedInt(program.getShort(pe + OPTIONAL_HEADER_SIZE));
        int count = Short.toUnsignedInt(program.getShort(pe + SECTION_COUNT));
        for (int i = 0; i < count; i++) {
            int section = sections + i * SECTION;
            long inside =
                    Integer.toUnsignedLong(address) - Integer.toUnsignedLong(program.getInt(section + SECTION_ADDRESS));
            if (inside >= 0 && inside < Integer.toUnsignedLong(program.getInt(section + SECTION_RAW_SIZE))) {
                long place = Integer.toUnsignedLong(program.getInt(section + SECTION_RAW_PLACE)) + inside;
                return place < program.capacity() ? (int) place : -1;
            }
        }
        return -1;
    }

    /** Where the entry with a number leads; 0 when there is none. */
    private int entry(int directory, int number) {
        int named = Short.toUnsignedInt(program.getShort(directory + NAMED_ENTRIES));
        int numbered = Short.toUnsignedInt(program.getShort(directory + NUMBERED_ENTRIES));
        for (int i = named; i < named + numbered; i++) {
            int entry = directory + ENTRIES + i * ENTRY;
            if (program.getInt(entry) == number) {
                return program.getInt(entry + 4);
            }
        }
        return 0;
    }

    private int first(int directory) {
        int count = program.getShort(directory + NAMED_ENTRIES) + program.getShort(directory + NUMBERED_ENTRIES);
        return count == 0 ? 0 : program.getInt(directory + ENTRIES + 4);
    }
}
