package org.guestscope.virttop.model;

/** The four lists, by the peer's numbers. */
public enum View {
    DOMAINS("task"),
    PCPU("pcpu"),
    INTERFACES("net"),
    BLOCK("block");

    private final String word;

    View(String word) {
        this.word = word;
    }

    /** What the init file calls it. */
    public String word() {
        return word;
    }
}
