package org.guestscope.guest.struct;

/** A member of a software RAID array, as {@code /proc/mdstat} shows it. */
public record MdStat(String mdstatDevice, int mdstatIndex, String mdstatFlags) {}
