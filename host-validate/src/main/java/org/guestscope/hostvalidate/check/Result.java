package org.guestscope.hostvalidate.check;

/** A check with what it found. */
public record Result(Check<?> check, Finding finding) {}
