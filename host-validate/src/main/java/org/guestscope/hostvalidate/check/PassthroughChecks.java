package org.guestscope.hostvalidate.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.guestscope.hostvalidate.host.Host;
import org.guestscope.hostvalidate.host.KernelCommandLine;
import org.guestscope.hostvalidate.host.KernelCommandLine.Parameter;

/** Checks of giving whole devices, or parts of them, to guests. */
final class PassthroughChecks {
    private static final String GROUPS = "/sys/kernel/iommu_groups";
    private static final String PCI = "/sys/bus/pci/devices";

    /** Most names listed in a finding. */
    private static final int LISTED = 6;

    private PassthroughChecks() {}

    static List<Check<?>> all() {
        return List.of(
                new Check<>(
                        "passthrough-vfio",
                        Group.PASSTHROUGH,
                        "VFIO",
                        "/dev/vfio/vfio, /dev/iommu, /sys/module/{vfio_pci,vfio_iommu_type1}",
                        "QEMU gives devices to guests through it",
                        Vfio::read,
                        Vfio::judge),
                new Check<>(
                        "passthrough-groups",
                        Group.PASSTHROUGH,
                        "IOMMU groups with one device each",
                        GROUPS + "/*/{type,devices}, class and driver of each device",
                        "devices of a group go to the same guest or to none",
                        IommuGroups::read,
                        IommuGroups::judge),
                new Check<>(
                        "passthrough-iommu-mode",
                        Group.PASSTHROUGH,
                        "IOMMU parameters of the kernel",
                        "intel_iommu, amd_iommu and iommu in /proc/cmdline; /sys/class/iommu",
                        "with iommu=pt the host's own devices skip translation and stay fast",
                        IommuMode::read,
                        IommuMode::judge),
                new Check<>(
                        "passthrough-acs",
                        Group.PASSTHROUGH,
                        "isolation between PCIe devices (ACS)",
                        "capability 0x000D in the configuration space of PCI bridges (root), pcie_acs_override",
                        "without it devices talk behind the IOMMU's back; the override only hides that",
                        AccessControl::read,
                        AccessControl::judge),
                new Check<>(
                        "passthrough-sriov",
                        Group.PASSTHROUGH,
                        "virtual functions (SR-IOV)",
                        PCI + "/*/sriov_{totalvfs,numvfs}",
                        "a card with virtual functions serves many guests directly",
                        VirtualFunctions::read,
                        VirtualFunctions::judge),
                new Check<>(
                        "passthrough-mdev",
                        Group.PASSTHROUGH,
                        "mediated devices",
                        "/sys/class/mdev_bus/*/mdev_supported_types",
                        "graphics cards and others can be shared in slices",
                        MediatedDevices::read,
                        MediatedDevices::judge));
    }

    record Vfio(boolean groups, boolean node, boolean iommufd, boolean pciDriver, boolean unsafeInterrupts) {
        static Vfio read(Host host) {
            return new Vfio(
                    host.list(GROUPS).length > 0,
                    host.exists("/dev/vfio/vfio"),
                    host.exists("/dev/iommu"),
                    host.isFolder("/sys/module/vfio_pci"),
                    Words.yes(host.value("/sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts")));
        }

        Finding judge() {
            if (!groups) {
                return Finding.note("the IOMMU is off or absent, so there is nothing for it to do");
            }
            if (!pciDriver || (!node && !iommufd)) {
                return Finding.warn("the IOMMU is on, but VFIO is not loaded", "modprobe vfio_pci");
            }
            if (unsafeInterrupts) {
                return Finding.warn(
                        "unsafe interrupts are allowed: a guest's device can disturb the host",
                        "echo N > /sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts");
            }
            return Finding.pass(iommufd ? "ready, with iommufd" : "ready");
        }
    }

    /** Groups that hold several devices, bridges left out; each as text. */
    record IommuGroups(int count, List<String> shared, Set<String> types) {
        private static final String BRIDGE_CLASS = "0x06";

        static IommuGroups read(Host host) {
            List<String> shared = new ArrayList<>();
            Set<String> types = new TreeSet<>();
            String[] groups = host.list(GROUPS);
            for (String group : groups) {
                String type = host.value(GROUPS + "/" + group + "/type");
                if (!type.isEmpty()) {
                    types.add(type);
                }
                List<String> endpoints = new ArrayList<>();
                for (String device : host.list(GROUPS + "/" + group + "/devices")) {
                    if (!host.value(PCI + "/" + device + "/class").startsWith(BRIDGE_CLASS)) {
                        String driver = host.linkTarget(PCI + "/" + device + "/driver");
                        endpoints.add(
                                driver == null ? device : device + " " + driver.substring(driver.lastIndexOf('/') + 1));
                    }
                }
                if (endpoints.size() > 1) {
                    shared.add(group + " (" + Words.some(endpoints, LISTED) + ")");
                }
            }
            return new IommuGroups(groups.length, shared, types);
        }

        Finding judge() {
            if (count == 0) {
                return Finding.note("there are no groups");
            }
            if (shared.isEmpty()) {
                return Finding.pass(count + " groups" + kinds() + ", none with several devices");
            }
            return Finding.note(
                    count + " groups" + kinds() + "; with several devices: " + Words.some(shared, LISTED),
                    "# by hand: move cards to slots of other root ports to part them");
        }

        private String kinds() {
            return types.isEmpty() ? "" : " (" + String.join(", ", types) + ")";
        }
    }

    record IommuMode(List<String> parameters, List<String> units) {
        static IommuMode read(Host host) {
            List<String> parameters = new ArrayList<>();
            for (Parameter parameter : KernelCommandLine.read(host).parameters()) {
                String name = parameter.name();
                if (name.equals("intel_iommu") || name.equals("amd_iommu") || name.startsWith("iommu")) {
                    parameters.add(name + "=" + parameter.value());
                }
            }
            return new IommuMode(parameters, List.of(host.list("/sys/class/iommu")));
        }

        Finding judge() {
            String given = parameters.isEmpty() ? "no parameters" : String.join(" ", parameters);
            if (units.isEmpty()) {
                return parameters.contains("intel_iommu=on") || parameters.contains("amd_iommu=on")
                        ? Finding.warn(
                                "asked for (" + given + ") but none works",
                                "# by hand: switch the IOMMU on in the firmware setup")
                        : Finding.note("no IOMMU works; " + given);
            }
            String seen = Words.some(units, LISTED) + "; " + given;
            return parameters.contains("iommu=pt")
                    ? Finding.pass(seen)
                    : Finding.note(seen, "# by hand: add iommu=pt to the kernel's command line");
        }
    }

    record AccessControl(boolean overridden, int bridges, int readable, int capable) {
        private static final String PCI_BRIDGE_CLASS = "0x0604";
        private static final int CONFIGURATION_SIZE = 4096;
        private static final int EXTENDED_START = 0x100;
        private static final int ACS_CAPABILITY = 0x000D;

        /** More capabilities than fit can only be a loop. */
        private static final int MOST_CAPABILITIES = (CONFIGURATION_SIZE - EXTENDED_START) / 8;

        static AccessControl read(Host host) {
            int bridges = 0;
            int readable = 0;
            int capable = 0;
            for (String device : host.list(PCI)) {
                if (host.value(PCI + "/" + device + "/class").startsWith(PCI_BRIDGE_CLASS)) {
                    bridges++;
                    byte[] space = host.bytes(PCI + "/" + device + "/config", 0, CONFIGURATION_SIZE);
                    if (space != null) {
                        readable++;
                        capable += hasAcs(space) ? 1 : 0;
                    }
                }
            }
            return new AccessControl(KernelCommandLine.read(host).has("pcie_acs_override"), bridges, readable, capable);
        }

        /** Follows the list of extended capabilities: id (16 bits), version (4), offset of the next (12). */
        static boolean hasAcs(byte[] space) {
            int offset = EXTENDED_START;
            for (int i = 0; i < MOST_CAPABILITIES && offset >= EXTENDED_START && offset + 4 <= space.length; i++) {
                int id = (space[offset] & 0xFF) | (space[offset + 1] & 0xFF) << 8;
                if (id == ACS_CAPABILITY) {
                    return true;
                }
                offset = ((space[offset + 2] & 0xF0) >> 4) | ((space[offset + 3] & 0xFF) << 4);
            }
            return false;
        }

        Finding judge() {
            if (overridden) {
                return Finding.warn(
                        "pcie_acs_override pretends isolation that is not there",
                        "# by hand: remove pcie_acs_override from the kernel's command line");
            }
            if (bridges == 0) {
                return Finding.note("there is no PCI bridge");
            }
            if (readable == 0) {
                return Finding.skipped("the configuration space of bridges needs root and PCI Express");
            }
            String seen = capable + " of " + readable + " bridges can isolate";
            return capable == readable ? Finding.pass(seen) : Finding.note(seen);
        }
    }

    record VirtualFunctions(List<String> cards) {
        static VirtualFunctions read(Host host) {
            List<String> cards = new ArrayList<>();
            for (String device : host.list(PCI)) {
                String total = host.value(PCI + "/" + device + "/sriov_totalvfs");
                if (Words.number(total) > 0) {
                    cards.add(device + " (" + host.value(PCI + "/" + device + "/sriov_numvfs") + " of " + total + ")");
                }
            }
            return new VirtualFunctions(cards);
        }

        Finding judge() {
            return Finding.note(
                    cards.isEmpty() ? "no card has them" : "functions in use: " + Words.some(cards, LISTED));
        }
    }

    record MediatedDevices(List<String> parents) {
        static MediatedDevices read(Host host) {
            List<String> parents = new ArrayList<>();
            for (String parent : host.list("/sys/class/mdev_bus")) {
                int types = host.list("/sys/class/mdev_bus/" + parent + "/mdev_supported_types").length;
                parents.add(parent + " (" + types + " types)");
            }
            return new MediatedDevices(parents);
        }

        Finding judge() {
            return Finding.note(parents.isEmpty() ? "no device can be shared so" : Words.some(parents, LISTED));
        }
    }
}
