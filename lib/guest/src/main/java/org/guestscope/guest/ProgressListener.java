package org.guestscope.guest;

/** Is told how far a long call has come. */
@FunctionalInterface
public interface ProgressListener {

    /** Does nothing. */
    ProgressListener NOBODY = (position, total) -> {};

    /**
     * Called on the thread that made the call, a few times a second at most.
     *
     * @param position how much is done, at least 0
     * @param total of how much; 0 when that is not known
     */
    void progress(long position, long total);
}
