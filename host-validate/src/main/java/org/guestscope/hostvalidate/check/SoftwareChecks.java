package org.guestscope.hostvalidate.check;

import java.util.ArrayList;
import java.util.List;
import org.guestscope.hostvalidate.host.Architecture;
import org.guestscope.hostvalidate.host.Cgroups;
import org.guestscope.hostvalidate.host.Host;
import org.guestscope.hostvalidate.host.MountTable;
import org.guestscope.hostvalidate.host.MountTable.Mount;

/** Checks of QEMU, libvirt and the control groups they put guests in. */
final class SoftwareChecks {
    private SoftwareChecks() {}

    static List<Check<?>> all() {
        return List.of(
                new Check<>(
                        "software-qemu",
                        Group.SOFTWARE,
                        "QEMU",
                        "qemu-system-ARCH on PATH, /usr/libexec/qemu-kvm; --version, -accel help",
                        "it is what runs guests; built without KVM it can only emulate",
                        Qemu::read,
                        Qemu::judge),
                new Check<>(
                        "software-libvirt",
                        Group.SOFTWARE,
                        "libvirt's daemons",
                        "sockets in /run/libvirt and $XDG_RUNTIME_DIR/libvirt",
                        "nothing manages domains until one answers",
                        Libvirt::read,
                        Libvirt::judge),
                new Check<>(
                        "software-cgroup-delegation",
                        Group.SOFTWARE,
                        "controllers of this session's control group",
                        "the 0:: path of /proc/self/cgroup and its cgroup.controllers",
                        "domains of an ordinary user get only limits whose controllers are delegated to them",
                        Delegation::read,
                        Delegation::judge),
                new Check<>(
                        "software-cgroup-freezer",
                        Group.SOFTWARE,
                        "stopping a container's processes",
                        "the freezer controller (v1) or cgroup.freeze in any group (v2, kernel 5.2)",
                        "virt-host-validate fails every pure v2 host for its missing freezer, though v2 has another way",
                        Freezer::read,
                        Freezer::judge));
    }

    record Qemu(String path, String version, String accelerators) {
        static Qemu read(Host host) {
            String path = host.program("qemu-system-" + suffix(host.architecture()));
            if (path.isEmpty() && host.exists("/usr/libexec/qemu-kvm")) {
                path = "/usr/libexec/qemu-kvm";
            }
            if (path.isEmpty()) {
                return new Qemu("", "", "");
            }
            return new Qemu(path, host.output(path, "--version"), host.output(path, "-accel", "help"));
        }

        private static String suffix(Architecture architecture) {
            return switch (architecture) {
                case I686 -> "i386";
                case S390, S390X -> "s390x";
                case PPC64, PPC64LE -> "ppc64";
                case AARCH64 -> "aarch64";
                case ARM -> "arm";
                case RISCV64 -> "riscv64";
                case LOONGARCH64 -> "loongarch64";
                case X86_64, OTHER -> "x86_64";
            };
        }

        Finding judge() {
            if (path.isEmpty()) {
                return Finding.fail("none is installed for this architecture", "apt install qemu-system");
            }
            String number = "version not told";
            int start = version.indexOf("version ");
            if (start >= 0) {
                number = version.substring(start + "version ".length()).split("[\\s(]", 2)[0];
            }
            if (accelerators.isEmpty()) {
                return Finding.note(path + ", " + number + "; its accelerators were not told");
            }
            boolean kvm = List.of(accelerators.split("\\s+")).contains("kvm");
            return kvm
                    ? Finding.pass(path + ", " + number + ", with KVM")
                    : Finding.warn(path + ", " + number + ", built without KVM", "apt install qemu-system");
        }
    }

    /** Daemons whose sockets exist, and those of them that answer this user. */
    record Libvirt(List<String> present, List<String> answering) {
        private static final String[] SOCKETS = {"libvirt-sock", "virtqemud-sock", "virtlogd-sock", "virtlxcd-sock"};

        static Libvirt read(Host host) {
            List<String> present = new ArrayList<>();
            List<String> answering = new ArrayList<>();
            look(host, "/run/libvirt", present, answering);
            String session = host.variable("XDG_RUNTIME_DIR");
            if (session.startsWith("/")) {
                look(host, session + "/libvirt", present, answering);
            }
            return new Libvirt(present, answering);
        }

        private static void look(Host host, String folder, List<String> present, List<String> answering) {
            for (String name : SOCKETS) {
                String socket = folder + "/" + name;
                if (host.exists(socket)) {
                    present.add(socket);
                    if (host.accepts(socket)) {
                        answering.add(socket);
                    }
                }
            }
        }

        Finding judge() {
            if (!answering.isEmpty()) {
                return Finding.pass("answers at " + Words.some(answering, 4));
            }
            return present.isEmpty()
                    ? Finding.warn("no daemon's socket is there", "systemctl enable --now libvirtd.socket")
                    : Finding.warn(
                            Words.some(present, 4) + ": nobody answers this user",
                            "systemctl restart libvirtd; usermod -aG libvirt \"${SUDO_USER:-$USER}\"");
        }
    }

    record Delegation(boolean version2, boolean root, String path, List<String> controllers) {
        private static final List<String> WANTED = List.of("cpu", "memory");

        static Delegation read(Host host) {
            String mount = version2Mount(host);
            String path = "";
            for (String line : host.value("/proc/self/cgroup").split("\n", -1)) {
                if (line.startsWith("0::")) {
                    path = line.substring("0::".length());
                }
            }
            String group = path.equals("/") ? mount : mount + path;
            String text = mount.isEmpty() ? "" : host.value(group + "/cgroup.controllers");
            boolean root = host.value("/proc/self/status").contains("\nUid:\t0\t");
            return new Delegation(
                    !mount.isEmpty(), root, path, text.isEmpty() ? List.of() : List.of(text.split("\\s+")));
        }

        Finding judge() {
            if (!version2) {
                return Finding.note("control groups of version 1: nothing is delegated to ordinary users");
            }
            String seen = Words.orNone(path) + " has " + Words.orNone(String.join(" ", controllers));
            if (controllers.containsAll(WANTED)) {
                return Finding.pass(seen);
            }
            if (root) {
                return Finding.note(seen + "; root needs no delegation");
            }
            return Finding.warn(
                    seen,
                    "mkdir -p /etc/systemd/system/user@.service.d; printf '[Service]\\nDelegate=yes\\n'"
                            + " > /etc/systemd/system/user@.service.d/delegate.conf; systemctl daemon-reload");
        }
    }

    record Freezer(boolean version1, boolean version2) {
        static Freezer read(Host host) {
            String mount = version2Mount(host);
            boolean freeze = false;
            // The root group cannot be frozen, so the file is in the groups below it.
            if (!mount.isEmpty()) {
                for (String name : host.list(mount)) {
                    freeze |= host.exists(mount + "/" + name + "/cgroup.freeze");
                }
                freeze |= host.exists(mount + "/cgroup.freeze");
            }
            return new Freezer(Cgroups.read(host).has("freezer"), freeze);
        }

        Finding judge() {
            if (version2) {
                return Finding.pass("version 2: cgroup.freeze" + (version1 ? ", and the freezer of version 1" : ""));
            }
            return version1
                    ? Finding.pass("version 1: the freezer controller")
                    : Finding.warn("neither was found", "# by hand: boot a kernel of 5.2 or later");
        }
    }

    private static String version2Mount(Host host) {
        List<Mount> mounts = MountTable.read(host);
        String folder = "";
        if (mounts != null) {
            for (Mount mount : mounts) {
                if (mount.type().equals("cgroup2")) {
                    folder = mount.folder();
                }
            }
        }
        return folder;
    }
}
