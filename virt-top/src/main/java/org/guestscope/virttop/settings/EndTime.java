package org.guestscope.virttop.settings;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;

/**
 * Reads {@code --end-time}: {@code YYYY-MM-DD HH:MM:SS}, {@code HH:MM:SS} of today, both local, or from now on
 * {@code +HH:MM:SS} or {@code +SECS}.
 */
final class EndTime {

    private EndTime() {}

    /** @throws IllegalArgumentException with the reason when {@code text} is none of the four */
    static Instant parse(String text, ZonedDateTime now) {
        try {
            if (text.startsWith("+")) {
                String rest = text.substring(1);
                int colon = rest.indexOf(':');
                return now.toInstant().plus(colon < 0 ? seconds(rest) : clock(rest));
            }
            int blank = text.indexOf(' ');
            LocalDateTime local = blank < 0
                    ? now.toLocalDate().atTime(LocalTime.parse(text))
                    : LocalDateTime.parse(text.substring(0, blank) + "T" + text.substring(blank + 1));
            return local.atZone(now.getZone()).toInstant();
        } catch (DateTimeException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not YYYY-MM-DD HH:MM:SS, HH:MM:SS, +HH:MM:SS or +SECONDS", e);
        }
    }

    private static Duration seconds(String text) {
        long seconds = Long.parseLong(text);
        if (seconds < 0) {
            throw new NumberFormatException(text);
        }
        return Duration.ofSeconds(seconds);
    }

    private static Duration clock(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            throw new NumberFormatException(text);
        }
        return seconds(parts[0])
                .multipliedBy(3600)
                .plus(seconds(parts[1]).multipliedBy(60))
                .plus(seconds(parts[2]));
    }
}
