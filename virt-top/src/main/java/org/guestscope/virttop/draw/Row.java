package org.guestscope.virttop.draw;

import org.jspecify.annotations.Nullable;

/**
 * One line of a list.
 *
 * @param key what the cursor holds on to: a domain's key, with the device's name where the row is a device's; null for
 *     a line that cannot be chosen
 * @param domain the key of the domain the line speaks of; null for none
 * @param tone how it is coloured
 */
public record Row(
        String text, @Nullable String key, @Nullable String domain, Tone tone) {

    /** What a line's colour says. */
    public enum Tone {
        NORMAL,
        /** Not running. */
        FAINT,
        /** Working hard. */
        WARM,
        /** At its limit. */
        HOT,
        /** Something is wrong with it. */
        BAD
    }
}
