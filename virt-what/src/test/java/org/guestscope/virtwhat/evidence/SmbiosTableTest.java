package org.guestscope.virtwhat.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmbiosTableTest {

    private static final byte[] TABLE = concatenated(
            structure(0, 0x18, new int[][] {{0x04, 1}, {0x05, 2}, {0x13, 0x10}}, "Amazon EC2", "1.0"),
            structure(200, 6, new int[][] {}),
            structure(
                    1,
                    0x1b,
                    new int[][] {{0x04, 1}, {0x05, 2}, {0x06, 3}, {0x1a, 9}},
                    "Maker",
                    "Product",
                    "4.2\n\u00e9"),
            structure(3, 0x15, new int[][] {{0x04, 1}, {0x08, 2}}, "QEMU", "Tag"),
            structure(4, 0x30, new int[][] {{0x04, 1}, {0x07, 2}, {0x10, 3}}, "CPU 0", "Red Hat", "RHEL"),
            structure(11, 5, new int[][] {{0x04, 2}}, "one", "two"),
            structure(17, 0x1c, new int[][] {{0x10, 1}, {0x17, 2}}, "DIMM 0", "KVM"),
            structure(127, 4, new int[][] {}),
            structure(1, 0x1b, new int[][] {{0x04, 1}}, "behind the end"));

    @Test
    void makersOfAllPartsAreReportedWithDmidecodesLabels() {
        assertThat(SmbiosTable.report(TABLE)).isEqualTo("""
                        BIOS Information
                        \tVendor: Amazon EC2
                        \tVersion: 1.0
                        \t\tSystem is a virtual machine
                        System Information
                        \tManufacturer: Maker
                        \tProduct Name: Product
                        \tVersion: 4.2..
                        Chassis Information
                        \tManufacturer: QEMU
                        \tAsset Tag: Tag
                        Processor Information
                        \tSocket Designation: CPU 0
                        \tManufacturer: Red Hat
                        \tVersion: RHEL
                        OEM Strings
                        \tString 1: one
                        \tString 2: two
                        Memory Device
                        \tLocator: DIMM 0
                        \tManufacturer: KVM
                        """);
    }

    @Test
    void aTableCutAnywhereGivesWhatCameBefore() {
        String whole = SmbiosTable.report(TABLE);
        for (int length = 0; length < TABLE.length; length++) {
            String cut = SmbiosTable.report(Arrays.copyOf(TABLE, length));

            assertThat(cut.length()).isLessThanOrEqualTo(whole.length());
        }
    }

    @Test
    void garbageEnds() {
        byte[] garbage = new byte[1 << 20];
        for (int seed = 0; seed < 20; seed++) {
            new Random(seed).nextBytes(garbage);

            assertThat(SmbiosTable.report(garbage)).isNotNull();
        }
        assertThat(SmbiosTable.report(new byte[Root.LIMIT_BYTES])).isEmpty();
    }

    @Test
    void theFilesOfTheKernelAndTheTableAreReadTogether(@TempDir Path root) throws IOException {
        Path fields = Files.createDirectories(root.resolve("sys/class/dmi/id"));
        Files.writeString(fields.resolve("sys_vendor"), "Hetzner\n");
        Files.writeString(fields.resolve("chassis_asset_tag"), "a\nManufacturer: VMware\n");
        Path tables = Files.createDirectories(root.resolve("sys/firmware/dmi/tables"));
        Files.write(tables.resolve("DMI"), TABLE);
        DmiReport report = Evidence.below(root).dmi();

        assertThat(report.field(DmiReport.SYSTEM, "Manufacturer"))
                .isEqualTo(new DmiReport.Line("/sys/class/dmi/id/", "Manufacturer: Hetzner"));
        assertThat(report.find("Manufacturer: KVM"))
                .isEqualTo(new DmiReport.Line("/sys/firmware/dmi/tables/DMI", "Manufacturer: KVM"));
        assertThat(report.field(DmiReport.CHASSIS, "Manufacturer"))
                .isEqualTo(new DmiReport.Line("/sys/firmware/dmi/tables/DMI", "Manufacturer: QEMU"));
        assertThat(report.find("System is a virtual machine")).isNotNull();
    }

    @Test
    void theVirtualMachineBitIsFoundInTheEntryAlone(@TempDir Path root) throws IOException {
        Path entry = Files.createDirectories(root.resolve("sys/firmware/dmi/entries/0-0"));
        Files.write(entry.resolve("raw"), structure(0, 0x18, new int[][] {{0x13, 0x10}}));

        assertThat(Evidence.below(root).dmi().find("System is a virtual machine"))
                .isNotNull();
    }

    /** A structure with these bytes set in its formatted part, and these strings. */
    private static byte[] structure(int type, int length, int[][] fields, String... strings) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] formatted = new byte[length];
        formatted[0] = (byte) type;
        formatted[1] = (byte) length;
        for (int[] field : fields) {
            formatted[field[0]] = (byte) field[1];
        }
        out.writeBytes(formatted);
        for (String string : strings) {
            out.writeBytes(string.getBytes(StandardCharsets.ISO_8859_1));
            out.write(0);
        }
        if (strings.length == 0) {
            out.write(0);
        }
        out.write(0);
        return out.toByteArray();
    }

    private static byte[] concatenated(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
