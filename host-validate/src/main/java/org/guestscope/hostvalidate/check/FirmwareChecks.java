package org.guestscope.hostvalidate.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.guestscope.hostvalidate.host.Host;

/** Checks of the firmware and TPM guests can have. */
final class FirmwareChecks {
    private FirmwareChecks() {}

    static List<Check<?>> all() {
        return List.of(
                new Check<>(
                        "firmware-uefi",
                        Group.FIRMWARE,
                        "UEFI for guests",
                        "descriptors in {/etc,/usr/share}/qemu/firmware and the files they name",
                        "newer guest systems start by UEFI only; libvirt finds it by descriptors",
                        Uefi::read,
                        Uefi::judge),
                new Check<>(
                        "firmware-tpm",
                        Group.FIRMWARE,
                        "TPM for guests",
                        "swtpm and swtpm_setup on PATH, /var/lib/swtpm-localca, /sys/class/tpm",
                        "Windows 11 and measured boot want one",
                        Tpm::read,
                        Tpm::judge));
    }

    /** Descriptors by whether the files they name exist; those with secure boot, and those that need SMM for it. */
    record Uefi(int usable, List<String> broken, int secureBoot, int managementMode) {
        private static final String[] FOLDERS = {"/etc/qemu/firmware", "/usr/share/qemu/firmware"};

        static Uefi read(Host host) {
            int usable = 0;
            int secureBoot = 0;
            int managementMode = 0;
            List<String> broken = new ArrayList<>();
            Set<String> seen = new TreeSet<>();
            for (String folder : FOLDERS) {
                for (String name : host.list(folder)) {
                    // A descriptor in /etc hides the one of the same name below.
                    if (name.endsWith(".json") && seen.add(name)) {
                        String descriptor = host.value(folder + "/" + name);
                        if (!descriptor.contains("\"uefi\"")) {
                            continue;
                        }
                        if (filesExist(host, descriptor)) {
                            usable++;
                            secureBoot += descriptor.contains("\"secure-boot\"") ? 1 : 0;
                            managementMode += descriptor.contains("\"requires-smm\"") ? 1 : 0;
                        } else {
                            broken.add(name);
                        }
                    }
                }
            }
            return new Uefi(usable, broken, secureBoot, managementMode);
        }

        /** Whether every quoted value after a "filename" key is a file that exists. */
        private static boolean filesExist(Host host, String descriptor) {
            String key = "\"filename\"";
            int position = descriptor.indexOf(key);
            boolean any = false;
            while (position >= 0) {
                int start = descriptor.indexOf('"', position + key.length());
                int end = start < 0 ? -1 : descriptor.indexOf('"', start + 1);
                if (end < 0 || !host.exists(descriptor.substring(start + 1, end))) {
                    return false;
                }
                any = true;
                position = descriptor.indexOf(key, end);
            }
            return any;
        }

        Finding judge() {
            if (!broken.isEmpty()) {
                return Finding.warn(
                        "descriptors name files that do not exist: " + Words.some(broken, 4),
                        "apt install --reinstall ovmf qemu-efi-aarch64");
            }
            if (usable == 0) {
                return Finding.warn("none is installed", "apt install ovmf");
            }
            return secureBoot == 0
                    ? Finding.note(usable + " kinds, none with secure boot", "apt install ovmf")
                    : Finding.pass(usable + " kinds, " + secureBoot + " with secure boot, " + managementMode
                            + " of them need a machine with SMM");
        }
    }

    record Tpm(boolean emulator, boolean setup, boolean authority, String hostVersion) {
        static Tpm read(Host host) {
            return new Tpm(
                    !host.program("swtpm").isEmpty(),
                    !host.program("swtpm_setup").isEmpty(),
                    host.isFolder("/var/lib/swtpm-localca"),
                    host.value("/sys/class/tpm/tpm0/tpm_version_major"));
        }

        Finding judge() {
            String own = hostVersion.isEmpty() ? "the host has none" : "the host has a TPM " + hostVersion;
            if (emulator && setup && !authority) {
                return Finding.note(
                        "swtpm is installed, but /var/lib/swtpm-localca is missing: a TPM cannot be given its certificates",
                        "apt install --reinstall swtpm-tools");
            }
            if (emulator && setup) {
                return Finding.pass("swtpm is installed; " + own);
            }
            return Finding.note("swtpm is not installed; " + own, "apt install swtpm swtpm-tools");
        }
    }
}
