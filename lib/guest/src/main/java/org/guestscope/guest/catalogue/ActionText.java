package org.guestscope.guest.catalogue;

import java.util.Map;

/**
 * What help and manual pages say about an action beyond its summary. In all texts, names and words to type stand
 * between backquotes.
 *
 * @param description what it does; paragraphs separated by empty lines, those that begin with a blank keep their lines
 * @param params what parameters mean, by name, for those that the description does not explain
 * @param result what it gives back; empty for nothing, or when the description says it
 */
public record ActionText(String description, Map<String, String> params, String result) {}
