package org.guestscope.virtwhat.facts;

import static org.guestscope.virtwhat.evidence.DmiReport.BOARD;
import static org.guestscope.virtwhat.evidence.DmiReport.SYSTEM;
import static org.guestscope.virtwhat.facts.Conditions.all;
import static org.guestscope.virtwhat.facts.Conditions.any;
import static org.guestscope.virtwhat.facts.Conditions.architecture;
import static org.guestscope.virtwhat.facts.Conditions.bitIn;
import static org.guestscope.virtwhat.facts.Conditions.bytesAt;
import static org.guestscope.virtwhat.facts.Conditions.cgroupScope;
import static org.guestscope.virtwhat.facts.Conditions.chassisTag;
import static org.guestscope.virtwhat.facts.Conditions.directory;
import static org.guestscope.virtwhat.facts.Conditions.dmi;
import static org.guestscope.virtwhat.facts.Conditions.dmiField;
import static org.guestscope.virtwhat.facts.Conditions.dmiFieldPrefix;
import static org.guestscope.virtwhat.facts.Conditions.file;
import static org.guestscope.virtwhat.facts.Conditions.hypervisorBit;
import static org.guestscope.virtwhat.facts.Conditions.line;
import static org.guestscope.virtwhat.facts.Conditions.lowestLeaf;
import static org.guestscope.virtwhat.facts.Conditions.mountPoint;
import static org.guestscope.virtwhat.facts.Conditions.mountedFrom;
import static org.guestscope.virtwhat.facts.Conditions.not;
import static org.guestscope.virtwhat.facts.Conditions.nothingIn;
import static org.guestscope.virtwhat.facts.Conditions.present;
import static org.guestscope.virtwhat.facts.Conditions.regularFile;
import static org.guestscope.virtwhat.facts.Conditions.rootMount;
import static org.guestscope.virtwhat.facts.Conditions.systemMaker;
import static org.guestscope.virtwhat.facts.Conditions.variable;
import static org.guestscope.virtwhat.facts.Group.APPLE;
import static org.guestscope.virtwhat.facts.Layer.CLOUD;
import static org.guestscope.virtwhat.facts.Layer.CONTAINER;
import static org.guestscope.virtwhat.facts.Layer.KERNEL;
import static org.guestscope.virtwhat.facts.Layer.MACHINE;
import static org.guestscope.virtwhat.facts.Layer.MANAGEMENT;
import static org.guestscope.virtwhat.facts.Layer.ORCHESTRATION;

/**
 * Platforms beyond virt-what 1.27, printed behind its facts and only when asked for. A fact that the known ones already
 * include is not repeated: several rows here are better evidence for an old name.
 */
final class FurtherFacts {

    private static final String PRODUCT = "Product Name";
    private static final String CGROUP = "/proc/self/cgroup";
    private static final String RELEASE = "/proc/sys/kernel/osrelease";
    private static final String VERSION = "/proc/version";
    private static final String GUEST_TYPE = "/sys/hypervisor/guest_type";
    private static final String XEN_FEATURES = "/sys/hypervisor/properties/features";

    /** ACPI tables carry their maker's six letters here (ACPI specification, system description table header). */
    private static final int ACPI_OEM_ID = 10;

    /** XENFEAT_dom0 in Xen's public headers. */
    private static final int XEN_FEATURE_DOM0 = 11;

    private static final Condition VM_BIT = dmi("System is a virtual machine");

    static final Rule[] RULES = {
        // Virtual machine monitors.
        Rule.of(MACHINE, acpiMaker("FIRECK"), "firecracker"),
        Rule.of(
                MACHINE,
                any(
                        systemMaker("Cloud Hypervisor"),
                        dmiField(SYSTEM, PRODUCT, "cloud-hypervisor"),
                        acpiMaker("CLOUDH")),
                "cloud_hypervisor"),
        Rule.of(MACHINE, any(dmiField(SYSTEM, PRODUCT, "crosvm"), acpiMaker("CROSVM")), "crosvm"),
        Rule.of(
                MACHINE,
                any(file("/proc/cmdline", "systemd.unit=kata-containers.target"), rootMount("", "kataShared")),
                "kata"),
        Rule.of(
                        MACHINE,
                        all(systemMaker("Apple Inc."), dmiFieldPrefix(SYSTEM, PRODUCT, "Apple Virtualization")),
                        "apple_vz")
                .in(APPLE),
        Rule.of(MACHINE, lowestLeaf("Apple VZ"), "apple_vz").in(APPLE),
        Rule.of(MACHINE, lowestLeaf("ACRNACRNACRN"), "acrn"),
        Rule.of(MACHINE, lowestLeaf("QNXQVMBSQG"), "qnx"),
        Rule.of(MACHINE, lowestLeaf("SRESRESRESRE"), "sre"),
        Rule.of(MACHINE, lowestLeaf("Linux KVM Hv"), "kvm"),
        Rule.of(MACHINE, systemMaker("Bochs"), "bochs"),
        Rule.of(MACHINE, dmiField(SYSTEM, PRODUCT, "VirtualBox"), "virtualbox"),
        Rule.of(MACHINE, line(GUEST_TYPE, "PVH", ""), "xen", "xen-pvh"),
        Rule.of(MACHINE, all(file("/sys/hypervisor/type", "xen"), bitIn(XEN_FEATURES, XEN_FEATURE_DOM0)), "xen-dom0"),

        // Stand-ins for the kernel. 4.4.0 with this very build stamp is what gVisor claimed to be until 2026.
        Rule.of(
                KERNEL,
                any(
                        line(VERSION, "Linux version ", "-gvisor "),
                        line(VERSION, "Linux version 4.4.0 ", "#1 SMP Sun Jan 10 15:06:54 PST 2016")),
                "gvisor"),
        Rule.of(KERNEL, any(file(RELEASE, "microsoft-standard"), file(RELEASE, "WSL2")), "wsl", "wsl-2"),
        Rule.of(KERNEL, all(file(RELEASE, "Microsoft"), not(file(RELEASE, "WSL2"))), "wsl", "wsl-1"),

        // Clouds and what manages their machines.
        Rule.of(
                CLOUD,
                all(
                        dmi("Manufacturer: Alibaba"),
                        architecture("x86_64", "i386"),
                        not(hypervisorBit()),
                        not(VM_BIT),
                        nothingIn(MACHINE)),
                "alibaba_cloud-ebm"),
        Rule.of(CLOUD, chassisTag("7783-7084-3265-9085-8269-3286-77"), "azure"),
        Rule.of(CLOUD, chassisTag("OracleCloud.com"), "oracle_cloud"),
        Rule.of(CLOUD, chassisTag("HUAWEICLOUD"), "huawei_cloud"),
        Rule.of(CLOUD, systemMaker("DigitalOcean"), "digitalocean"),
        Rule.of(CLOUD, systemMaker("Hetzner"), "hetzner"),
        Rule.of(CLOUD, systemMaker("Scaleway"), "scaleway"),
        Rule.of(CLOUD, systemMaker("Vultr"), "vultr"),
        Rule.of(CLOUD, any(systemMaker("Akamai"), systemMaker("Linode")), "akamai"),
        Rule.of(CLOUD, dmiFieldPrefix(SYSTEM, PRODUCT, "Exoscale"), "exoscale"),
        Rule.of(CLOUD, systemMaker("3DS Outscale"), "outscale"),
        Rule.of(MANAGEMENT, dmiFieldPrefix(SYSTEM, PRODUCT, "CloudStack"), "cloudstack"),
        Rule.of(
                MANAGEMENT,
                any(
                        dmiField(SYSTEM, PRODUCT, "OpenStack Nova"),
                        dmiField(SYSTEM, PRODUCT, "OpenStack Compute"),
                        chassisTag("OpenStack Nova"),
                        chassisTag("OpenStack Compute"),
                        chassisTag("OpenTelekomCloud"),
                        chassisTag("SAP CCloud VM")),
                "openstack"),
        Rule.of(MANAGEMENT, systemMaker("KubeVirt"), "kubevirt"),
        Rule.of(MANAGEMENT, any(dmiField(BOARD, PRODUCT, "LXD"), present("/dev/lxd/sock")), "lxd"),
        Rule.of(MANAGEMENT, present("/dev/incus/sock"), "incus"),

        // Containers. A Kubernetes node itself has its pods' directories mounted below the kubelet's own.
        Rule.of(
                ORCHESTRATION,
                any(
                        variable("KUBERNETES_SERVICE_HOST="),
                        mountedFrom("/var/lib/kubelet/pods/", "/var/lib/kubelet/"),
                        mountPoint("/run/secrets/kubernetes.io"),
                        mountPoint("/run/secrets/kubernetes.io/serviceaccount"),
                        file(CGROUP, "/kubepods")),
                "kubernetes"),
        Rule.of(
                CONTAINER,
                any(cgroupScope("docker-", ".scope"), rootMount("overlay", "/var/lib/docker/"), manager("docker")),
                "docker"),
        Rule.of(CONTAINER, any(regularFile("/run/.containerenv"), manager("podman")), "podman"),
        Rule.of(CONTAINER, rootMount("overlay", "io.containerd.snapshotter"), "containerd"),
        Rule.of(CONTAINER, manager("lxc"), "lxc"),
        Rule.of(CONTAINER, any(variable("container=systemd-nspawn"), manager("systemd-nspawn")), "systemd-nspawn"),
        Rule.of(CONTAINER, directory("/.singularity.d"), "apptainer"),

        // Last, since it looks at what the others found.
        Rule.of(MACHINE, all(any(hypervisorBit(), VM_BIT), nothingIn(MACHINE)), "virt")
    };

    private FurtherFacts() {}

    private static Condition acpiMaker(String name) {
        return any(
                bytesAt("/sys/firmware/acpi/tables/DSDT", ACPI_OEM_ID, name),
                bytesAt("/sys/firmware/acpi/tables/FACP", ACPI_OEM_ID, name));
    }

    /** The manager's name as the container interface leaves it: by the manager itself, or by systemd inside. */
    private static Condition manager(String name) {
        return any(line("/run/host/container-manager", name, ""), line("/run/systemd/container", name, ""));
    }
}
