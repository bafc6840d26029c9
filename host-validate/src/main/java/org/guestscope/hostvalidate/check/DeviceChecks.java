package org.guestscope.hostvalidate.check;

import java.util.ArrayList;
import java.util.List;
import org.guestscope.hostvalidate.host.Host;

/** Checks of the device nodes guests' features hang on, and of who may use them. */
final class DeviceChecks {
    private DeviceChecks() {}

    static List<Check<?>> all() {
        return List.of(
                new Check<>(
                        "device-network",
                        Group.DEVICES,
                        "vhost-net and tun can be opened",
                        "access to /dev/vhost-net and /dev/net/tun",
                        "a node that is there but closed to this user fails only when a guest starts",
                        NetworkNodes::read,
                        NetworkNodes::judge),
                new Check<>(
                        "device-vsock",
                        Group.DEVICES,
                        "sockets between host and guests (vsock)",
                        "/dev/vhost-vsock, /dev/vsock",
                        "guest agents and systemd's guest login use them",
                        Vsock::read,
                        Vsock::judge),
                new Check<>(
                        "device-groups",
                        Group.DEVICES,
                        "groups of this user",
                        "/etc/group, Groups: and Uid: of /proc/self/status",
                        "membership of kvm opens /dev/kvm, that of libvirt the system's domains",
                        Groups::read,
                        Groups::judge),
                new Check<>(
                        "device-time-entropy",
                        Group.DEVICES,
                        "time and entropy for guests",
                        "/sys/class/ptp/*/clock_name, /dev/hwrng",
                        "guests take time from a PTP clock and random numbers from the host's generator",
                        TimeAndEntropy::read,
                        TimeAndEntropy::judge));
    }

    private static boolean usable(Host host, String path) {
        return host.readable(path) && host.writable(path);
    }

    record NetworkNodes(boolean vhostExists, boolean vhostUsable, boolean tunExists, boolean tunUsable) {
        private static final String VHOST = "/dev/vhost-net";
        private static final String TUN = "/dev/net/tun";

        static NetworkNodes read(Host host) {
            return new NetworkNodes(host.exists(VHOST), usable(host, VHOST), host.exists(TUN), usable(host, TUN));
        }

        Finding judge() {
            List<String> missing = new ArrayList<>();
            List<String> remedies = new ArrayList<>();
            judge(VHOST, "vhost_net", vhostExists, vhostUsable, missing, remedies);
            judge(TUN, "tun", tunExists, tunUsable, missing, remedies);
            if (missing.isEmpty()) {
                return Finding.pass("both are open to this user");
            }
            return Finding.warn(String.join(", ", missing), String.join("; ", remedies));
        }

        private static void judge(
                String path,
                String module,
                boolean exists,
                boolean usable,
                List<String> missing,
                List<String> remedies) {
            if (!exists) {
                missing.add(path + " is missing");
                remedies.add("modprobe " + module);
            } else if (!usable) {
                missing.add(path + " is closed to this user");
                remedies.add("chmod 0666 " + path);
            }
        }
    }

    record Vsock(boolean vhost, boolean guestSide) {
        static Vsock read(Host host) {
            return new Vsock(host.exists("/dev/vhost-vsock"), host.exists("/dev/vsock"));
        }

        Finding judge() {
            if (vhost) {
                return Finding.pass("/dev/vhost-vsock is there");
            }
            return Finding.note(
                    guestSide ? "only the guest's side (/dev/vsock) is there" : "neither side is there",
                    "modprobe vhost_vsock");
        }
    }

    record Groups(boolean root, boolean known, List<String> lacking, List<String> present) {
        private static final List<String> WANTED = List.of("kvm", "libvirt");

        static Groups read(Host host) {
            String status = host.value("/proc/self/status");
            List<String> own = List.of(field(status, "Groups:").split("\\s+"));
            String uid = field(status, "Uid:");
            List<String> lacking = new ArrayList<>();
            List<String> present = new ArrayList<>();
            for (String line : host.value("/etc/group").split("\n", -1)) {
                String[] fields = line.split(":", -1);
                if (fields.length >= 3 && WANTED.contains(fields[0])) {
                    (own.contains(fields[2]) ? present : lacking).add(fields[0]);
                }
            }
            return new Groups(uid.startsWith("0\t") || uid.equals("0"), !uid.isEmpty(), lacking, present);
        }

        private static String field(String status, String name) {
            int start = ("\n" + status).indexOf("\n" + name);
            if (start < 0) {
                return "";
            }
            int end = status.indexOf('\n', start);
            return status.substring(start + name.length(), end < 0 ? status.length() : end)
                    .trim();
        }

        Finding judge() {
            if (!known) {
                return Finding.skipped("/proc/self/status cannot be read");
            }
            if (root) {
                return Finding.pass("this is root, who needs no group");
            }
            if (lacking.isEmpty()) {
                return present.isEmpty()
                        ? Finding.note("there is neither a kvm nor a libvirt group")
                        : Finding.pass("in " + String.join(" and ", present));
            }
            return Finding.warn(
                    "not in " + String.join(" and ", lacking),
                    "usermod -aG " + String.join(",", lacking) + " \"${SUDO_USER:-$USER}\"  # then log in anew");
        }
    }

    record TimeAndEntropy(List<String> clocks, boolean generator) {
        static TimeAndEntropy read(Host host) {
            List<String> clocks = new ArrayList<>();
            for (String name : host.list("/sys/class/ptp")) {
                clocks.add(name + " " + host.value("/sys/class/ptp/" + name + "/clock_name"));
            }
            return new TimeAndEntropy(clocks, host.exists("/dev/hwrng"));
        }

        Finding judge() {
            return Finding.note((clocks.isEmpty() ? "no PTP clock" : "PTP clocks: " + Words.some(clocks, 4))
                    + (generator ? "; a hardware random number generator" : "; no hardware random number generator"));
        }
    }
}
