package org.guestscope.virttop.settings;

import java.time.Instant;
import java.time.ZonedDateTime;
import org.guestscope.virttop.model.SortOrder;

/** Turns the text of an option's or an init file's value into a setting; the two share names and rules. */
final class Item {

    private Item() {}

    static double delay(String text) {
        double seconds = number(text);
        if (!(seconds > 0) || Double.isInfinite(seconds)) {
            throw new IllegalArgumentException("the delay must be more than 0 seconds, not '" + text + "'");
        }
        return seconds;
    }

    static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a number", e);
        }
    }

    static int integer(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number", e);
        }
    }

    static SortOrder sort(String text) {
        SortOrder order = SortOrder.of(text.strip());
        if (order == null) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no sort order: cpu, mem, time, id, name, netrx, nettx, blockrdrq, blockwrrq");
        }
        return order;
    }

    static boolean bool(String text) {
        return switch (text.strip()) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    static Instant endTime(String text) {
        return EndTime.parse(text.strip(), ZonedDateTime.now());
    }
}
