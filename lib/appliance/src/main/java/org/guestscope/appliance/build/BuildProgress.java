package org.guestscope.appliance.build;

/** Told how the building of an appliance goes; called from one thread. */
@FunctionalInterface
public interface BuildProgress {

    /**
     * A step went on.
     *
     * @param step what is being done, a few words in the gerund ("downloading packages")
     * @param done how much of it is done, in units of the step; 0 at its beginning
     * @param total how much there is, or 0 when it is not known
     */
    void at(String step, long done, long total);

    /** Nothing more comes: the appliance is there, or could not be had. */
    default void end() {}

    /** A step in words: {@code downloading packages 45%}. */
    static String words(String step, long done, long total) {
        return total > 0 ? step + " " + Math.min(100, done * 100 / total) + "%" : step;
    }

    /** Tells nobody. */
    static BuildProgress silent() {
        return (step, done, total) -> {};
    }
}
