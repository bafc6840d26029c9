package org.guestscope.hostvalidate.probe;

/**
 * What /dev/kvm answers when asked.
 *
 * @param error why it could not be asked; "" when it could
 * @param apiVersion its interface's version, 12 since 2007; -1 when it did not say
 * @param virtualMachine whether it made a virtual machine
 * @param userMemory whether guests can have memory of the asking process
 * @param interruptController whether it has interrupt controllers of its own
 * @param nestedState whether nested guests can be saved and moved
 * @param machineTypes bit mask of kinds of virtual machine; bit 5 is TDX
 */
public record KvmAnswers(
        String error,
        int apiVersion,
        boolean virtualMachine,
        boolean userMemory,
        boolean interruptController,
        boolean nestedState,
        int machineTypes) {
    /** The only version there is. */
    public static final int API_VERSION = 12;

    /** When it could not be asked, and why. */
    public static KvmAnswers failed(String error) {
        return new KvmAnswers(error, -1, false, false, false, false, 0);
    }
}
