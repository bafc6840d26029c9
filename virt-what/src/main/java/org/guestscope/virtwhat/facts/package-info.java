/**
 * What is concluded from the evidence: catalogues of rules, one row a platform, and the run through them.
 *
 * <p>A platform is added in one place, as a row of a catalogue: {@link org.guestscope.virtwhat.facts.KnownFacts} holds
 * the facts of virt-what 1.27 in its order, which scripts rely on and which does not change; {@link
 * org.guestscope.virtwhat.facts.FurtherFacts} holds everything else, printed behind them when asked for; {@link
 * org.guestscope.virtwhat.facts.ConfidentialFacts} finds encrypted guests, a chain of questions to the processor rather
 * than a table. {@link org.guestscope.virtwhat.facts.Findings} runs them and keeps, for every fact, what was seen.
 *
 * <p>Words: a <i>fact</i> is one line of output, a <i>rule</i> leads to facts, a <i>group</i> is a set of rules of which
 * the first that holds closes the rest, a <i>layer</i> is where in the stack of container, machine and cloud a fact
 * belongs.
 */
@NullMarked
package org.guestscope.virtwhat.facts;

import org.jspecify.annotations.NullMarked;
