package org.guestscope.hostvalidate.check;

import java.util.function.Function;
import org.guestscope.hostvalidate.host.Host;

/**
 * One check.
 *
 * @param id its name in JSON, metrics and documentation; never changed
 * @param title what is checked, in a few words
 * @param reads where the evidence is
 * @param why why it matters, in one line
 * @param read gathers the evidence; never throws for what is missing
 * @param judge judges it, from the evidence alone
 * @param <E> the evidence
 */
public record Check<E>(
        String id,
        Group group,
        String title,
        String reads,
        String why,
        Function<Host, E> read,
        Function<E, Finding> judge) {
    /** Checks that host. Evidence that breaks the check, which would be a bug, is reported as not checked. */
    public Result run(Host host) {
        try {
            return new Result(this, judge.apply(read.apply(host)));
        } catch (RuntimeException bug) {
            return new Result(this, Finding.skipped("the check itself failed: " + bug));
        }
    }
}
