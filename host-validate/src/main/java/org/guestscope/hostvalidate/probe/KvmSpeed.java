package org.guestscope.hostvalidate.probe;

/**
 * How the test guest ran.
 *
 * @param realMode in 16-bit mode without paging
 * @param longMode in 64-bit mode with paging
 */
public record KvmSpeed(Trial realMode, Trial longMode) {
    /** Turns of the guest's loop. */
    public static final int TURNS = 100_000;

    /**
     * One mode's best run.
     *
     * @param error what went wrong; "" when the guest did what it should
     * @param nanoseconds time of {@link #TURNS} turns
     */
    public record Trial(String error, long nanoseconds) {
        /** A run that went wrong. */
        public static Trial failed(String error) {
            return new Trial(error, 0);
        }

        /** Whether the guest did what it should. */
        public boolean ran() {
            return error.isEmpty();
        }
    }
}
