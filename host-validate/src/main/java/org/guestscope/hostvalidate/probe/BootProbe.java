package org.guestscope.hostvalidate.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.guestscope.hostvalidate.probe.BootTimes.Boot;

/**
 * Boots a stock kernel with a {@link MarkerInitramfs}, under emulation and under KVM, each with a watchdog. x86-64 only.
 */
public final class BootProbe {
    /** Emulation of a distribution's kernel takes three seconds on a slow machine, thirty on a crowded one. */
    private static final long EMULATED_LIMIT_MILLISECONDS = 90_000;

    /** KVM gets at least this long, and three times what emulation took: it should be faster by far. */
    private static final long VIRTUALIZED_LIMIT_MILLISECONDS = 10_000;

    private static final String KERNEL_ARGUMENTS = "console=ttyS0 panic=-1 nokaslr mitigations=off";
    private static final long KILL_MILLISECONDS = 2_000;

    private BootProbe() {}

    /**
     * Boots it both ways.
     *
     * @param qemu the emulator's program
     * @param kernel a bootable kernel image
     * @throws IOException if the initramfs cannot be written or QEMU cannot be started
     */
    public static BootTimes boot(String qemu, String kernel) throws IOException {
        Path initramfs = Files.createTempFile("host-validate-", ".cpio");
        try {
            Files.write(initramfs, MarkerInitramfs.archive());
            Boot emulated = boot(qemu, "tcg", kernel, initramfs, EMULATED_LIMIT_MILLISECONDS);
            long limit = Math.max(VIRTUALIZED_LIMIT_MILLISECONDS, 3 * emulated.milliseconds());
            return new BootTimes(
                    kernel,
                    emulated,
                    boot(qemu, "kvm", kernel, initramfs, Math.min(limit, EMULATED_LIMIT_MILLISECONDS)));
        } finally {
            Files.deleteIfExists(initramfs);
        }
    }

    private static Boot boot(String qemu, String accelerator, String kernel, Path initramfs, long limitMilliseconds)
            throws IOException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command(qemu, accelerator, kernel, initramfs))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        Thread watchdog = watchdog(process, limitMilliseconds);
        boolean booted = false;
        String last = "";
        try (BufferedReader console =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1))) {
            String line = console.readLine();
            while (line != null && !booted) {
                booted = line.contains(MarkerInitramfs.MARKER);
                last = line.isBlank() ? last : line.strip();
                line = booted ? null : console.readLine();
            }
        } catch (IOException closed) {
            // The watchdog ended QEMU in the middle of a read.
        }
        long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        end(process, watchdog);
        return new Boot(booted, milliseconds, last);
    }

    private static List<String> command(String qemu, String accelerator, String kernel, Path initramfs) {
        return List.of(
                qemu,
                "-nodefaults",
                "-no-user-config",
                "-accel",
                accelerator,
                "-m",
                "256",
                "-display",
                "none",
                "-serial",
                "stdio",
                "-no-reboot",
                "-kernel",
                kernel,
                "-initrd",
                initramfs.toString(),
                "-append",
                KERNEL_ARGUMENTS);
    }

    private static Thread watchdog(Process process, long limitMilliseconds) {
        Thread thread = new Thread(
                () -> {
                    try {
                        if (!process.waitFor(limitMilliseconds, TimeUnit.MILLISECONDS)) {
                            process.destroyForcibly();
                        }
                    } catch (InterruptedException over) {
                        process.destroyForcibly();
                    }
                },
                "boot-watchdog");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void end(Process process, Thread watchdog) {
        watchdog.interrupt();
        process.destroyForcibly();
        try {
            process.waitFor(KILL_MILLISECONDS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
