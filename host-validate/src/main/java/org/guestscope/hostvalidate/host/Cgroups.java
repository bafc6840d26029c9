package org.guestscope.hostvalidate.host;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.guestscope.hostvalidate.host.MountTable.Mount;
import org.jspecify.annotations.Nullable;

/**
 * Control group controllers of a host, of version 1, version 2 or both at once, under their version 1 names.
 *
 * @param failure why none can be used; {@code null} when they can
 * @param controllers names of those found; empty after a failure
 */
public record Cgroups(@Nullable String failure, Set<String> controllers) {
    /** Controllers whose version 1 hierarchies libvirt knows. A host that has only others counts as having none. */
    private static final String[] VERSION1_NAMES = {
        "cpu", "cpuacct", "cpuset", "memory", "devices", "freezer", "blkio", "net_cls", "perf_event", "name=systemd"
    };

    /** The same for version 2, whose io controller does what blkio did. */
    private static final String[] VERSION2_NAMES = {
        "cpu", "cpuacct", "cpuset", "memory", "devices", "freezer", "io", "net_cls", "perf_event"
    };

    private static final int CAP_NET_ADMIN = 12;
    private static final int CAP_SYS_ADMIN = 21;

    /** Whether that controller was found. */
    public boolean has(String controller) {
        return controllers.contains(controller);
    }

    /** Looks for the controllers. */
    public static Cgroups read(Host host) {
        List<Mount> mounts = MountTable.read(host);
        if (mounts == null) {
            return failed("/proc/mounts cannot be read");
        }
        boolean version1 = version1Usable(host, mounts);
        boolean version2 = version2Usable(host, mounts);
        if (!version1 && !version2) {
            return failed("no hierarchy with controllers is mounted");
        }
        if (host.lines("/proc/self/cgroup") == null) {
            return failed("/proc/self/cgroup cannot be read");
        }
        Set<String> found = new HashSet<>();
        if (version1) {
            addVersion1(mounts, found);
        }
        if (version2 && !addVersion2(host, mounts, found)) {
            return failed("cgroup.controllers cannot be read");
        }
        if (found.isEmpty()) {
            return failed("none of the mounted hierarchies has a known controller");
        }
        return new Cgroups(null, found);
    }

    private static Cgroups failed(String reason) {
        return new Cgroups(reason, Set.of());
    }

    private static boolean version1Usable(Host host, List<Mount> mounts) {
        if (!host.exists("/proc/cgroups")) {
            return false;
        }
        for (Mount mount : mounts) {
            // A named hierarchy (systemd's) tracks processes and has no controllers.
            if (mount.type().equals("cgroup") && !mount.options().contains("name=")) {
                return true;
            }
        }
        return false;
    }

    private static boolean version2Usable(Host host, List<Mount> mounts) {
        for (Mount mount : mounts) {
            if (mount.type().equals("cgroup2")) {
                String controllers = host.text(mount.folder() + "/cgroup.controllers");
                if (controllers == null) {
                    return false;
                }
                if (!controllers.isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void addVersion1(List<Mount> mounts, Set<String> found) {
        for (Mount mount : mounts) {
            if (mount.type().equals("cgroup")) {
                for (String name : VERSION1_NAMES) {
                    if (mount.hasOption(name)) {
                        found.add(name);
                    }
                }
            }
        }
    }

    private static boolean addVersion2(Host host, List<Mount> mounts, Set<String> found) {
        String folder = "";
        for (Mount mount : mounts) {
            if (mount.type().equals("cgroup2")) {
                folder = mount.folder();
            }
        }
        String controllers = host.text(folder + "/cgroup.controllers");
        if (controllers == null) {
            return false;
        }
        String padded = " " + controllers.trim() + " ";
        for (String name : VERSION2_NAMES) {
            if (padded.contains(" " + name + " ")) {
                found.add(name.equals("io") ? "blkio" : name);
            }
        }
        // cpu.stat has the accounting figures in every group, whether or not the cpu controller is on.
        found.add("cpuacct");
        if (devicesUsable(host, folder)) {
            found.add("devices");
        }
        return true;
    }

    /**
     * Whether a device filter could be attached to the group of that folder. The exact question is
     * bpf(BPF_PROG_QUERY, BPF_CGROUP_DEVICE), a native call; its answer hangs on the folder being the kernel's and on
     * one of two capabilities (kernel 4.15 and later with CONFIG_CGROUP_BPF), which files can tell.
     */
    private static boolean devicesUsable(Host host, String folder) {
        return isKernelFile(host, folder + "/cgroup.stat") && mayQueryFilters(host);
    }

    /** The kernel's own control group files report no length and yet have text; files on a disk cannot. */
    private static boolean isKernelFile(Host host, String path) {
        return host.length(path) == 0 && !host.value(path).isEmpty();
    }

    private static boolean mayQueryFilters(Host host) {
        String status = host.lines("/proc/self/status");
        int start = status == null ? -1 : status.indexOf("CapEff:");
        if (status == null || start < 0) {
            // Without /proc the user's name is what remains; it comes from the password file by number.
            return "root".equals(System.getProperty("user.name"));
        }
        int end = status.indexOf('\n', start);
        String digits =
                status.substring(start + 7, end < 0 ? status.length() : end).trim();
        try {
            long capabilities = Long.parseUnsignedLong(digits, 16);
            return (capabilities >>> CAP_NET_ADMIN & 1) == 1 || (capabilities >>> CAP_SYS_ADMIN & 1) == 1;
        } catch (NumberFormatException malformed) {
            return false;
        }
    }
}
