package org.guestscope.virtwhat.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestscope.virtwhat.facts.Platform.arch;
import static org.guestscope.virtwhat.facts.Platform.dmi;
import static org.guestscope.virtwhat.facts.Platform.of;
import static org.guestscope.virtwhat.facts.Platform.signature;

import java.nio.file.Path;
import java.util.List;
import org.guestscope.virtwhat.FakeMachine;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plain lines, a row a platform. An empty architecture row would be the machine's own, x86-64 or not. */
class KnownFactsTest {

    @TempDir
    Path root;

    @ParameterizedTest
    @MethodSource("platforms")
    void prints(Platform platform) {
        FakeMachine.Outcome outcome =
                new FakeMachine(root).with(platform.files()).virtWhat();

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isZero();
        assertThat(outcome.facts()).isEqualTo(platform.facts());
    }

    private static final String TREE_HV = "proc/device-tree/hypervisor/compatible=";

    static List<Platform> platforms() {
        return List.of(
                of("bare metal", "", signature(""), dmi("System Information|\tManufacturer: Dell Inc.")),
                of("an empty tree", ""),
                of("Alibaba Cloud", "alibaba_cloud kvm", signature("KVMKVMKVM"), dmi("\tManufacturer: Alibaba Cloud")),
                of(
                        "Alibaba Cloud on Arm",
                        "alibaba_cloud kvm",
                        arch("aarch64"),
                        dmi("\tManufacturer: Alibaba Cloud|\t\tSystem is a virtual machine")),
                of("VMware by signature", "vmware", signature("VMwareVMware")),
                of("VMware by SMBIOS", "vmware", dmi("\tManufacturer: VMware, Inc.")),
                of("ESXi on Arm", "vmware", arch("aarch64"), TREE_HV + "vmware^"),
                of(
                        "ESXi on Arm is no lkvm",
                        "vmware",
                        arch("aarch64"),
                        TREE_HV + "vmware^",
                        "proc/device-tree/compatible=linux,dummy-virt^"),
                of(
                        "VMware seen twice is printed once",
                        "vmware qemu",
                        arch("aarch64"),
                        dmi("\tManufacturer: VMware, Inc."),
                        TREE_HV + "vmware^",
                        "proc/device-tree/fw-cfg@9020000/"),
                of(
                        "Hyper-V by signature",
                        "hyperv",
                        signature("Microsoft Hv"),
                        dmi("\tManufacturer: Microsoft Corporation|\tProduct Name: Virtual Machine|\tVersion: 7.0")),
                of(
                        "Hyper-V on Arm",
                        "hyperv",
                        arch("aarch64"),
                        dmi("\tManufacturer: Microsoft Corporation|\tProduct Name: Virtual Machine|"
                                + "\tVersion: Hyper-V UEFI Release v4.1")),
                of(
                        "Virtual PC",
                        "virtualpc",
                        dmi("\tManufacturer: Microsoft Corporation|\tProduct Name: Virtual Machine|\tVersion: 2.0")),
                of(
                        "a Surface is no Virtual PC",
                        "",
                        dmi("\tManufacturer: Microsoft Corporation|\tProduct Name: Surface")),
                of("VirtualBox", "virtualbox kvm", signature("KVMKVMKVM"), dmi("\tManufacturer: innotek GmbH")),
                of("bhyve by signature, blank included", "bhyve", signature("bhyve bhyve ")),
                of("bhyve by firmware", "bhyve", dmi("\tVendor: BHYVE")),
                of("OpenVZ container", "openvz", "proc/vz/"),
                of("OpenVZ host", "", "proc/vz/", "proc/bc/"),
                of("LXC", "lxc", "proc/1/environ=TERM=linux^container=lxc-libvirt^"),
                of("LXC in capitals", "lxc", "proc/1/environ=Container=LXC^"),
                of("a line break does not begin a variable", "", "proc/1/environ=A=b|container=lxc^"),
                of(
                        "Illumos LX zone",
                        "illumos-lx",
                        "proc/1/environ=container=zone^",
                        "proc/version=Linux version 2.6 (BrandZ virtual linux)"),
                of(
                        "a zone of another kind",
                        "",
                        "proc/1/environ=container=zones^",
                        "proc/version=Linux version 2.6 (BrandZ virtual linux)"),
                of("Docker", "docker", ".dockerenv"),
                of("Docker of old", "docker", ".dockerinit"),
                of("Docker by control group", "docker", "proc/self/cgroup=4:memory:/docker/8a7d19e8"),
                of("a directory is no Docker marker", "", ".dockerenv/"),
                of("an OCI runtime", "oci", "proc/1/environ=container=oci^"),
                of("CRI-O", "crio", "proc/1/environ=container=crio^"),
                of("Podman", "podman", "proc/1/environ=container=podman^"),
                of("Podman by control group", "podman", "proc/self/cgroup=0::/machine.slice/libpod-8a7d.scope"),
                of(
                        "containers come before their machine",
                        "docker podman kvm",
                        signature("KVMKVMKVM"),
                        ".dockerenv",
                        "proc/self/cgroup=0::/libpod-1"),
                of(
                        "Linux-VServer guest",
                        "linux_vserver linux_vserver-guest",
                        "proc/self/status=Name:\tsh|VxID: 1003|"),
                of("Linux-VServer host", "linux_vserver linux_vserver-host", "proc/self/status=VxID: 0|x"),
                of("User-Mode Linux", "uml", "proc/cpuinfo=vendor_id\t: User Mode Linux|model name\t: UML"),
                of("PowerVM Lx86", "powervm_lx86", "proc/cpuinfo=processor: 0|vendor_id: PowerVM Lx86"),
                of("Hitachi Virtage", "virtage", dmi("\tManufacturer: HITACHI|\tProduct Name: BladeSymphony LPAR")),
                of("IBM Z without sysinfo", "ibm_systemz", "proc/cpuinfo=vendor_id       : IBM/S390"),
                of(
                        "KVM on Z",
                        "ibm_systemz ibm_systemz-kvm",
                        "proc/cpuinfo=vendor_id : IBM/S390",
                        "proc/sysinfo=LPAR Number: 5|VM00 Control Program: KVM/Linux"),
                of(
                        "z/VM",
                        "ibm_systemz ibm_systemz-zvm",
                        "proc/cpuinfo=vendor_id : IBM/S390",
                        "proc/sysinfo=LPAR Number: 5|VM00 Control Program: z/VM    5.4.0"),
                of(
                        "a Z partition",
                        "ibm_systemz ibm_systemz-lpar",
                        "proc/cpuinfo=vendor_id : IBM/S390",
                        "proc/sysinfo=Manufacturer: IBM|LPAR Number: 5"),
                of(
                        "Z alone",
                        "ibm_systemz ibm_systemz-direct",
                        "proc/cpuinfo=vendor_id : IBM/S390",
                        "proc/sysinfo=Manufacturer: IBM"),
                of(
                        "Parallels shows KVM's signature",
                        "parallels",
                        signature("KVMKVMKVM"),
                        dmi("\tVendor: Parallels Software International Inc.")),
                of(
                        "Nutanix AHV",
                        "nutanix_ahv redhat kvm",
                        signature("KVMKVMKVM"),
                        dmi("\tManufacturer: Nutanix|\tProduct Name: AHV|\tManufacturer: Red Hat")),
                of("a Nutanix host", "", dmi("\tManufacturer: Nutanix|\tProduct Name: NX-1065")),
                of("oVirt", "ovirt kvm", signature("KVMKVMKVM"), dmi("\tManufacturer: oVirt")),
                of(
                        "RHEV",
                        "rhev redhat kvm",
                        signature("KVMKVMKVM"),
                        dmi("\tManufacturer: Red Hat|\tProduct Name: RHEV Hypervisor")),
                of(
                        "Google Cloud",
                        "google_cloud kvm",
                        signature("KVMKVMKVM"),
                        dmi("\tProduct Name: Google Compute Engine")),
                of("Xen full guest", "xen xen-hvm aws", signature("XenVMMXenVMM"), dmi("\tVersion: 4.2.amazon")),
                of("the same without a report", "xen xen-hvm", signature("XenVMMXenVMM")),
                of(
                        "Xen PV guest that sees the signature",
                        "xen xen-domU",
                        signature("XenVMMXenVMM"),
                        dmi("# No SMBIOS nor DMI entry point found, sorry."),
                        "proc/xen/"),
                of("Xen control domain", "xen xen-dom0", "proc/xen/capabilities=control_d|", "proc/cpuinfo=QEMU"),
                of("Xen PV guest", "xen xen-domU", "proc/xen/capabilities="),
                of("Xen undecided", "xen qemu", "sys/hypervisor/type=xen|", "proc/cpuinfo=QEMU"),
                of(
                        "Xen on Arm",
                        "xen",
                        arch("aarch64"),
                        TREE_HV + "xen,xen-4.5^xen,xen^",
                        "proc/device-tree/compatible=linux,dummy-virt^"),
                of("Xen on 32-bit Arm", "xen", arch("armv7l"), TREE_HV + "xen,xen^"),
                of("Xen on Itanium", "xen xen-hvm", arch("ia64"), "sys/bus/xen/"),
                of("Xen back ends on Itanium", "", arch("ia64"), "sys/bus/xen/", "sys/bus/xen-backend/"),
                of("KVM", "kvm", signature("KVMKVMKVM"), dmi("\tManufacturer: QEMU")),
                of("QEMU emulation by signature", "qemu", signature("TCGTCGTCGTCG"), dmi("\tProduct Name: KVM")),
                of("KVM by product", "kvm", dmi("\tProduct Name: KVM")),
                of("KVM by maker", "kvm", dmi("\tManufacturer: KVM")),
                of(
                        "AWS on Arm",
                        "kvm aws",
                        arch("aarch64"),
                        dmi("\tVendor: Amazon EC2|\t\tSystem is a virtual machine|\tManufacturer: Amazon EC2")),
                of("AWS metal", "aws", dmi("\tVendor: Amazon EC2|\tManufacturer: Amazon EC2")),
                of("AWS KVM", "kvm aws", signature("KVMKVMKVM"), dmi("\tVendor: Amazon EC2")),
                of("a version without digits is not Amazon's", "", dmi("\tVersion: x.y.amazon|\tVersion: 4.amazon")),
                of("QEMU by the maker of anything", "qemu", dmi("Chassis Information|\tManufacturer: QEMU")),
                of(
                        "QEMU on Arm by firmware configuration",
                        "qemu",
                        arch("aarch64"),
                        "proc/device-tree/fw-cfg@9020000/"),
                of("that entry elsewhere means nothing", "", arch("x86_64"), "proc/device-tree/fw-cfg@9020000/"),
                of("KVM on POWER by device tree", "kvm", arch("ppc64le"), TREE_HV + "linux,kvm^"),
                of("the same device tree on Arm", "", arch("aarch64"), TREE_HV + "linux,kvm^", "proc/cpuinfo=QEMU"),
                of("old QEMU by processor name", "qemu", arch("x86_64"), "proc/cpuinfo=model name: QEMU Virtual CPU"),
                of("kvmtool", "lkvm", signature("LKVMLKVMLKVM")),
                of("kvmtool on Arm", "lkvm", arch("aarch64"), "proc/device-tree/compatible=linux,dummy-virt^"),
                of(
                        "kvmtool on Arm with QEMU's SMBIOS",
                        "qemu",
                        arch("aarch64"),
                        dmi("\tManufacturer: QEMU"),
                        "proc/device-tree/compatible=linux,dummy-virt^"),
                of(
                        "KVM on Power",
                        "ibm_power-kvm",
                        arch("ppc64le"),
                        "proc/cpuinfo=platform : pSeries|model : IBM pSeries (emulated by qemu)"),
                of(
                        "a shared Power partition",
                        "ibm_power-lpar_shared",
                        arch("ppc64"),
                        "proc/cpuinfo=platform\t: pSeries",
                        "proc/ppc64/lparcfg=shared_processor_mode=1|"),
                of(
                        "a dedicated Power partition",
                        "ibm_power-lpar_dedicated",
                        arch("ppc64"),
                        "proc/cpuinfo=platform\t: pSeries",
                        "proc/ppc64/lparcfg=shared_processor_mode=0|"),
                of("a PowerNV host", "", arch("ppc64le"), "proc/cpuinfo=platform\t: PowerNV"),
                of("OpenBSD's hypervisor", "vmm", signature("OpenBSDVMM58")),
                of("a logical domain", "ldoms ldoms-guest", arch("sparc64"), "dev/mdesc"),
                of(
                        "a control domain",
                        "ldoms ldoms-control",
                        arch("sparc64"),
                        "dev/mdesc",
                        "sys/class/vlds/ctrl/",
                        "sys/class/vlds/sp/"),
                of("UpCloud", "kvm upcloud", signature("KVMKVMKVM"), dmi("\tManufacturer: UpCloud")));
    }
}
