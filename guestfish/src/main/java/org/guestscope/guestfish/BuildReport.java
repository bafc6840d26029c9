package org.guestscope.guestfish;

import org.guestscope.appliance.build.BuildProgress;
import org.guestscope.guestfish.shell.Output;

/** Says that an appliance is being built, which happens once and takes minutes: step by step, not byte by byte. */
final class BuildReport implements BuildProgress {
    private final Output output;
    private String last = "";

    BuildReport(Output output) {
        this.output = output;
    }

    @Override
    public synchronized void at(String step, long done, long total) {
        if (!step.equals(last)) {
            last = step;
            output.error("guestfish: info: appliance: " + step);
        }
    }
}
