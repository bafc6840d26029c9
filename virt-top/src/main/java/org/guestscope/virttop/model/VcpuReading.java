package org.guestscope.virttop.model;

/**
 * One virtual CPU over one interval.
 *
 * @param state {@code virVcpuState}: 0 offline, 1 running, 2 blocked; -1 unknown
 * @param percent of one host CPU it used; NaN when unknown
 * @param stealPercent of the interval it was runnable and waited for a host CPU; NaN when unknown
 * @param waitPercent of the interval it waited for I/O on the host; NaN when unknown
 */
public record VcpuReading(int number, int state, double percent, double stealPercent, double waitPercent) {}
