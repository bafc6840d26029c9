package org.guestscope.hostvalidate.probe;

/**
 * How a stock kernel booted to a first program of ours, by emulation and under KVM.
 *
 * @param kernel the kernel's file
 * @param emulated under QEMU's TCG
 * @param virtualized under KVM
 */
public record BootTimes(String kernel, Boot emulated, Boot virtualized) {
    /**
     * One boot.
     *
     * @param booted whether the program was reached in time
     * @param milliseconds from the start of QEMU until then, or until it was given up
     * @param lastLine the last line of console or error output, for telling why; "" when there was none
     */
    public record Boot(boolean booted, long milliseconds, String lastLine) {}
}
