package org.guestscope.guest.struct;

/** A rule that matched a file. */
public record YaraDetection(String yaraName, String yaraRule) {}
