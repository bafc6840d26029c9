package org.guestscope.virtdf;

import org.guestscope.appliance.build.BuildProgress;
import org.guestscope.cli.Console;
import org.guestscope.cli.ProgressLine;
import org.guestscope.cli.Tool;

/** Says, once, that an appliance is being built, and passes on what an appliance says of itself. */
final class BuildNotice implements BuildProgress {

    private final Console console;
    private final ProgressLine progress;
    private boolean said;

    BuildNotice(Console console, ProgressLine progress) {
        this.console = console;
        this.progress = progress;
    }

    @Override
    public synchronized void at(String step, long done, long total) {
        if (!said) {
            said = true;
            message("building the appliance, once; this takes a minute or two");
        }
        progress.show("appliance: " + BuildProgress.words(step, done, total));
    }

    @Override
    public void end() {
        progress.clear();
    }

    synchronized void message(String line) {
        progress.clear();
        Tool.complain("virt-df", line, console);
    }
}
