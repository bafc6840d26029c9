package org.guestscope.virtwhat.evidence;

import org.jspecify.annotations.Nullable;

/**
 * The SMBIOS data the kernel offers as files: a few fields one by one for everybody, and the whole table for root. Both
 * go into the report: the fields are there when the table may not be read or is damaged, and only the table has the
 * makers of processor and memory and the virtual-machine bit.
 *
 * @see <a href="https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-firmware-dmi-tables">sysfs-firmware-dmi-tables</a>
 */
final class SmbiosFiles {

    private static final String FIELDS = "/sys/class/dmi/id/";
    private static final String TABLE = "/sys/firmware/dmi/tables/DMI";

    /** The BIOS structure alone, offered by another driver; it has the virtual-machine bit. */
    private static final String BIOS_ENTRY = "/sys/firmware/dmi/entries/0-0/raw";

    /** A file below {@link #FIELDS}, and where dmidecode prints what it says. */
    private record Field(String file, String heading, String label) {}

    /** Serial numbers and the UUID are left out: no rule needs them, and they identify the machine in pasted reports. */
    private static final Field[] KNOWN = {
        new Field("bios_vendor", DmiReport.BIOS, "Vendor"),
        new Field("bios_version", DmiReport.BIOS, "Version"),
        new Field("bios_date", DmiReport.BIOS, "Release Date"),
        new Field("sys_vendor", DmiReport.SYSTEM, "Manufacturer"),
        new Field("product_name", DmiReport.SYSTEM, "Product Name"),
        new Field("product_version", DmiReport.SYSTEM, "Version"),
        new Field("product_sku", DmiReport.SYSTEM, "SKU Number"),
        new Field("product_family", DmiReport.SYSTEM, "Family"),
        new Field("board_vendor", DmiReport.BOARD, "Manufacturer"),
        new Field("board_name", DmiReport.BOARD, "Product Name"),
        new Field("board_version", DmiReport.BOARD, "Version"),
        new Field("board_asset_tag", DmiReport.BOARD, "Asset Tag"),
        new Field("chassis_vendor", DmiReport.CHASSIS, "Manufacturer"),
        new Field("chassis_version", DmiReport.CHASSIS, "Version"),
        new Field("chassis_asset_tag", DmiReport.CHASSIS, "Asset Tag")
    };

    private SmbiosFiles() {}

    /** The report of the machine whose files these are; empty when the kernel offers nothing. */
    static DmiReport read(Root root) {
        DmiReport report = new DmiReport();
        if (root.isDirectory(FIELDS)) {
            report.with(FIELDS, fields(root));
        }
        String source = TABLE;
        byte[] table = root.read(source);
        if (table == null) {
            source = BIOS_ENTRY;
            table = root.read(source);
        }
        return table == null ? report : report.with(source, SmbiosTable.report(table));
    }

    private static String fields(Root root) {
        StringBuilder text = new StringBuilder();
        String heading = "";
        for (Field field : KNOWN) {
            String value = root.text(FIELDS + field.file());
            if (value == null) {
                continue;
            }
            if (!field.heading().equals(heading)) {
                heading = field.heading();
                text.append(heading).append('\n');
            }
            appendField(text, field.label(), value.stripTrailing());
        }
        return text.toString();
    }

    /** Adds one line; characters that are none become dots as dmidecode has them, so that a value stays on its line. */
    static void appendField(StringBuilder text, String label, @Nullable String value) {
        if (value == null) {
            return;
        }
        text.append('\t').append(label).append(": ");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            text.append(c < 0x20 || c >= 0x7f ? '.' : c);
        }
        text.append('\n');
    }
}
