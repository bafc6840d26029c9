package org.guestscope.appliance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.appliance.ApplianceOptions.Acceleration;
import org.jspecify.annotations.Nullable;

/**
 * The machine, in QEMU's words. A snapshot can only be restored into the same machine, so everything that shapes it is
 * here, and {@link #identity} names it.
 *
 * @param qemu the program
 * @param image what it boots from
 * @param accel KVM or TCG, decided
 * @param options the caller's settings
 */
record MachineSpec(Qemu qemu, ApplianceImage image, Acceleration accel, ApplianceOptions options) {

    /** Raised whenever the arguments below change the machine. */
    private static final int VERSION = 2;

    /** The name of the agent's port in the guest (/dev/virtio-ports/...). */
    private static final String PORT = "org.guestscope.agent";

    /**
     * TCG emulates every instruction the guest finds, and AVX costs more than it brings; these are what the kernel's
     * checksums and the JVM use gladly.
     */
    private static final String TCG_CPU = "qemu64,+ssse3,+sse4.1,+sse4.2,+popcnt,+rdrand";

    /**
     * The network of QEMU's NAT, of link-local addresses as no host routes them: its own default hides a network that
     * people use. The gateway is 2.2 in it, the name server 2.3 and the guest 2.15; the image's boot script says so too.
     */
    private static final String NETWORK = "169.254.0.0/16";

    private static final String KERNEL_LINE = "console=ttyS0 quiet loglevel=4 panic=-1 oops=panic mitigations=off "
            + "random.trust_cpu=on no_timer_check tsc=reliable audit=0 selinux=0 apparmor=0 8250.nr_uarts=1 "
            + "cgroup_disable=memory";

    /** Everything a saved state depends on. */
    String identity() {
        StringBuilder text = new StringBuilder("machine ").append(VERSION).append('\n');
        text.append("image ").append(image.key()).append('\n');
        text.append("qemu ").append(qemu.identity()).append('\n');
        text.append("accel ").append(accel).append('\n');
        if (accel == Acceleration.KVM) {
            text.append("kernel ").append(HostIdentity.kernel()).append('\n');
            text.append("cpu ").append(HostIdentity.cpu()).append('\n');
        }
        text.append("memory ").append(options.memoryMiB()).append('\n');
        text.append("smp ").append(options.smp()).append('\n');
        text.append("network ").append(options.network()).append('\n');
        text.append("append ").append(String.join(" ", options.append())).append('\n');
        return text.toString();
    }

    /**
     * The command that runs the machine.
     *
     * @param qmp the socket QEMU connects its control to
     * @param agent the socket QEMU connects the agent's port to
     * @param memory the file that holds the guest's memory, or null for none
     * @param share whether what the guest writes goes into that file
     * @param incoming whether the machine waits for a saved state
     */
    List<String> command(Path qmp, Path agent, @Nullable Path memory, boolean share, boolean incoming) {
        // A session of its own: what a terminal sends to the programs that run in it, as at ^C, is not meant for QEMU.
        List<String> words = new ArrayList<>(List.of("setsid", "setpriv", "--pdeathsig", "KILL", "--"));
        words.add(qemu.program().toString());
        words.addAll(List.of("-nodefaults", "-no-user-config", "-display", "none", "-name", "guestscope"));
        words.addAll(List.of("-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny"));
        words.add("-machine");
        words.add("q35,usb=off,sata=off,smbus=off,vmport=off,hpet=off,memory-backend=ram,accel="
                + (accel == Acceleration.KVM ? "kvm" : "tcg"));
        words.addAll(List.of("-cpu", accel == Acceleration.KVM ? "host" : TCG_CPU));
        words.addAll(List.of("-smp", String.valueOf(options.smp()), "-m", options.memoryMiB() + "M"));
        words.add("-object");
        words.add(
                memory == null
                        ? "memory-backend-ram,id=ram,size=" + options.memoryMiB() + "M"
                        : "memory-backend-file,id=ram,size=" + options.memoryMiB() + "M,share=" + (share ? "on" : "off")
                                + ",mem-path=" + escaped(memory));
        words.addAll(List.of("-kernel", image.kernel().toString()));
        words.addAll(List.of("-initrd", image.initramfs().toString()));
        words.add("-append");
        words.add(options.append().isEmpty() ? KERNEL_LINE : KERNEL_LINE + " " + String.join(" ", options.append()));
        words.addAll(List.of("-rtc", "base=utc", "-no-reboot"));
        // Standard error, so that the console and QEMU's own complaints come through one pipe in their order.
        words.addAll(List.of("-chardev", "file,id=console,path=/dev/stderr", "-serial", "chardev:console"));
        words.addAll(List.of("-chardev", "socket,id=qmp,path=" + escaped(qmp), "-mon", "chardev=qmp,mode=control"));
        words.add("-blockdev");
        words.add("driver=file,node-name=root,read-only=on,locking=off,filename=" + escaped(image.root()));
        device(words, "virtio-blk-pci,drive=root");
        device(words, "virtio-serial-pci");
        words.addAll(List.of("-chardev", "socket,id=agent,path=" + escaped(agent)));
        words.addAll(List.of("-device", "virtserialport,chardev=agent,name=" + PORT));
        device(words, "virtio-rng-pci");
        device(words, "virtio-scsi-pci,id=scsi0");
        words.addAll(TransferDrive.arguments());
        if (options.network()) {
            words.addAll(List.of("-netdev", "user,id=net0,net=" + NETWORK));
            device(words, "virtio-net-pci,netdev=net0,romfile=");
        }
        if (incoming) {
            words.addAll(List.of("-incoming", "defer"));
        }
        words.addAll(options.parameters());
        return words;
    }

    private static void device(List<String> words, String device) {
        words.add("-device");
        words.add(device + ",disable-legacy=on");
    }

    /** A path in an option whose parts commas separate. */
    private static String escaped(Path path) {
        return path.toAbsolutePath().toString().replace(",", ",,");
    }
}
