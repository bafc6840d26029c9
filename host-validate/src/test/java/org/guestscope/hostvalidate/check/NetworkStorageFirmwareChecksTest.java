package org.guestscope.hostvalidate.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestscope.hostvalidate.check.CheckTester.expect;
import static org.guestscope.hostvalidate.check.CheckTester.find;

import java.nio.file.Path;
import java.util.List;
import org.guestscope.hostvalidate.check.StorageChecks.Room;
import org.guestscope.hostvalidate.host.CapturedHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkStorageFirmwareChecksTest {
    private static final String IMAGES = "/var/lib/libvirt/images";
    private static final long GIB = 1L << 30;

    @TempDir
    Path root;

    private CapturedHost captured() {
        return new CapturedHost(root);
    }

    @Test
    void theBridgeFilterIsAWarningWhereThereAreBridges() {
        CapturedHost host = captured().file("/proc/sys/net/bridge/bridge-nf-call-iptables", "1");
        expect(find("network-bridges", host), Level.NOTE, "no bridge");
        host.folder("/sys/class/net/virbr0/bridge", "/sys/class/net/eth0");
        expect(find("network-bridges", host), Level.WARN, "bridge-nf-call-iptables=0");
        host.file("/proc/sys/net/bridge/bridge-nf-call-iptables", "0");
        expect(find("network-bridges", host), Level.PASS, "virbr0");
    }

    @Test
    void theDefaultNetworkNeedsItsPrograms() {
        expect(find("network-nat", captured()), Level.WARN, "apt install nftables dnsmasq-base");
        expect(find("network-nat", captured().program("nft")), Level.WARN, "apt install dnsmasq-base");
        expect(find("network-nat", captured().program("dnsmasq")), Level.PASS, "installed");
    }

    @Test
    void littleRoomIsAWarning() {
        expect(find("storage-room", captured()), Level.NOTE, "no folder");
        expect(new Room(List.of(new Room.Pool("/a", 100 * GIB, 9 * GIB))).judge(), Level.WARN, "9 of 100 GiB");
        expect(new Room(List.of(new Room.Pool("/a", 100 * GIB, 90 * GIB))).judge(), Level.PASS, "90 of 100 GiB");
    }

    @Test
    void poolsOfLibvirtsDefinitionsAreLookedAt() {
        CapturedHost host = captured()
                .file(
                        "/etc/libvirt/storage/data.xml",
                        "<pool type='dir'><target><path>/srv/guests</path></target></pool>")
                .file("/etc/libvirt/storage/broken.xml", "<pool type='dir'><path>/srv")
                .folder("/srv/guests", "/etc/libvirt/storage/autostart");
        Finding finding = find("storage-room", host);
        assertThat(finding.seen()).contains("/srv/guests");
    }

    @Test
    void theFileSystemOfImagesIsThatOfTheDeepestMount() {
        expect(find("storage-file-system", captured()), Level.NOTE, "there is no");
        CapturedHost host = captured()
                .folder(IMAGES)
                .file("/proc/mounts", "a / ext4 rw 0 0", "b /var btrfs rw 0 0", "c /va tmpfs rw 0 0");
        expect(find("storage-file-system", host), Level.NOTE, "chattr +C");
        host.file("/proc/mounts", "a / ext4 rw 0 0", "b /var btrfs rw,nodatacow 0 0");
        expect(find("storage-file-system", host), Level.PASS, "btrfs");
        host.file("/proc/mounts", "a / tmpfs rw 0 0");
        expect(find("storage-file-system", host), Level.WARN, "lost at the next boot");
    }

    @Test
    void ioUringOffIsNoted() {
        CapturedHost host = captured()
                .file("/sys/block/sda/queue/scheduler", "none [mq-deadline]")
                .file("/sys/block/sda/queue/rotational", "1")
                .folder("/sys/block/loop0/queue");
        expect(find("storage-performance", host), Level.PASS, "sda mq-deadline (rotating); io_uring is not restricted");
        expect(
                find("storage-performance", host.file("/proc/sys/kernel/io_uring_disabled", "2")),
                Level.NOTE,
                "sysctl kernel.io_uring_disabled=0");
    }

    @Test
    void virtiofsdIsMissingOldOrThere() {
        expect(find("storage-virtiofsd", captured()), Level.NOTE, "apt install");
        expect(find("storage-virtiofsd", captured().file("/usr/lib/qemu/virtiofsd")), Level.NOTE, "no descriptor");
        captured().file("/usr/share/qemu/vhost-user/50-qemu-virtiofsd.json");
        expect(find("storage-virtiofsd", captured()), Level.NOTE, "old one");
        expect(find("storage-virtiofsd", captured().file("/usr/libexec/virtiofsd")), Level.PASS, "libexec");
    }

    @Test
    void firmwareDescriptorsMustNameFilesThatExist() {
        expect(find("firmware-uefi", captured()), Level.WARN, "apt install ovmf");
        String plain = "{\"interface-types\": [\"uefi\"], \"executable\": {\"filename\": \"/usr/share/a.fd\"}}";
        CapturedHost host = captured().file("/usr/share/qemu/firmware/60-a.json", plain);
        expect(find("firmware-uefi", host), Level.WARN, "60-a.json");
        host.file("/usr/share/a.fd");
        expect(find("firmware-uefi", host), Level.NOTE, "none with secure boot");
        host.file(
                "/etc/qemu/firmware/60-a.json",
                plain.replace("\"uefi\"]", "\"uefi\"], \"features\": [\"secure-boot\"]"));
        expect(find("firmware-uefi", host), Level.PASS, "1 kinds, 1 with secure boot");
        host.file("/etc/qemu/firmware/70-b.json", "{\"interface-types\": [\"bios\"]}");
        expect(find("firmware-uefi", host), Level.PASS, "1 kinds");
        host.file("/etc/qemu/firmware/80-c.json", "{\"uefi\" \"filename\": \"");
        expect(find("firmware-uefi", host), Level.WARN, "80-c.json");
    }

    @Test
    void theTpmEmulatorIsThereOrNoted() {
        expect(find("firmware-tpm", captured()), Level.NOTE, "apt install swtpm");
        CapturedHost host =
                captured().program("swtpm", "swtpm_setup").file("/sys/class/tpm/tpm0/tpm_version_major", "2");
        expect(find("firmware-tpm", host), Level.NOTE, "swtpm-localca is missing");
        host.folder("/var/lib/swtpm-localca");
        expect(find("firmware-tpm", host), Level.PASS, "TPM 2");
    }
}
