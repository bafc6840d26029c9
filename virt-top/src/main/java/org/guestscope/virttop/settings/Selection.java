package org.guestscope.virttop.settings;

import java.util.Locale;
import org.guestscope.virttop.model.DomainReading;

/** Which domains are wanted. */
public final class Selection {

    private Selection() {}

    /** Whether the domain's name holds the filter's text, in any case. */
    public static boolean chosen(Settings settings, DomainReading domain) {
        return settings.filter.isEmpty()
                || domain.name().toLowerCase(Locale.ROOT).contains(settings.filter.toLowerCase(Locale.ROOT));
    }
}
