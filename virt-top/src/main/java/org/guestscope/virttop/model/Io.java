package org.guestscope.virttop.model;

/**
 * A domain's increases of disk and network counters over one interval, summed over its devices; {@link #UNKNOWN} for a
 * figure no device has.
 */
public record Io(long rdReqs, long wrReqs, long rdBytes, long wrBytes, long rxBytes, long txBytes) {

    /** Stands for an increase that is not known: the first sample, or no device. */
    public static final long UNKNOWN = -1;

    /** Nothing is known. */
    public static final Io NONE = new Io(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
}
