package org.guestscope.agent.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.guestscope.agent.inspect.registry.HiveBuilder;
import org.guestscope.agent.inspect.registry.HiveValue;
import org.guestscope.guest.struct.Application2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsInspectionTest {

    private static final String ROOT = "/dev/sda2";
    private static final String CURRENT = "Microsoft\\Windows NT\\CurrentVersion";
    private static final String UNINSTALL = "Microsoft\\Windows\\CurrentVersion\\Uninstall\\";

    @TempDir
    Path directory;

    private PhonyStorage windows(HiveBuilder software, HiveBuilder system) throws IOException {
        return new PhonyStorage(directory)
                .add(
                        ROOT,
                        "ntfs",
                        "/Windows/System32/cmd.exe",
                        "MZ",
                        "/Windows/System32/Config/SOFTWARE",
                        new String(software.build(), StandardCharsets.ISO_8859_1),
                        "/Windows/System32/Config/SYSTEM",
                        new String(system.build(), StandardCharsets.ISO_8859_1));
    }

    private static HiveBuilder windows7() {
        return new HiveBuilder()
                .text(CURRENT, "ProductName", "Windows 7 Phony Edition")
                .text(CURRENT, "CurrentVersion", "6.1")
                .text(CURRENT, "InstallationType", "Client");
    }

    private static HiveBuilder system() {
        byte[] mbr = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {1, 2, 3, 4})
                .putLong(1 << 30)
                .array();
        byte[] gpt = new byte[24];
        System.arraycopy("DMIO:ID:".getBytes(StandardCharsets.US_ASCII), 0, gpt, 0, 8);
        for (int i = 8; i < gpt.length; i++) {
            gpt[i] = (byte) (i - 7);
        }
        return new HiveBuilder()
                .number("Select", "Current", 1)
                .text("ControlSet001\\Services\\Tcpip\\Parameters", "Hostname", "win.example")
                .value("MountedDevices", new HiveValue("\\DosDevices\\C:", 3, mbr))
                .value("MountedDevices", new HiveValue("\\DosDevices\\E:", 3, gpt))
                .value("MountedDevices", new HiveValue("\\DosDevices\\D:", 3, new byte[40]))
                .value("MountedDevices", new HiveValue("\\DosDevices\\G:", 1, mbr))
                .value("MountedDevices", new HiveValue("\\dosdevices\\h:more", 3, mbr));
    }

    @Test
    void registryTellsVersionNameAndDrives() throws IOException {
        InspectionActions actions = windows(windows7(), system()).inspected();

        assertThat(actions.inspectGetRoots()).containsExactly(ROOT);
        assertThat(actions.inspectGetType(ROOT)).isEqualTo("windows");
        assertThat(actions.inspectGetDistro(ROOT)).isEqualTo("windows");
        assertThat(actions.inspectGetProductName(ROOT)).isEqualTo("Windows 7 Phony Edition");
        assertThat(actions.inspectGetProductVariant(ROOT)).isEqualTo("Client");
        assertThat(actions.inspectGetMajorVersion(ROOT)).isEqualTo(6);
        assertThat(actions.inspectGetMinorVersion(ROOT)).isEqualTo(1);
        assertThat(actions.inspectGetHostname(ROOT)).isEqualTo("win.example");
        assertThat(actions.inspectGetWindowsSystemroot(ROOT)).isEqualTo("/Windows");
        assertThat(actions.inspectGetWindowsCurrentControlSet(ROOT)).isEqualTo("ControlSet001");
        assertThat(actions.inspectGetWindowsSoftwareHive(ROOT)).isEqualTo("/Windows/System32/Config/SOFTWARE");
        assertThat(actions.inspectGetDriveMappings(ROOT))
                .isEqualTo(Map.of("C", "/dev/sda2", "E", "/dev/sdb1", "h", "/dev/sda2"));
        assertThat(actions.inspectGetMountpoints(ROOT)).isEqualTo(Map.of("/", ROOT));
        assertThat(actions.inspectGetPackageFormat(ROOT)).isEqualTo("unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "Windows XP, 5.1, Client, , winxp",
        "Windows Server 2003 R2, 5.2, Server, , win2k3r2",
        "Windows Vista, 6.0, Client, , winvista",
        "Windows Server 2008 R2, 6.1, Server, , win2k8r2",
        "Windows 8.1, 6.3, Client, , win8.1",
        "Windows 10 Pro, 10.0, Client, 19045, win10",
        "Windows 10 Pro, 10.0, Client, 22631, win11",
        "Windows Server 2022 Standard, 10.0, Server, 20348, win2k22"
    })
    void versionsHaveTheNamesOfOsinfo(String name, String version, String type, String build, String osinfo)
            throws IOException {
        HiveBuilder software = new HiveBuilder()
                .text(CURRENT, "ProductName", name)
                .text(CURRENT, "CurrentVersion", version.equals("10.0") ? "6.3" : version)
                .text(CURRENT, "InstallationType", type);
        if (version.equals("10.0")) {
            software.number(CURRENT, "CurrentMajorVersionNumber", 10)
                    .number(CURRENT, "CurrentMinorVersionNumber", 0)
                    .text(CURRENT, "CurrentBuildNumber", build);
        }
        assertThat(windows(software, system()).inspected().inspectGetOsinfo(ROOT))
                .isEqualTo(osinfo);
    }

    @Test
    void programsAreThoseThatCanBeUninstalled() throws IOException {
        HiveBuilder software = windows7()
                .text(UNINSTALL + "two", "DisplayName", "The second")
                .text(UNINSTALL + "two", "DisplayVersion", "1.2.4")
                .text(UNINSTALL + "two", "Comments", "a comment")
                .text(UNINSTALL + "hidden", "DisplayVersion", "9")
                .text("WOW6432node\\" + UNINSTALL + "one", "DisplayName", "First \u00fc")
                .text("WOW6432node\\" + UNINSTALL + "one", "InstallLocation", "C:\\one");
        PhonyStorage storage = windows(software, system());
        InspectionActions actions = storage.inspected();
        storage.mount(ROOT, "ntfs");

        assertThat(actions.inspectListApplications2(ROOT))
                .extracting(Application2::app2Name, Application2::app2DisplayName, Application2::app2Version)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("one", WindowsRoot.bytes("First \u00fc"), ""),
                        org.assertj.core.groups.Tuple.tuple("two", "The second", "1.2.4"));
        assertThat(actions.inspectListApplications(ROOT).get(1).appDescription())
                .isEqualTo("a comment");
    }

    @Test
    void damagedHivesLeaveTheRestKnown() throws IOException {
        InspectionActions actions = new PhonyStorage(directory)
                .add(
                        ROOT,
                        "ntfs",
                        "/WINNT/system32/cmd.exe",
                        "MZ",
                        "/WINNT/system32/config/software",
                        "regf" + "\u00ff".repeat(9000))
                .inspected();

        assertThat(actions.inspectGetType(ROOT)).isEqualTo("windows");
        assertThat(actions.inspectGetProductName(ROOT)).isEqualTo("unknown");
        assertThatThrownBy(() -> actions.inspectGetWindowsSystemHive(ROOT))
                .hasMessageStartingWith(ROOT + ": not a Windows guest");
    }

    @Test
    void bootMenuNamesAnUnusualDirectory() throws IOException {
        InspectionActions actions = new PhonyStorage(directory)
                .add(
                        ROOT,
                        "ntfs",
                        "/boot.ini",
                        "[operating systems]\r\nmulti(0)disk(0)rdisk(0)partition(1)\\Win2000=\"Windows\" /fastdetect\r\n",
                        "/WIN2000/system32/config/x",
                        "",
                        "/WIN2000/system32/cmd.exe",
                        "MZ")
                .inspected();

        assertThat(actions.inspectGetWindowsSystemroot(ROOT)).isEqualTo("/WIN2000");
    }
}
