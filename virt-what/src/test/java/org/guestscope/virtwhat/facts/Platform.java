package org.guestscope.virtwhat.facts;

import java.util.List;

/**
 * One row of a table of fake machines.
 *
 * @param name what the test is called
 * @param facts the expected lines, joined by blanks
 * @param files the machine, in {@link org.guestscope.virtwhat.FakeMachine}'s rows
 */
record Platform(String name, String facts, List<String> files) {

    static Platform of(String name, String facts, String... files) {
        return new Platform(name, facts, List.of(files));
    }

    static String signature(String name) {
        return ".probe/cpuid-signature=" + name;
    }

    static String dmi(String lines) {
        return ".probe/dmidecode=" + lines;
    }

    static String arch(String name) {
        return ".probe/arch=" + name;
    }

    @Override
    public String toString() {
        return name;
    }
}
