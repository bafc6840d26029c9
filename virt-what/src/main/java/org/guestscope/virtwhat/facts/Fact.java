package org.guestscope.virtwhat.facts;

import java.util.List;

/**
 * One thing that is known of the machine.
 *
 * @param name the line that is printed, lower case
 * @param layer where it belongs in the stack
 * @param known whether virt-what 1.27 prints it too, as opposed to a further fact
 * @param evidence what was seen, at least one piece
 */
public record Fact(String name, Layer layer, boolean known, List<Seen> evidence) {}
