package org.guestscope.virtwhat.facts;

import org.jspecify.annotations.Nullable;

/**
 * One row of a catalogue.
 *
 * @param layer where its facts belong
 * @param condition what must be seen
 * @param group the rules it excludes and is excluded by; null when it stands alone
 * @param stops groups that are not looked at any more once it has held
 * @param facts the lines to print, in order
 */
record Rule(Layer layer, Condition condition, @Nullable Group group, Group[] stops, String[] facts) {

    private static final Group[] NONE = {};

    /** A rule that stands alone. */
    static Rule of(Layer layer, Condition condition, String... facts) {
        return new Rule(layer, condition, null, NONE, facts);
    }

    /** The same rule as a member of {@code group}. */
    Rule in(Group group) {
        return new Rule(layer, condition, group, stops, facts);
    }

    /** The same rule, closing {@code groups} too. */
    Rule stopping(Group... groups) {
        return new Rule(layer, condition, group, groups, facts);
    }
}
