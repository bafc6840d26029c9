package org.guestscope.hostvalidate.check;

import java.io.IOException;
import java.util.List;
import org.guestscope.hostvalidate.host.Architecture;
import org.guestscope.hostvalidate.host.Host;
import org.guestscope.hostvalidate.host.KernelCommandLine;
import org.guestscope.hostvalidate.probe.BootProbe;
import org.guestscope.hostvalidate.probe.BootTimes;
import org.guestscope.hostvalidate.probe.KvmAnswers;
import org.guestscope.hostvalidate.probe.KvmProbe;
import org.guestscope.hostvalidate.probe.KvmSpeed;
import org.jspecify.annotations.Nullable;

/** Checks of whether KVM runs guests, from its module to the boot of a kernel. */
final class KvmChecks {
    /** Boots a kernel, which takes from seconds to minutes, so only when asked. */
    static final Check<?> BOOT = new Check<>(
            "kvm-boot",
            Group.KVM,
            "a stock kernel boots",
            "the appliance's kernel, or the newest in /boot, run by QEMU under TCG and under KVM (only with --boot)",
            "the only proof that stock guests start, and how much faster than emulated they do",
            Boot::read,
            Boot::judge);

    private static final String DEVICE = "/dev/kvm";
    private static final String EMULATE =
            "# by hand: set the domain type to qemu (TCG) or move guests to a host with real KVM";

    private KvmChecks() {}

    static List<Check<?>> all() {
        return List.of(
                new Check<>(
                        "kvm-backend",
                        Group.KVM,
                        "KVM's back end",
                        "/sys/module/{kvm_intel,kvm_amd,kvm_hv,kvm_pvm,kvm}, nested_pvm in /proc/cmdline",
                        "KVM without the processor's virtualization imitates it, and stock guests may not boot",
                        Backend::read,
                        Backend::judge),
                new Check<>(
                        "kvm-device",
                        Group.KVM,
                        "access to /dev/kvm, whatever the processor's flags say",
                        "access to /dev/kvm",
                        "flags can be hidden where KVM works, and shown where it does not",
                        Device::read,
                        Device::judge),
                new Check<>(
                        "kvm-answers",
                        Group.KVM,
                        "KVM makes a virtual machine",
                        "/dev/kvm: KVM_GET_API_VERSION, KVM_CREATE_VM, KVM_CHECK_EXTENSION",
                        "a device node proves only that somebody made it",
                        Answers::read,
                        Answers::judge),
                new Check<>(
                        "kvm-speed",
                        Group.KVM,
                        "KVM runs code at the processor's speed",
                        "/dev/kvm: a guest of one page counts to 100,000 in 16-bit and in 64-bit mode, best of three",
                        "an interpreted guest is a thousand times slower, and a stock kernel may never boot in it",
                        Speed::read,
                        Speed::judge));
    }

    record Backend(boolean intel, boolean amd, boolean power, boolean pvm, boolean generic, boolean builtIn) {
        static Backend read(Host host) {
            Architecture architecture = host.architecture();
            return new Backend(
                    loaded(host, "kvm_intel"),
                    loaded(host, "kvm_amd"),
                    loaded(host, "kvm_hv"),
                    loaded(host, "kvm_pvm") || KernelCommandLine.read(host).has("nested_pvm"),
                    loaded(host, "kvm"),
                    !architecture.isX86() && !architecture.isPower());
        }

        private static boolean loaded(Host host, String module) {
            return host.isFolder("/sys/module/" + module);
        }

        Finding judge() {
            if (pvm) {
                return Finding.warn("kvm_pvm: a paravirtual KVM that needs guests made for it", EMULATE);
            }
            if (intel || amd || power) {
                return Finding.pass(intel ? "kvm_intel" : amd ? "kvm_amd" : "kvm_hv");
            }
            if (generic) {
                return builtIn
                        ? Finding.pass("kvm, part of this architecture's kernel")
                        : Finding.warn("kvm is loaded without a back end", "modprobe kvm_intel || modprobe kvm_amd");
            }
            return builtIn
                    ? Finding.note("the kernel does not show how KVM is built in")
                    : Finding.fail("no KVM module is loaded", "modprobe kvm_intel || modprobe kvm_amd");
        }
    }

    record Device(boolean exists, boolean readable, boolean writable) {
        static Device read(Host host) {
            return new Device(host.exists(DEVICE), host.readable(DEVICE), host.writable(DEVICE));
        }

        Finding judge() {
            if (!exists) {
                return Finding.fail("there is none", "modprobe kvm_intel || modprobe kvm_amd");
            }
            if (!readable || !writable) {
                return Finding.fail(
                        "it exists, but this user may not use it",
                        "usermod -aG kvm \"${SUDO_USER:-$USER}\"  # then log in anew");
            }
            return Finding.pass("it exists and this user may use it");
        }
    }

    /** Answers of the device; {@code null} when there is none this user could ask. */
    record Answers(@Nullable KvmAnswers answers) {
        private static final String BROKEN = "dmesg | grep -i kvm";

        static Answers read(Host host) {
            return new Answers(askable(host) ? KvmProbe.answers() : null);
        }

        Finding judge() {
            if (answers == null) {
                return Finding.skipped("/dev/kvm cannot be opened by this user");
            }
            if (!answers.error().isEmpty()) {
                return Finding.fail(answers.error(), BROKEN);
            }
            if (answers.apiVersion() != KvmAnswers.API_VERSION) {
                return Finding.fail("it speaks version " + answers.apiVersion() + " of its interface, not 12", BROKEN);
            }
            if (!answers.virtualMachine() || !answers.userMemory()) {
                return Finding.fail("it answers, but makes no virtual machine", BROKEN);
            }
            String seen = "it made a virtual machine; in-kernel interrupts: " + yesNo(answers.interruptController())
                    + ", nested state: " + yesNo(answers.nestedState());
            return answers.interruptController()
                    ? Finding.pass(seen)
                    : Finding.warn(seen, "# by hand: use a kernel whose KVM has interrupt controllers");
        }

        private static String yesNo(boolean value) {
            return value ? "yes" : "no";
        }
    }

    /** The guest's runs; {@code null} where it cannot be run. */
    record Speed(@Nullable KvmSpeed speed, Architecture architecture) {
        /** Hardware takes well under a millisecond, interpreting KVMs 40 to 200. Far from both, also on a busy host. */
        static final long LIMIT_NANOSECONDS = 20_000_000;

        private static final double NANOSECONDS_PER_MILLISECOND = 1e6;

        static Speed read(Host host) {
            Architecture architecture = host.architecture();
            boolean possible = askable(host) && architecture == Architecture.X86_64;
            return new Speed(possible ? KvmProbe.speed() : null, architecture);
        }

        Finding judge() {
            if (speed == null) {
                return Finding.skipped(
                        architecture == Architecture.X86_64
                                ? "/dev/kvm cannot be opened by this user"
                                : "the test guest is x86-64 code");
            }
            if (!speed.realMode().ran() || !speed.longMode().ran()) {
                KvmSpeed.Trial broken = speed.realMode().ran() ? speed.longMode() : speed.realMode();
                String mode = speed.realMode().ran() ? "64-bit mode: " : "16-bit mode: ";
                return Finding.fail(mode + broken.error(), EMULATE);
            }
            long slowest =
                    Math.max(speed.realMode().nanoseconds(), speed.longMode().nanoseconds());
            String seen = "100,000 turns took " + milliseconds(speed.realMode()) + " ms in 16-bit and "
                    + milliseconds(speed.longMode()) + " ms in 64-bit mode";
            return slowest <= LIMIT_NANOSECONDS
                    ? Finding.pass(seen)
                    : Finding.fail(seen + ": guest code is interpreted, not run", EMULATE);
        }

        private static String milliseconds(KvmSpeed.Trial trial) {
            return String.format(java.util.Locale.ROOT, "%.2f", trial.nanoseconds() / NANOSECONDS_PER_MILLISECOND);
        }
    }

    /** How a kernel booted; {@code null}, with the reason, when none could be tried. */
    record Boot(@Nullable BootTimes times, String reason) {
        static Boot read(Host host) {
            String qemu = host.program("qemu-system-x86_64");
            if (!host.live() || host.architecture() != Architecture.X86_64) {
                return new Boot(null, "only an x86-64 host can boot the test kernel");
            }
            if (qemu.isEmpty()) {
                return new Boot(null, "there is no qemu-system-x86_64");
            }
            String kernel = BootKernel.find(host);
            if (kernel.isEmpty()) {
                return new Boot(null, "there is no appliance yet, and no kernel in /boot can be read by this user");
            }
            try {
                return new Boot(BootProbe.boot(qemu, kernel), "");
            } catch (IOException e) {
                return new Boot(null, "QEMU could not be started: " + e.getMessage());
            }
        }

        Finding judge() {
            if (times == null) {
                return Finding.skipped(reason);
            }
            BootTimes.Boot emulated = times.emulated();
            BootTimes.Boot virtualized = times.virtualized();
            String seen = times.kernel() + ": emulated " + describe(emulated) + ", under KVM " + describe(virtualized);
            if (!virtualized.booted()) {
                return Finding.fail(seen, EMULATE);
            }
            return emulated.booted() && virtualized.milliseconds() > emulated.milliseconds()
                    ? Finding.warn(seen, EMULATE)
                    : Finding.pass(seen);
        }

        private static String describe(BootTimes.Boot boot) {
            if (boot.booted()) {
                return boot.milliseconds() + " ms";
            }
            return "not within " + boot.milliseconds() + " ms (last output: " + Words.orNone(boot.lastLine()) + ")";
        }
    }

    private static boolean askable(Host host) {
        return host.live() && host.readable(DEVICE) && host.writable(DEVICE);
    }
}
