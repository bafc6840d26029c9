package org.guestscope.agent.action;

import org.jspecify.annotations.Nullable;

/** Options that a program takes as one argument with commas between. */
final class CommaList {

    private final StringBuilder items = new StringBuilder();

    /** A name and a value, if there is one. */
    CommaList add(String prefix, @Nullable Object value) {
        return value == null ? this : item(prefix + value);
    }

    /** A name with 1 or 0. */
    CommaList number(String prefix, @Nullable Boolean value) {
        return value == null ? this : item(prefix + (value ? 1 : 0));
    }

    /** A word, if asked for. */
    CommaList flag(String word, @Nullable Boolean value) {
        return Boolean.TRUE.equals(value) ? item(word) : this;
    }

    /** One of two words. */
    CommaList choice(String yes, String no, @Nullable Boolean value) {
        return value == null ? this : item(value ? yes : no);
    }

    /** A feature, or its negation with a caret. */
    CommaList feature(String name, @Nullable Boolean value) {
        return value == null ? this : item(value ? name : "^" + name);
    }

    /** The whole list, or {@code null} for an empty one. */
    @Nullable String text() {
        return items.length() == 0 ? null : items.toString();
    }

    private CommaList item(String text) {
        items.append(items.length() == 0 ? "" : ",").append(text);
        return this;
    }
}
