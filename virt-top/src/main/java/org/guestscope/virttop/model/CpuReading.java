package org.guestscope.virttop.model;

import java.util.Map;

/**
 * One CPU of the host over one interval.
 *
 * @param percent of it that domains used; 0 when none did
 * @param hostPercent of it that was busy at all; NaN when the driver does not tell
 * @param shares each domain's part, by {@link DomainReading#key}
 */
public record CpuReading(int number, double percent, double hostPercent, Map<String, Share> shares) {

    /**
     * A domain's part of one CPU.
     *
     * @param total percent of the CPU, the emulator's work included
     * @param guest the virtual CPUs' part of that
     */
    public record Share(double total, double guest) {}
}
