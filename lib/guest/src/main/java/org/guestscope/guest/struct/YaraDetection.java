package org.guestscope.guest.struct;

import org.guestscope.guest.catalogue.StructName;

/** A rule that matched a file. */
@StructName("yara_detection")
public record YaraDetection(String yaraName, String yaraRule) {}
