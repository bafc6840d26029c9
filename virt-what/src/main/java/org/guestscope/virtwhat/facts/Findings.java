package org.guestscope.virtwhat.facts;

import java.util.ArrayList;
import java.util.List;
import org.guestscope.virtwhat.evidence.Evidence;

/** The facts found so far, in the order in which they are printed, each once. */
public final class Findings {

    private final Evidence evidence;
    private final List<Fact> facts = new ArrayList<>();

    private Findings(Evidence evidence) {
        this.evidence = evidence;
    }

    /** What virt-what 1.27 prints for this machine. */
    public static Findings known(Evidence evidence) {
        Findings findings = new Findings(evidence);
        findings.run(KnownFacts.RULES, true);
        return findings;
    }

    /** The known facts, then protection and everything else that can be found out. */
    public static Findings extended(Evidence evidence) {
        Findings findings = known(evidence);
        ConfidentialFacts.find(evidence, findings, ConfidentialFacts.SILENT);
        findings.run(FurtherFacts.RULES, false);
        return findings;
    }

    /**
     * How the machine's memory is kept from its host, alone.
     *
     * @param trace receives a line for every question to the processor and its answer
     */
    public static Findings confidential(Evidence evidence, ConfidentialFacts.Trace trace) {
        Findings findings = new Findings(evidence);
        ConfidentialFacts.find(evidence, findings, trace);
        return findings;
    }

    private void run(Rule[] rules, boolean known) {
        boolean[] closed = new boolean[Group.values().length];
        for (Rule rule : rules) {
            Group group = rule.group();
            if (group != null && closed[group.ordinal()]) {
                continue;
            }
            List<Seen> seen = new ArrayList<>();
            if (!rule.condition().holds(evidence, this, seen)) {
                continue;
            }
            if (group != null) {
                closed[group.ordinal()] = true;
            }
            for (Group stopped : rule.stops()) {
                closed[stopped.ordinal()] = true;
            }
            for (String name : rule.facts()) {
                add(new Fact(name, rule.layer(), known, seen));
            }
        }
    }

    /** Adds a fact unless one of its name is there. */
    void add(Fact fact) {
        for (Fact present : facts) {
            if (present.name().equals(fact.name())) {
                return;
            }
        }
        facts.add(fact);
    }

    /** All facts in order. */
    public List<Fact> all() {
        return facts;
    }

    /** The facts of one layer in order. */
    public List<Fact> in(Layer layer) {
        List<Fact> found = new ArrayList<>();
        for (Fact fact : facts) {
            if (fact.layer() == layer) {
                found.add(fact);
            }
        }
        return found;
    }
}
