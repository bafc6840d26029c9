package org.guestscope.hostvalidate.check;

import static org.guestscope.hostvalidate.check.CheckTester.expect;
import static org.guestscope.hostvalidate.check.CheckTester.expectSkipped;
import static org.guestscope.hostvalidate.check.CheckTester.find;

import java.nio.file.Path;
import org.guestscope.hostvalidate.host.CapturedHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryAndDeviceChecksTest {
    @TempDir
    Path root;

    private CapturedHost captured() {
        return new CapturedHost(root);
    }

    @Test
    void hugePagesNeedAMount() {
        String pool = "/sys/kernel/mm/hugepages/hugepages-2048kB/";
        expect(find("memory-huge-pages", captured()), Level.NOTE, "no huge pages");
        CapturedHost host = captured().file(pool + "nr_hugepages", "0").file(pool + "free_hugepages", "0");
        expect(find("memory-huge-pages", host), Level.NOTE, "0 of 0");
        host.file(pool + "nr_hugepages", "512").file(pool + "free_hugepages", "500");
        expect(find("memory-huge-pages", host), Level.WARN, "mount -t hugetlbfs");
        host.file("/proc/mounts", "hugetlbfs /dev/hugepages hugetlbfs rw 0 0");
        expect(find("memory-huge-pages", host), Level.PASS, "2048 KiB: 500 of 512 free");
    }

    @Test
    void transparentHugePagesOffAreNoted() {
        String file = "/sys/kernel/mm/transparent_hugepage/enabled";
        expect(find("memory-transparent-huge-pages", captured()), Level.NOTE, "has none");
        expect(
                find("memory-transparent-huge-pages", captured().file(file, "always madvise [never]")),
                Level.NOTE,
                "echo madvise");
        expect(
                find("memory-transparent-huge-pages", captured().file(file, "[always] madvise never")),
                Level.PASS,
                "always");
    }

    @Test
    void mergingPagesIsAWarning() {
        expect(find("memory-ksm", captured()), Level.PASS, "cannot");
        expect(find("memory-ksm", captured().file("/sys/kernel/mm/ksm/run", "0")), Level.PASS, "not running");
        expect(find("memory-ksm", captured().file("/sys/kernel/mm/ksm/run", "1")), Level.WARN, "echo 2");
    }

    @Test
    void severalNodesAreShown() {
        String nodes = "/sys/devices/system/node/";
        expect(find("memory-numa", captured()), Level.NOTE, "no node");
        CapturedHost host = captured()
                .file(nodes + "node0/cpulist", "0-3")
                .file(nodes + "node0/meminfo", "Node 0 MemTotal:  2048 kB")
                .folder(nodes + "power");
        expect(find("memory-numa", host), Level.PASS, "node0 (processors 0-3, 2 MiB)");
        expect(find("memory-numa", host.file(nodes + "node1/cpulist", "4-7")), Level.NOTE, "node1");
    }

    @Test
    void refusedOvercommitIsAWarning() {
        expectSkipped(find("memory-policy", captured()));
        CapturedHost host = captured().file("/proc/meminfo", "MemTotal: 2048000 kB", "MemAvailable: 1024000 kB");
        expect(find("memory-policy", host), Level.PASS, "1000 of 2000 MiB");
        expect(
                find("memory-policy", host.file("/proc/meminfo", "MemTotal: 2048000 kB", "MemAvailable: 1024 kB")),
                Level.NOTE,
                "little is left");
        expect(find("memory-policy", host.file("/proc/sys/vm/overcommit_memory", "2")), Level.WARN, "sysctl");
    }

    @Test
    void networkNodesAreMissingClosedOrOpen() {
        expect(find("device-network", captured()), Level.WARN, "modprobe vhost_net; modprobe tun");
        expect(new DeviceChecks.NetworkNodes(true, false, true, true).judge(), Level.WARN, "closed to this user");
        expect(
                find("device-network", captured().file("/dev/vhost-net").file("/dev/net/tun")),
                Level.PASS,
                "both are open");
    }

    @Test
    void vsockIsThereOrNoted() {
        expect(find("device-vsock", captured()), Level.NOTE, "neither");
        expect(find("device-vsock", captured().file("/dev/vsock")), Level.NOTE, "guest's side");
        expect(find("device-vsock", captured().file("/dev/vhost-vsock")), Level.PASS, "there");
    }

    @Test
    void groupsOfAnOrdinaryUserMatter() {
        expectSkipped(find("device-groups", captured()));
        CapturedHost host = captured()
                .file("/etc/group", "root:x:0:", "kvm:x:104:", "libvirt:x:105:", "odd", "kvm2:x")
                .file("/proc/self/status", "Name:\tx", "Uid:\t1000\t1000\t1000\t1000", "Groups:\t104 1000 ");
        expect(find("device-groups", host), Level.WARN, "not in libvirt usermod -aG libvirt");
        host.file("/proc/self/status", "Uid:\t1000\t1000\t1000\t1000", "Groups:\t104 105 ");
        expect(find("device-groups", host), Level.PASS, "in kvm and libvirt");
        host.file("/proc/self/status", "Uid:\t0\t0\t0\t0", "Groups:\t0 ");
        expect(find("device-groups", host), Level.PASS, "root");
        host.file("/proc/self/status", "Uid:\t1000\t1000", "Groups:\t").file("/etc/group");
        expect(find("device-groups", host), Level.NOTE, "neither a kvm");
    }

    @Test
    void clocksAndGeneratorsAreShown() {
        expect(find("device-time-entropy", captured()), Level.NOTE, "no PTP clock; no hardware");
        CapturedHost host = captured()
                .file("/sys/class/ptp/ptp0/clock_name", "KVM virtual PTP")
                .file("/dev/hwrng");
        expect(find("device-time-entropy", host), Level.NOTE, "ptp0 KVM virtual PTP; a hardware");
    }
}
