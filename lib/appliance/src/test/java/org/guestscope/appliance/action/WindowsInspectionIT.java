package org.guestscope.appliance.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.guestscope.guest.action.Contents;
import org.guestscope.guest.action.Filesystems;
import org.guestscope.guest.action.Hivex;
import org.guestscope.guest.action.Inspection;
import org.guestscope.guest.action.Mounts;
import org.guestscope.guest.action.Nodes;
import org.guestscope.guest.action.Partitions;
import org.guestscope.guest.struct.Application2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Windows on real partition tables and NTFS, its registry written by hivex and read by the inspection. */
@Timeout(600)
class WindowsInspectionIT {

    private static final int BINARY = 3;
    private static final int TEXT = 1;
    private static final int NUMBER = 4;
    private static final String CONFIG = "/Windows/System32/config/";

    /** As it is written, and as the registry has it: the first three numbers with their bytes turned round. */
    private static final String GUID = "01234567-89ab-cdef-0123-456789abcdef";

    private static final String GUID_BYTES =
            "\u0067\u0045\u0023\u0001\u00ab\u0089\u00ef\u00cd\u0001\u0023\u0045\u0067\u0089\u00ab\u00cd\u00ef";

    @RegisterExtension
    static final GuestMachine GUEST = new GuestMachine(16, 32);

    private final Inspection inspection = GUEST.actions(Inspection.class);
    private final Partitions partitions = GUEST.actions(Partitions.class);
    private final Hivex hivex = GUEST.actions(Hivex.class);

    /** An MBR disk with data, then a GPT disk with the system. */
    private void partition() throws IOException {
        partitions.partInit("/dev/sda", "mbr");
        partitions.partAdd("/dev/sda", "p", 2048, 4095);
        partitions.partAdd("/dev/sda", "p", 4096, 8191);
        GUEST.actions(Contents.class).pwriteDevice("/dev/sda", new byte[] {'S', 'I', 'G', 'N'}, 0x1b8);
        partitions.partInit("/dev/sdb", "gpt");
        partitions.partAdd("/dev/sdb", "p", 2048, 4095);
        partitions.partAdd("/dev/sdb", "p", 4096, -64);
        partitions.partSetGptGuid("/dev/sdb", 2, GUID);
    }

    private static byte[] mbr(String signature, long firstByte) {
        return ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(signature.getBytes(StandardCharsets.ISO_8859_1))
                .putLong(firstByte)
                .array();
    }

    private static byte[] utf16(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_16LE);
    }

    /** The node of a path below the top, made where it is missing. */
    private long node(String path) throws IOException {
        long node = hivex.hivexRoot();
        for (String name : path.split("/")) {
            long child = hivex.hivexNodeGetChild(node, name);
            node = child != 0 ? child : hivex.hivexNodeAddChild(node, name);
        }
        return node;
    }

    private void startHive(String name) throws IOException {
        GUEST.actions(Contents.class).write(CONFIG + name, emptyHive());
        hivex.hivexOpen(CONFIG + name, null, null, true, null);
    }

    private void endHive() throws IOException {
        hivex.hivexCommit(null);
        hivex.hivexClose();
    }

    private void writeRegistry() throws IOException {
        startHive("SOFTWARE");
        long current = node("Microsoft/Windows NT/CurrentVersion");
        hivex.hivexNodeSetValue(current, "ProductName", TEXT, utf16("Windows 10 Pro"));
        hivex.hivexNodeSetValue(current, "CurrentMajorVersionNumber", NUMBER, new byte[] {10, 0, 0, 0});
        hivex.hivexNodeSetValue(current, "CurrentMinorVersionNumber", NUMBER, new byte[4]);
        long program = node("WOW6432Node/Microsoft/Windows/CurrentVersion/Uninstall/editor");
        hivex.hivexNodeSetValue(program, "DisplayName", TEXT, utf16("An editor"));
        hivex.hivexNodeSetValue(program, "DisplayVersion", TEXT, utf16("1.5"));
        endHive();
        startHive("SYSTEM");
        hivex.hivexNodeSetValue(node("Select"), "Current", NUMBER, new byte[] {2, 0, 0, 0});
        hivex.hivexNodeSetValue(node("ControlSet002/Services/Tcpip/Parameters"), "Hostname", TEXT, utf16("pc"));
        long devices = node("MountedDevices");
        byte[] guid = ("DMIO:ID:" + GUID_BYTES).getBytes(StandardCharsets.ISO_8859_1);
        hivex.hivexNodeSetValue(devices, "\\DosDevices\\C:", BINARY, guid);
        hivex.hivexNodeSetValue(devices, "\\DosDevices\\D:", BINARY, mbr("SIGN", 2 << 20));
        // The protective boot record of a GPT disk has no signature, which is no match for a signature of zeros.
        hivex.hivexNodeSetValue(devices, "\\DosDevices\\E:", BINARY, mbr("\0\0\0\0", 2 << 20));
        hivex.hivexNodeSetValue(devices, "\\DosDevices\\F:", BINARY, mbr("SIGN", 3 << 20));
        endHive();
    }

    @Test
    void drivesAreFoundOnDisksOfBothKinds() throws IOException {
        partition();
        GUEST.actions(Filesystems.class).mkfs("ntfs", "/dev/sdb2", null, null, null, null, null);
        GUEST.actions(Mounts.class).mount("/dev/sdb2", "/");
        GUEST.actions(Nodes.class).mkdirP(CONFIG);
        GUEST.write("/Windows/System32/cmd.exe", "MZ");
        writeRegistry();
        GUEST.actions(Mounts.class).umountAll();

        assertThat(inspection.inspectOs()).containsExactly("/dev/sdb2");
        assertThat(inspection.inspectGetDriveMappings("/dev/sdb2"))
                .isEqualTo(Map.of("C", "/dev/sdb2", "D", "/dev/sda2"));
        assertThat(inspection.inspectGetOsinfo("/dev/sdb2")).isEqualTo("win10");
        assertThat(inspection.inspectGetHostname("/dev/sdb2")).isEqualTo("pc");
        assertThat(inspection.inspectGetWindowsCurrentControlSet("/dev/sdb2")).isEqualTo("ControlSet002");
        assertThat(inspection.inspectGetWindowsSystemHive("/dev/sdb2")).isEqualTo(CONFIG + "SYSTEM");
        assertThat(inspection.inspectGetMountpoints("/dev/sdb2")).isEqualTo(Map.of("/", "/dev/sdb2"));
        GUEST.actions(Mounts.class).mountRo("/dev/sdb2", "/");
        List<Application2> applications = inspection.inspectListApplications2("/dev/sdb2");
        assertThat(applications).hasSize(1);
        assertThat(applications.get(0).app2DisplayName()).isEqualTo("An editor");
        assertThat(applications.get(0).app2Version()).isEqualTo("1.5");
    }

    /** Base block, then one page of cells with the top key and its security descriptor. */
    private static byte[] emptyHive() {
        ByteBuffer hive = ByteBuffer.allocate(2 * 4096).order(ByteOrder.LITTLE_ENDIAN);
        hive.put("regf".getBytes(StandardCharsets.US_ASCII)).putInt(1).putInt(1);
        hive.position(20);
        hive.putInt(1).putInt(3).putInt(0).putInt(1).putInt(0x20).putInt(4096).putInt(1);
        int checksum = 0;
        for (int at = 0; at < 508; at += 4) {
            checksum ^= hive.getInt(at);
        }
        hive.putInt(508, checksum);
        ByteBuffer page = hive.position(4096).slice().order(ByteOrder.LITTLE_ENDIAN);
        page.put("hbin".getBytes(StandardCharsets.US_ASCII)).putInt(0).putInt(4096);
        int security = 0x78;
        page.position(0x20);
        page.putInt(-0x58).put("nk".getBytes(StandardCharsets.US_ASCII)).putShort((short) 0x2c);
        // No parent, no children, no values, no class.
        page.position(0x20 + 4 + 16);
        page.putInt(-1)
                .putInt(0)
                .putInt(0)
                .putInt(-1)
                .putInt(-1)
                .putInt(0)
                .putInt(-1)
                .putInt(security)
                .putInt(-1);
        page.position(0x20 + 4 + 72);
        page.putShort((short) 4).putShort((short) 0).put("ROOT".getBytes(StandardCharsets.US_ASCII));
        page.position(security);
        page.putInt(-0x30).put("sk".getBytes(StandardCharsets.US_ASCII)).putShort((short) 0);
        page.putInt(security).putInt(security).putInt(1).putInt(20);
        // A security descriptor of revision 1, relative to itself, without owner, group and lists.
        page.put((byte) 1).put((byte) 0).putShort((short) 0x8000);
        page.putInt(security + 0x30, 4096 - security - 0x30);
        return hive.array();
    }
}
