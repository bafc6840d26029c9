package org.guestscope.appliance;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How an appliance is started.
 *
 * @param memoryMiB the guest's memory in MiB; what the guest does not touch costs nothing
 * @param smp the number of virtual CPUs
 * @param accel what runs the guest's instructions
 * @param network whether the guest gets a user-mode network (outgoing connections only)
 * @param append words added to the guest kernel's command line
 * @param qemu the program that runs the machine; null for what the host has
 * @param parameters words added to QEMU's own command line. What they bring along is in no snapshot, so a machine that has
 *     some boots cold
 * @param temporary where overlays of read-only disks grow; null for TMPDIR or /tmp
 * @param snapshot whether a start may restore the booted state from a snapshot, and save one when there is none
 * @param log receives a line for each step worth seeing with {@code -v}; must not block
 */
public record ApplianceOptions(
        int memoryMiB,
        int smp,
        Acceleration accel,
        boolean network,
        List<String> append,
        @Nullable Path qemu,
        List<String> parameters,
        @Nullable Path temporary,
        boolean snapshot,
        Consumer<String> log) {

    /** Enough for LUKS2's argon2, which takes up to 1 GiB for a key. */
    public static final int DEFAULT_MEMORY_MIB = 1536;

    /** The least memory in which the kernel, the agent and a file system check still fit. */
    public static final int MIN_MEMORY_MIB = 256;

    /** The most CPUs QEMU's q35 takes without an IOMMU. */
    public static final int MAX_SMP = 255;

    /** What runs the guest's instructions. */
    public enum Acceleration {
        /** KVM where it boots a kernel, else TCG. */
        AUTO,
        /** KVM, or fail. */
        KVM,
        /** QEMU's own translator. */
        TCG
    }

    /** @throws IllegalArgumentException when a number is outside its range */
    public ApplianceOptions {
        if (memoryMiB < MIN_MEMORY_MIB) {
            throw new IllegalArgumentException(
                    "memory is %d MiB, must be at least %d".formatted(memoryMiB, MIN_MEMORY_MIB));
        }
        if (smp < 1 || smp > MAX_SMP) {
            throw new IllegalArgumentException("smp is %d, must be 1..%d".formatted(smp, MAX_SMP));
        }
        append = List.copyOf(append);
        parameters = List.copyOf(parameters);
    }

    /** The settings whose snapshot every tool shares: 1.5 GiB, one CPU, no network, silent. */
    public static ApplianceOptions defaults() {
        return new ApplianceOptions(
                DEFAULT_MEMORY_MIB, 1, Acceleration.AUTO, false, List.of(), null, List.of(), null, true, line -> {});
    }

    /** These options with another memory size, in MiB. */
    public ApplianceOptions withMemoryMiB(int value) {
        return new ApplianceOptions(value, smp, accel, network, append, qemu, parameters, temporary, snapshot, log);
    }

    /** These options with another number of CPUs. */
    public ApplianceOptions withSmp(int value) {
        return new ApplianceOptions(
                memoryMiB, value, accel, network, append, qemu, parameters, temporary, snapshot, log);
    }

    /** These options with another acceleration. */
    public ApplianceOptions withAccel(Acceleration value) {
        return new ApplianceOptions(memoryMiB, smp, value, network, append, qemu, parameters, temporary, snapshot, log);
    }

    /** These options with or without a network. */
    public ApplianceOptions withNetwork(boolean value) {
        return new ApplianceOptions(memoryMiB, smp, accel, value, append, qemu, parameters, temporary, snapshot, log);
    }

    /** These options with words for the kernel's command line. */
    public ApplianceOptions withAppend(List<String> value) {
        return new ApplianceOptions(memoryMiB, smp, accel, network, value, qemu, parameters, temporary, snapshot, log);
    }

    /** These options with another QEMU. */
    public ApplianceOptions withQemu(@Nullable Path value) {
        return new ApplianceOptions(
                memoryMiB, smp, accel, network, append, value, parameters, temporary, snapshot, log);
    }

    /** These options with words for QEMU's command line. */
    public ApplianceOptions withParameters(List<String> value) {
        return new ApplianceOptions(memoryMiB, smp, accel, network, append, qemu, value, temporary, snapshot, log);
    }

    /** These options with another place for overlays. */
    public ApplianceOptions withTemporary(@Nullable Path value) {
        return new ApplianceOptions(memoryMiB, smp, accel, network, append, qemu, parameters, value, snapshot, log);
    }

    /** These options with or without the use of snapshots. */
    public ApplianceOptions withSnapshot(boolean value) {
        return new ApplianceOptions(memoryMiB, smp, accel, network, append, qemu, parameters, temporary, value, log);
    }

    /** These options with another receiver of log lines. */
    public ApplianceOptions withLog(Consumer<String> value) {
        return new ApplianceOptions(
                memoryMiB, smp, accel, network, append, qemu, parameters, temporary, snapshot, value);
    }
}
