package org.guestscope.virtwhat.facts;

import java.util.List;
import org.guestscope.virtwhat.evidence.Evidence;

/**
 * What must be seen for a rule to hold.
 *
 * <p>{@link Conditions} has the kinds there are. They are objects rather than lambdas, which would cost more at start-up
 * than everything else a run does.
 */
interface Condition {

    /**
     * Whether this is so.
     *
     * @param findings what was concluded before
     * @param seen receives what was seen, when it is so
     */
    boolean holds(Evidence evidence, Findings findings, List<Seen> seen);
}
