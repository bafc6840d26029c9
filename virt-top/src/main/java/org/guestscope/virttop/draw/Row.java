package org.guestscope.virttop.draw;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One line of a list; its text is made when it is asked for, as of a long list only a screenful is.
 *
 * @param line makes the text
 * @param key what the cursor holds on to: a domain's key, with the device's name where the row is a device's; null for
 *     a line that cannot be chosen
 * @param domain the key of the domain the line speaks of; null for none
 * @param tone how it is coloured
 */
public record Row(
        Supplier<String> line,
        @Nullable String key,
        @Nullable String domain,
        Tone tone) {

    /** The line as it is drawn, not cut. */
    public String text() {
        return line.get();
    }

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
