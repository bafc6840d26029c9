package org.guestscope.virtwhat.facts;

import static org.guestscope.virtwhat.facts.Conditions.all;
import static org.guestscope.virtwhat.facts.Conditions.amazonVersion;
import static org.guestscope.virtwhat.facts.Conditions.any;
import static org.guestscope.virtwhat.facts.Conditions.architecture;
import static org.guestscope.virtwhat.facts.Conditions.architecturePrefix;
import static org.guestscope.virtwhat.facts.Conditions.directory;
import static org.guestscope.virtwhat.facts.Conditions.dmi;
import static org.guestscope.virtwhat.facts.Conditions.entry;
import static org.guestscope.virtwhat.facts.Conditions.exits;
import static org.guestscope.virtwhat.facts.Conditions.file;
import static org.guestscope.virtwhat.facts.Conditions.line;
import static org.guestscope.virtwhat.facts.Conditions.lineEnd;
import static org.guestscope.virtwhat.facts.Conditions.not;
import static org.guestscope.virtwhat.facts.Conditions.openBsdProduct;
import static org.guestscope.virtwhat.facts.Conditions.present;
import static org.guestscope.virtwhat.facts.Conditions.prints;
import static org.guestscope.virtwhat.facts.Conditions.regularFile;
import static org.guestscope.virtwhat.facts.Conditions.signature;
import static org.guestscope.virtwhat.facts.Conditions.variable;
import static org.guestscope.virtwhat.facts.Conditions.variableIs;
import static org.guestscope.virtwhat.facts.Group.LDOMS_IO;
import static org.guestscope.virtwhat.facts.Group.LDOMS_ROLE;
import static org.guestscope.virtwhat.facts.Group.LKVM;
import static org.guestscope.virtwhat.facts.Group.POWER;
import static org.guestscope.virtwhat.facts.Group.QEMU_KVM;
import static org.guestscope.virtwhat.facts.Group.SYSTEM_Z;
import static org.guestscope.virtwhat.facts.Group.VSERVER;
import static org.guestscope.virtwhat.facts.Group.XEN;
import static org.guestscope.virtwhat.facts.Layer.CLOUD;
import static org.guestscope.virtwhat.facts.Layer.CONTAINER;
import static org.guestscope.virtwhat.facts.Layer.KERNEL;
import static org.guestscope.virtwhat.facts.Layer.MACHINE;
import static org.guestscope.virtwhat.facts.Layer.MANAGEMENT;

import org.guestscope.virtwhat.evidence.DmiReport;

/**
 * The facts of virt-what 1.27 in the order in which it prints them. Scripts compare these lines: their names, order and
 * evidence stay as they are, mistakes included; what is better goes into {@link FurtherFacts}.
 *
 * <p>Within a condition what is cheap stands first, so that the architecture, which below a tree costs a process, is
 * asked for only where a file already speaks for the platform.
 */
final class KnownFacts {

    private static final String CPUINFO = "/proc/cpuinfo";
    private static final String CGROUP = "/proc/self/cgroup";
    private static final String STATUS = "/proc/self/status";
    private static final String SYSINFO = "/proc/sysinfo";
    private static final String DEVICE_TREE = "/proc/device-tree";
    private static final String TREE_HYPERVISOR = "/proc/device-tree/hypervisor";
    private static final String TREE_HYPERVISOR_KIND = "/proc/device-tree/hypervisor/compatible";
    private static final String LDOMS_TOOL = "/usr/lib/ldoms/mdprop.py";

    private static final Condition ARM = architecture("arm", "aarch64");
    private static final Condition MICROSOFT_MACHINE =
            all(dmi("Manufacturer: Microsoft Corporation"), dmi("Product Name: Virtual Machine"));
    private static final Condition HYPERV_VERSION = dmi("Version: Hyper-V");
    private static final Condition VM_BIT = dmi("System is a virtual machine");
    private static final Condition IBM_Z = line(CPUINFO, "vendor_id", "IBM/S390");
    private static final Condition PSERIES =
            all(file(CPUINFO, "platform", "pSeries"), architecture("ppc64", "ppc64le"));
    private static final Condition LDOMS = all(present("/dev/mdesc"), architecturePrefix("sparc"));

    static final Rule[] RULES = {
        Rule.of(CLOUD, dmi("Manufacturer: Alibaba"), "alibaba_cloud"),
        Rule.of(MACHINE, any(signature("VMwareVMware"), dmi("Manufacturer: VMware")), "vmware"),
        Rule.of(MACHINE, any(signature("Microsoft Hv"), all(MICROSOFT_MACHINE, HYPERV_VERSION)), "hyperv"),
        Rule.of(MACHINE, all(MICROSOFT_MACHINE, not(HYPERV_VERSION), not(signature("Microsoft Hv"))), "virtualpc"),
        Rule.of(MACHINE, dmi("Manufacturer: innotek GmbH"), "virtualbox"),
        Rule.of(MACHINE, any(signature("bhyve bhyve "), dmi("Vendor: BHYVE")), "bhyve"),

        // Containers. A host of OpenVZ has /proc/bc, too.
        Rule.of(CONTAINER, all(directory("/proc/vz"), not(directory("/proc/bc"))), "openvz"),
        Rule.of(CONTAINER, variable("container=lxc"), "lxc"),
        Rule.of(KERNEL, all(variableIs("container=zone"), file("/proc/version", "BrandZ virtual linux")), "illumos-lx"),
        Rule.of(
                CONTAINER,
                any(regularFile("/.dockerenv"), regularFile("/.dockerinit"), file(CGROUP, "/docker/")),
                "docker"),
        Rule.of(CONTAINER, variable("container=oci"), "oci"),
        Rule.of(CONTAINER, variable("container=crio"), "crio"),
        Rule.of(CONTAINER, any(variable("container=podman"), file(CGROUP, "/libpod-")), "podman"),
        Rule.of(CONTAINER, lineEnd(STATUS, "VxID: 0"), "linux_vserver", "linux_vserver-host")
                .in(VSERVER),
        Rule.of(CONTAINER, file(STATUS, "VxID: "), "linux_vserver", "linux_vserver-guest")
                .in(VSERVER),

        // Emulators of a kernel or a processor, and mainframe partitions.
        Rule.of(KERNEL, file(CPUINFO, "UML"), "uml"),
        Rule.of(KERNEL, line(CPUINFO, "vendor_id", "PowerVM Lx86"), "powervm_lx86"),
        Rule.of(MACHINE, all(dmi("Manufacturer", "HITACHI"), dmi("Product", " LPAR")), "virtage"),
        Rule.of(MACHINE, IBM_Z, "ibm_systemz"),
        Rule.of(MACHINE, all(IBM_Z, file(SYSINFO, "VM", "Control Program", "KVM/Linux")), "ibm_systemz-kvm")
                .in(SYSTEM_Z),
        Rule.of(MACHINE, all(IBM_Z, file(SYSINFO, "VM", "Control Program", "z/VM")), "ibm_systemz-zvm")
                .in(SYSTEM_Z),
        Rule.of(MACHINE, all(IBM_Z, line(SYSINFO, "LPAR", "")), "ibm_systemz-lpar")
                .in(SYSTEM_Z),
        Rule.of(MACHINE, all(IBM_Z, regularFile(SYSINFO)), "ibm_systemz-direct").in(SYSTEM_Z),

        // Parallels shows its guests KVM's signature.
        Rule.of(MACHINE, dmi("Vendor: Parallels"), "parallels").stopping(QEMU_KVM),
        Rule.of(MANAGEMENT, all(dmi("Manufacturer: Nutanix"), dmi("Product Name: AHV")), "nutanix_ahv"),
        Rule.of(MANAGEMENT, dmi("Manufacturer: oVirt"), "ovirt"),
        Rule.of(MANAGEMENT, dmi("Product Name: RHEV Hypervisor"), "rhev"),
        Rule.of(CLOUD, dmi("Product Name: Google Compute Engine"), "google_cloud"),
        Rule.of(MANAGEMENT, dmi("Manufacturer: Red Hat"), "redhat"),

        // Xen's device model is QEMU. A paravirtual guest sees the signature through an unguarded CPUID, but no SMBIOS.
        Rule.of(MACHINE, all(signature("XenVMMXenVMM"), not(dmi(DmiReport.NO_ENTRY_POINT))), "xen", "xen-hvm")
                .in(XEN)
                .stopping(QEMU_KVM),
        Rule.of(MACHINE, all(directory("/proc/xen"), file("/proc/xen/capabilities", "control_d")), "xen", "xen-dom0")
                .in(XEN)
                .stopping(QEMU_KVM, LKVM),
        Rule.of(MACHINE, directory("/proc/xen"), "xen", "xen-domU").in(XEN).stopping(QEMU_KVM, LKVM),
        Rule.of(MACHINE, file("/sys/hypervisor/type", "xen"), "xen").in(XEN),
        Rule.of(MACHINE, all(directory(TREE_HYPERVISOR), file(TREE_HYPERVISOR_KIND, "xen"), ARM), "xen")
                .in(XEN)
                .stopping(QEMU_KVM, LKVM),
        Rule.of(MACHINE, all(directory(TREE_HYPERVISOR), file(TREE_HYPERVISOR_KIND, "vmware"), ARM), "vmware")
                .in(XEN)
                .stopping(LKVM),
        Rule.of(
                        MACHINE,
                        all(directory("/sys/bus/xen"), not(directory("/sys/bus/xen-backend")), architecture("ia64")),
                        "xen",
                        "xen-hvm")
                .in(XEN),
        Rule.of(MACHINE, all(exits("virt-what-ia64-xen-rdtsc-test", 1), architecture("ia64")), "virt")
                .in(XEN),

        // QEMU and KVM. The last three are never looked at on Arm.
        Rule.of(MACHINE, signature("KVMKVMKVM"), "kvm").in(QEMU_KVM),
        Rule.of(MACHINE, signature("TCGTCGTCGTCG"), "qemu").in(QEMU_KVM).stopping(LKVM),
        Rule.of(MACHINE, any(dmi("Product Name: KVM"), dmi("Manufacturer: KVM")), "kvm")
                .in(QEMU_KVM)
                .stopping(LKVM),
        Rule.of(MACHINE, all(VM_BIT, any(dmi("Manufacturer: Amazon EC2"), dmi("Manufacturer: Alibaba Cloud"))), "kvm")
                .in(QEMU_KVM)
                .stopping(LKVM),
        Rule.of(MACHINE, dmi("Manufacturer: QEMU"), "qemu").in(QEMU_KVM).stopping(LKVM),
        Rule.of(MACHINE, all(entry(DEVICE_TREE, "fw-cfg"), ARM), "qemu")
                .in(QEMU_KVM)
                .stopping(LKVM),
        Rule.of(MACHINE, all(directory(TREE_HYPERVISOR), file(TREE_HYPERVISOR_KIND, "linux,kvm"), not(ARM)), "kvm")
                .in(QEMU_KVM)
                .stopping(LKVM),
        Rule.of(MACHINE, all(openBsdProduct("SmartDC HVM"), not(ARM)), "kvm").in(QEMU_KVM),
        Rule.of(MACHINE, all(file(CPUINFO, "QEMU"), not(ARM)), "qemu").in(QEMU_KVM),
        Rule.of(MACHINE, signature("LKVMLKVMLKVM"), "lkvm").in(LKVM),
        Rule.of(MACHINE, all(file("/proc/device-tree/compatible", "dummy-virt"), ARM), "lkvm")
                .in(LKVM),

        // Partitions of POWER and SPARC servers, and OpenBSD's hypervisor.
        Rule.of(MACHINE, all(PSERIES, file(CPUINFO, "model", "emulated by qemu")), "ibm_power-kvm")
                .in(POWER),
        Rule.of(MACHINE, all(PSERIES, file("/proc/ppc64/lparcfg", "shared_processor_mode=1")), "ibm_power-lpar_shared")
                .in(POWER),
        Rule.of(MACHINE, PSERIES, "ibm_power-lpar_dedicated").in(POWER),
        Rule.of(MACHINE, signature("OpenBSDVMM58"), "vmm"),
        Rule.of(MACHINE, LDOMS, "ldoms"),
        Rule.of(
                        MACHINE,
                        all(LDOMS, directory("/sys/class/vlds/ctrl"), directory("/sys/class/vlds/sp")),
                        "ldoms-control")
                .in(LDOMS_ROLE),
        Rule.of(MACHINE, LDOMS, "ldoms-guest").in(LDOMS_ROLE),
        Rule.of(
                        MACHINE,
                        all(LDOMS, prints(LDOMS_TOOL, "-v", "iodevice", "device-type=pciex")),
                        "ldoms-root",
                        "ldoms-io")
                .in(LDOMS_IO),
        Rule.of(MACHINE, all(LDOMS, prints(LDOMS_TOOL, "-v", "iov-device", "vf-id=0")), "ldoms-io")
                .in(LDOMS_IO),

        // Clouds that name themselves on bare metal, too.
        Rule.of(CLOUD, any(amazonVersion(), dmi("Vendor: Amazon EC2")), "aws"),
        Rule.of(CLOUD, dmi("Manufacturer: UpCloud"), "upcloud")
    };

    private KnownFacts() {}
}
