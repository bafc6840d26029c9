package org.guestscope.guestfish;

import org.guestscope.appliance.build.BuildProgress;
import org.guestscope.cli.ProgressLine;
import org.guestscope.guestfish.shell.Output;
import org.jspecify.annotations.Nullable;

/**
 * Says that an appliance is being built, which happens once and takes minutes: on a terminal in one line that goes on,
 * elsewhere a line for each step.
 */
final class BuildReport implements BuildProgress {
    private static final String PREFIX = "guestfish: info: appliance: ";

    private final Output output;
    private String last = "";

    /** Made when there is something to draw: nearly every start finds an appliance. */
    private @Nullable ProgressLine progress;

    BuildReport(Output output) {
        this.output = output;
    }

    @Override
    public synchronized void at(String step, long done, long total) {
        if (output.errTerminal()) {
            if (progress == null) {
                output.error(PREFIX + "building it, once; this takes a minute or two");
                progress = output.progressLine();
            }
            progress.show(PREFIX + BuildProgress.words(step, done, total));
        } else if (!step.equals(last)) {
            output.error(PREFIX + step);
        }
        last = step;
    }

    @Override
    public synchronized void end() {
        if (progress != null) {
            progress.clear();
        }
    }
}
