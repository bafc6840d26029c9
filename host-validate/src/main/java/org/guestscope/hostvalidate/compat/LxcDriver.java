package org.guestscope.hostvalidate.compat;

import org.guestscope.hostvalidate.check.Level;
import org.guestscope.hostvalidate.host.Cgroups;
import org.guestscope.hostvalidate.host.Host;

/** What libvirt's container driver wants of a host. */
final class LxcDriver {
    private static final String NAME = "LXC";
    private static final String[] REQUIRED = {"ipc", "mnt", "pid", "uts"};
    private static final String[] RECOMMENDED = {"net", "user"};

    private LxcDriver() {}

    static void validate(Host host, Edition edition, Report report) {
        // libvirt compares the release in two different encodings and so passes any Linux; no Java runs on an older.
        report.add(NAME, Row.pass("for Linux >= 2.6.26"));
        for (String namespace : REQUIRED) {
            report.add(NAME, namespace(host, edition, namespace, Level.FAIL, "containers need it"));
        }
        for (String namespace : RECOMMENDED) {
            report.add(NAME, namespace(host, edition, namespace, Level.WARN, "containers are better off with it"));
        }
        new ControllerSupport(Cgroups.read(host), Level.FAIL)
                .judge(NAME, report, "cpu", "cpuacct", "cpuset", "memory", "devices", "freezer", "blkio");
        report.add(
                NAME,
                DevicePresence.read(
                                host,
                                "/sys/fs/fuse/connections",
                                Level.FAIL,
                                "'modprobe fuse': containers see their own /proc figures through it")
                        .judge(edition));
    }

    private static Row namespace(Host host, Edition edition, String name, Level otherwise, String worth) {
        return Row.of(
                "for namespace " + edition.name(name),
                host.exists("/proc/self/ns/" + name),
                otherwise,
                "this kernel lacks the " + name + " namespace: " + worth);
    }
}
