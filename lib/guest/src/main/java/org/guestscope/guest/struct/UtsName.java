package org.guestscope.guest.struct;

/** Name, release and machine of a kernel, after {@code struct utsname}. */
public record UtsName(String utsSysname, String utsRelease, String utsVersion, String utsMachine) {}
