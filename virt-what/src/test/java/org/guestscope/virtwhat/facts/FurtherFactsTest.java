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

/** The lines of {@code --extended}, a row a platform. */
class FurtherFactsTest {

    private static final String ID = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final String KVM = signature("KVMKVMKVM");

    @TempDir
    Path root;

    @ParameterizedTest
    @MethodSource("platforms")
    void printsInExtendedMode(Platform platform) {
        FakeMachine.Outcome outcome =
                new FakeMachine(root).with(platform.files()).virtWhat("--extended");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isZero();
        assertThat(outcome.facts()).isEqualTo(platform.facts());
    }

    private static String maker(String name) {
        return "sys/class/dmi/id/sys_vendor=" + name + "|";
    }

    private static String product(String name) {
        return "sys/class/dmi/id/product_name=" + name + "|";
    }

    private static String chassisTag(String tag) {
        return "sys/class/dmi/id/chassis_asset_tag=" + tag + "|";
    }

    private static String mounts(String... lines) {
        return "proc/self/mountinfo=" + String.join("|", lines) + "|";
    }

    static List<Platform> platforms() {
        return List.of(
                of("bare metal", "", arch("x86_64"), "proc/cpuinfo=flags\t\t: fpu vme"),
                of("Firecracker", "kvm firecracker", KVM, "sys/firmware/acpi/tables/DSDT=DSDT^^^^^^FIRECKFCVMDSDT"),
                of("Cloud Hypervisor", "kvm cloud_hypervisor", KVM, maker("Cloud Hypervisor")),
                of(
                        "Cloud Hypervisor by ACPI",
                        "kvm cloud_hypervisor",
                        KVM,
                        "sys/firmware/acpi/tables/FACP=FACP^^^^^^CLOUDHCHFADT"),
                of("crosvm", "kvm crosvm", KVM, maker("ChromiumOS"), product("crosvm")),
                of("Kata by its target", "kvm kata", KVM, "proc/cmdline=quiet systemd.unit=kata-containers.target|"),
                of("Kata by its root", "kvm kata", KVM, mounts("1 0 0:1 / / rw - virtiofs kataShared rw")),
                of(
                        "Apple Virtualization on Arm",
                        "apple_vz",
                        arch("aarch64"),
                        maker("Apple Inc."),
                        product("Apple Virtualization Generic Platform")),
                of("a Mac", "", arch("aarch64"), maker("Apple Inc."), product("Macmini9,1")),
                of(
                        "Apple Virtualization on Intel",
                        "apple_vz",
                        ".probe/cpuid=0x40000000 0x00: eax=0x0 ebx=0x6c707041 ecx=0x5a562065 edx=0x0"),
                of("ACRN", "acrn", signature("ACRNACRNACRN")),
                of("QNX", "qnx", signature("QNXQVMBSQG")),
                of("SRE", "sre", signature("SRESRESRESRE")),
                of("KVM that poses", "kvm", signature("Linux KVM Hv")),
                of("VirtualBox on Arm", "virtualbox", arch("aarch64"), product("VirtualBox")),
                of("Bochs", "bochs", maker("Bochs")),
                of("Xen PVH guest", "xen xen-pvh", "sys/hypervisor/type=xen|", "sys/hypervisor/guest_type=PVH|"),
                of(
                        "Xen control domain by feature",
                        "xen xen-dom0",
                        "sys/hypervisor/type=xen|",
                        "sys/hypervisor/properties/features=00000801|"),
                of("gVisor", "gvisor", "proc/version=Linux version 4.19.0-gvisor #1 SMP|"),
                of("gVisor of old", "gvisor", "proc/version=Linux version 4.4.0 #1 SMP Sun Jan 10 15:06:54 PST 2016|"),
                of("WSL 1", "wsl wsl-1", "proc/sys/kernel/osrelease=4.4.0-19041-Microsoft|"),
                of(
                        "WSL 2",
                        "hyperv wsl wsl-2",
                        signature("Microsoft Hv"),
                        "proc/sys/kernel/osrelease=5.15.90.1-microsoft-standard-WSL2|"),
                of("a WSL 2 kernel of one's own", "wsl wsl-2", "proc/sys/kernel/osrelease=6.1.0-Microsoft-WSL2|"),
                of(
                        "Alibaba bare metal",
                        "alibaba_cloud alibaba_cloud-ebm",
                        arch("x86_64"),
                        maker("Alibaba Cloud"),
                        "proc/cpuinfo=flags\t\t: fpu vme"),
                of("Azure", "hyperv azure", signature("Microsoft Hv"), chassisTag("7783-7084-3265-9085-8269-3286-77")),
                of(
                        "Azure in dmidecode's words",
                        "hyperv azure",
                        signature("Microsoft Hv"),
                        dmi("Base Board Information|\tAsset Tag: None||Chassis Information|"
                                + "\tAsset Tag: 7783-7084-3265-9085-8269-3286-77")),
                of(
                        "another part's asset tag",
                        "hyperv",
                        signature("Microsoft Hv"),
                        dmi("Base Board Information|\tAsset Tag: 7783-7084-3265-9085-8269-3286-77")),
                of("Oracle Cloud", "kvm oracle_cloud", KVM, chassisTag("OracleCloud.com")),
                of("OpenStack", "kvm openstack", KVM, product("OpenStack Nova")),
                of("OpenStack by chassis", "kvm openstack", KVM, chassisTag("OpenTelekomCloud")),
                of(
                        "Huawei Cloud",
                        "kvm huawei_cloud openstack",
                        KVM,
                        chassisTag("HUAWEICLOUD"),
                        product("OpenStack Nova")),
                of("KubeVirt", "kvm kubevirt", KVM, maker("KubeVirt")),
                of("DigitalOcean", "kvm digitalocean", KVM, maker("DigitalOcean")),
                of("a maker that only begins like one", "kvm", KVM, maker("DigitalOcean Fans")),
                of(
                        "Hetzner on Arm",
                        "qemu hetzner",
                        arch("aarch64"),
                        maker("Hetzner"),
                        "sys/class/dmi/id/chassis_vendor=QEMU|"),
                of("Scaleway", "kvm scaleway", KVM, maker("Scaleway")),
                of("Vultr", "kvm vultr", KVM, maker("Vultr")),
                of("Akamai", "kvm akamai", KVM, maker("Akamai")),
                of("Linode", "kvm akamai", KVM, maker("Linode")),
                of("Exoscale", "kvm exoscale", KVM, product("Exoscale Compute Platform")),
                of("CloudStack", "kvm cloudstack", KVM, product("CloudStack KVM Hypervisor")),
                of("Outscale", "kvm outscale", KVM, maker("3DS Outscale")),
                of("LXD machine", "kvm lxd", KVM, "sys/class/dmi/id/board_name=LXD|"),
                of("LXD container", "lxc lxd", "proc/1/environ=container=lxc^", "dev/lxd/sock"),
                of("Incus container", "lxc incus", "proc/1/environ=container=lxc^", "dev/incus/sock"),
                of("Docker by systemd scope", "docker", "proc/self/cgroup=0::/system.slice/docker-" + ID + ".scope|"),
                of("a scope with a short name", "", arch("x86_64"), "proc/self/cgroup=0::/docker-0123.scope|"),
                of(
                        "Docker build step",
                        "docker",
                        mounts("1 0 0:1 / / rw - overlay overlay rw,lowerdir=/var/lib/docker/overlay2/l/X")),
                of(
                        "a Docker host",
                        "",
                        arch("x86_64"),
                        mounts(
                                "1 0 8:1 / / rw - ext4 /dev/sda1 rw",
                                "2 1 0:1 / /var/lib/docker/overlay2/x/merged rw - overlay overlay "
                                        + "rw,lowerdir=/var/lib/docker/overlay2/l/X")),
                of("Podman by marker", "podman", "run/.containerenv"),
                of(
                        "Podman in an image that says oci",
                        "oci podman",
                        "proc/1/environ=container=oci^",
                        "run/.containerenv"),
                of("Kubernetes by variable", "kubernetes", "proc/1/environ=KUBERNETES_SERVICE_HOST=10.0.0.1^"),
                of(
                        "Kubernetes by mount",
                        "kubernetes containerd",
                        mounts(
                                "1 0 0:1 / / rw - overlay overlay rw,upperdir=/var/lib/containerd/"
                                        + "io.containerd.snapshotter.v1.overlayfs/snapshots/1/fs",
                                "2 1 8:1 /var/lib/kubelet/pods/1/etc-hosts /etc/hosts rw - ext4 /dev/sda1 rw")),
                of(
                        "Kubernetes by secret",
                        "kubernetes",
                        mounts("2 1 0:9 / /run/secrets/kubernetes.io/serviceaccount ro" + " - tmpfs tmpfs rw")),
                of("Kubernetes by control group", "kubernetes", "proc/self/cgroup=1:cpu:/kubepods/burstable/pod1/2|"),
                of(
                        "a Kubernetes node",
                        "",
                        arch("x86_64"),
                        mounts("2 1 8:1 /var/lib/kubelet/pods/1/vol /var/lib/kubelet/pods/1/volume-subpaths/v rw"
                                + " - ext4 /dev/sda1 rw")),
                of("systemd-nspawn", "systemd-nspawn", "proc/1/environ=container=systemd-nspawn^"),
                of("systemd-nspawn by manager", "systemd-nspawn", "run/host/container-manager=systemd-nspawn|"),
                of("systemd-nspawn as systemd saw it", "systemd-nspawn", "run/systemd/container=systemd-nspawn|"),
                of("LXC as systemd saw it", "lxc", "run/systemd/container=lxc|"),
                of("Apptainer", "apptainer", ".singularity.d/"),
                of("an unknown hypervisor", "virt", arch("x86_64"), "proc/cpuinfo=flags\t\t: fpu hypervisor lahf_lm|"),
                of(
                        "an unknown hypervisor by CPUID",
                        "virt",
                        ".probe/cpuid=0x00000001 0x00: eax=0x0 ebx=0x0 ecx=0x80000000 edx=0x0"),
                of("an unknown hypervisor by SMBIOS", "virt", dmi("BIOS Information|\t\tSystem is a virtual machine")),
                of("a known hypervisor is not unknown, too", "kvm", KVM, "proc/cpuinfo=flags\t\t: fpu hypervisor|"),
                of(
                        "a confidential guest",
                        "kvm s390-protvirt",
                        arch("s390x"),
                        dmi("\tManufacturer: KVM"),
                        "sys/firmware/uv/prot_virt_guest=1|"));
    }
}
