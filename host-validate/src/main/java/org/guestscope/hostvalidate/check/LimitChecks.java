package org.guestscope.hostvalidate.check;

import java.util.List;
import org.guestscope.hostvalidate.host.Host;

/** Checks of limits that guests and containers run into. */
final class LimitChecks {
    private LimitChecks() {}

    static List<Check<?>> all() {
        return List.of(
                new Check<>(
                        "limits-locked-memory",
                        Group.LIMITS,
                        "memory this user may lock",
                        "Max locked memory in /proc/self/limits",
                        "a guest with a passed-through device has all its memory locked",
                        LockedMemory::read,
                        LockedMemory::judge),
                new Check<>(
                        "limits-files",
                        Group.LIMITS,
                        "open files, processes and maps",
                        "/proc/self/limits, /proc/sys/vm/max_map_count, /proc/sys/fs/aio-max-nr, inotify limits",
                        "large guests with many disks and ports use thousands of each",
                        Counts::read,
                        Counts::judge),
                new Check<>(
                        "limits-user-namespaces",
                        Group.LIMITS,
                        "containers of ordinary users",
                        "user.max_user_namespaces, unprivileged_userns_clone, AppArmor's restriction, /etc/subuid",
                        "containers without root are made of user namespaces and subordinate ids",
                        UserNamespaces::read,
                        UserNamespaces::judge));
    }

    /** A line of /proc/self/limits: its soft limit; -1 when unlimited or missing. */
    private static long limit(String limits, String name) {
        int start = limits.indexOf(name);
        return start < 0
                ? -1
                : Words.number(limits.substring(start + name.length()).trim());
    }

    record LockedMemory(boolean known, long bytes) {
        private static final long MIB = 1 << 20;

        /** The smallest guest worth passing a device to. */
        private static final long SMALL_GUEST = 1 << 30;

        static LockedMemory read(Host host) {
            String limits = host.value("/proc/self/limits");
            return new LockedMemory(limits.contains("Max locked memory"), limit(limits, "Max locked memory"));
        }

        Finding judge() {
            if (!known) {
                return Finding.skipped("/proc/self/limits cannot be read");
            }
            if (bytes < 0) {
                return Finding.pass("unlimited");
            }
            String seen = bytes / MIB + " MiB";
            return bytes >= SMALL_GUEST
                    ? Finding.pass(seen)
                    : Finding.warn(
                            seen + ", too little for VFIO without libvirt",
                            "echo \"${SUDO_USER:-$USER} - memlock unlimited\" >> /etc/security/limits.d/vfio.conf");
        }
    }

    record Counts(boolean known, long files, long processes, long maps, long asynchronous, long watches) {
        private static final long FEW_FILES = 1024;
        private static final long FEW_MAPS = 65530;

        static Counts read(Host host) {
            String limits = host.value("/proc/self/limits");
            return new Counts(
                    !limits.isEmpty(),
                    limit(limits, "Max open files"),
                    limit(limits, "Max processes"),
                    Words.number(host.value("/proc/sys/vm/max_map_count")),
                    Words.number(host.value("/proc/sys/fs/aio-max-nr")),
                    Words.number(host.value("/proc/sys/fs/inotify/max_user_watches")));
        }

        Finding judge() {
            if (!known) {
                return Finding.skipped("/proc/self/limits cannot be read");
            }
            String seen = "files " + show(files) + ", processes " + show(processes) + ", maps " + show(maps) + ", aio "
                    + show(asynchronous) + ", inotify watches " + show(watches);
            if (files >= 0 && files < FEW_FILES) {
                return Finding.warn(seen, "ulimit -n 65536");
            }
            return maps >= 0 && maps < FEW_MAPS
                    ? Finding.note(seen, "sysctl vm.max_map_count=262144")
                    : Finding.pass(seen);
        }

        private static String show(long value) {
            return value < 0 ? "unlimited" : Long.toString(value);
        }
    }

    record UserNamespaces(long most, String unprivileged, String appArmor, boolean subordinate) {
        static UserNamespaces read(Host host) {
            return new UserNamespaces(
                    Words.number(host.value("/proc/sys/user/max_user_namespaces")),
                    host.value("/proc/sys/kernel/unprivileged_userns_clone"),
                    host.value("/proc/sys/kernel/apparmor_restrict_unprivileged_userns"),
                    host.value("/etc/subuid").contains(":"));
        }

        Finding judge() {
            if (most == 0) {
                return Finding.warn("user namespaces are off", "sysctl user.max_user_namespaces=15000");
            }
            if (unprivileged.equals("0")) {
                return Finding.note("only root may make user namespaces", "sysctl kernel.unprivileged_userns_clone=1");
            }
            if (appArmor.equals("1")) {
                return Finding.note(
                        "AppArmor lets only programs with a profile make user namespaces",
                        "sysctl kernel.apparmor_restrict_unprivileged_userns=0");
            }
            if (most < 0) {
                return Finding.skipped("the kernel does not tell");
            }
            return subordinate
                    ? Finding.pass("user namespaces and subordinate ids are there")
                    : Finding.note(
                            "user namespaces are there, but no user has subordinate ids",
                            "usermod --add-subuids 100000-165535 --add-subgids 100000-165535 \"${SUDO_USER:-$USER}\"");
        }
    }
}
