package org.guestscope.virtwhat.evidence;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The raw SMBIOS structure table as dmidecode would print it, as far as rules look at it: the text fields of the
 * structures that name makers and products, and the virtual-machine bit.
 *
 * <p>Each structure is a header (type 1 byte, length of the formatted part 1, handle 2), the rest of the formatted part,
 * and its strings, NUL after each and one more NUL at the end; a field holds the number of its string from 1, or 0. A
 * table that ends early or contradicts itself gives what was readable before.
 *
 * @see <a href="https://www.dmtf.org/standards/smbios">DSP0134, System Management BIOS Reference Specification, 6.1, 7</a>
 */
final class SmbiosTable {

    private static final int HEADER_BYTES = 4;
    private static final int TYPE_BIOS = 0;
    private static final int TYPE_OEM_STRINGS = 11;
    private static final int TYPE_CONFIGURATION_OPTIONS = 12;
    private static final int TYPE_END = 127;

    /** BIOS characteristics extension byte 2: bit 4 says that the table describes a virtual machine. */
    private static final int BIOS_EXTENSION_2 = 0x13;

    private static final int VIRTUAL_MACHINE_BIT = 1 << 4;

    /** A real table has a few hundred structures; a hostile one could hold a million empty ones. */
    private static final int MAX_STRUCTURES = 10_000;

    /** A field that holds the number of a string: its offset in the structure and its label. */
    private record Field(int offset, String label) {}

    /** The structures of one type: how they are headed and which of their strings are printed. */
    private record Layout(int type, String heading, Field... fields) {}

    private static final Layout[] LAYOUTS = {
        new Layout(
                TYPE_BIOS,
                DmiReport.BIOS,
                new Field(0x04, "Vendor"),
                new Field(0x05, "Version"),
                new Field(0x08, "Release Date")),
        new Layout(
                1,
                DmiReport.SYSTEM,
                new Field(0x04, "Manufacturer"),
                new Field(0x05, "Product Name"),
                new Field(0x06, "Version"),
                new Field(0x19, "SKU Number"),
                new Field(0x1a, "Family")),
        new Layout(
                2,
                DmiReport.BOARD,
                new Field(0x04, "Manufacturer"),
                new Field(0x05, "Product Name"),
                new Field(0x06, "Version"),
                new Field(0x08, "Asset Tag"),
                new Field(0x0a, "Location In Chassis")),
        new Layout(
                3,
                DmiReport.CHASSIS,
                new Field(0x04, "Manufacturer"),
                new Field(0x06, "Version"),
                new Field(0x08, "Asset Tag")),
        new Layout(
                4,
                "Processor Information",
                new Field(0x04, "Socket Designation"),
                new Field(0x07, "Manufacturer"),
                new Field(0x10, "Version"),
                new Field(0x21, "Asset Tag"),
                new Field(0x22, "Part Number")),
        new Layout(TYPE_OEM_STRINGS, "OEM Strings"),
        new Layout(TYPE_CONFIGURATION_OPTIONS, "System Configuration Options"),
        new Layout(
                17,
                "Memory Device",
                new Field(0x10, "Locator"),
                new Field(0x11, "Bank Locator"),
                new Field(0x17, "Manufacturer"),
                new Field(0x19, "Asset Tag"),
                new Field(0x1a, "Part Number")),
        new Layout(
                22,
                "Portable Battery",
                new Field(0x04, "Location"),
                new Field(0x05, "Manufacturer"),
                new Field(0x08, "Name")),
        new Layout(
                39,
                "System Power Supply",
                new Field(0x05, "Location"),
                new Field(0x06, "Name"),
                new Field(0x07, "Manufacturer"),
                new Field(0x09, "Asset Tag"),
                new Field(0x0a, "Model Part Number"))
    };

    private final byte[] table;

    private SmbiosTable(byte[] table) {
        this.table = table;
    }

    /** The report of {@code table}, empty when it holds no structure of interest. */
    static String report(byte[] table) {
        return new SmbiosTable(table).report();
    }

    private String report() {
        StringBuilder text = new StringBuilder();
        int start = 0;
        for (int i = 0; i < MAX_STRUCTURES && start + HEADER_BYTES <= table.length; i++) {
            int type = u8(start);
            int length = u8(start + 1);
            if (length < HEADER_BYTES || start + length > table.length || type == TYPE_END) {
                break;
            }
            Layout layout = layout(type);
            if (layout != null) {
                append(text, layout, start, length);
            }
            start = behindStrings(start + length);
        }
        return text.toString();
    }

    private static @Nullable Layout layout(int type) {
        for (Layout layout : LAYOUTS) {
            if (layout.type() == type) {
                return layout;
            }
        }
        return null;
    }

    private void append(StringBuilder text, Layout layout, int start, int length) {
        text.append(layout.heading()).append('\n');
        for (Field field : layout.fields()) {
            if (field.offset() < length) {
                SmbiosFiles.appendField(text, field.label(), string(start + length, u8(start + field.offset())));
            }
        }
        if (layout.type() == TYPE_BIOS
                && BIOS_EXTENSION_2 < length
                && (u8(start + BIOS_EXTENSION_2) & VIRTUAL_MACHINE_BIT) != 0) {
            text.append("\t\t").append(DmiReport.VIRTUAL_MACHINE).append('\n');
        }
        boolean listed = layout.type() == TYPE_OEM_STRINGS || layout.type() == TYPE_CONFIGURATION_OPTIONS;
        if (listed && length > HEADER_BYTES) {
            String label = layout.type() == TYPE_OEM_STRINGS ? "String " : "Option ";
            for (int number = 1; number <= u8(start + HEADER_BYTES); number++) {
                SmbiosFiles.appendField(text, label + number, string(start + length, number));
            }
        }
    }

    /** The string with this number of the structure whose strings begin at {@code at}; null when it has none. */
    private @Nullable String string(int at, int number) {
        int start = at;
        for (int i = 1; start < table.length && table[start] != 0; i++) {
            int end = endOfString(start);
            if (i == number) {
                return new String(table, start, end - start, StandardCharsets.ISO_8859_1);
            }
            start = end + 1;
        }
        return null;
    }

    /** Behind the strings that begin at {@code at}; a structure without strings has two NULs there. */
    private int behindStrings(int at) {
        if (at < table.length && table[at] == 0) {
            return at + 2;
        }
        int start = at;
        while (start < table.length && table[start] != 0) {
            start = endOfString(start) + 1;
        }
        return start + 1;
    }

    private int endOfString(int start) {
        int end = start;
        while (end < table.length && table[end] != 0) {
            end++;
        }
        return end;
    }

    private int u8(int at) {
        return Byte.toUnsignedInt(table[at]);
    }
}
