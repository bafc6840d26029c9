package org.guestscope.virtwhat.facts;

/**
 * One piece of evidence behind a fact.
 *
 * @param source where it was seen: a path, a CPUID leaf, a program
 * @param said what was there; text of the machine, not made safe for a terminal
 */
public record Seen(String source, String said) {}
