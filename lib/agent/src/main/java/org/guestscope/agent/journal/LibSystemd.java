package org.guestscope.agent.journal;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * Functions of {@code systemd/sd-journal.h}, version 0 of its binary interface. A journal is used by the thread of one
 * call at a time, all in the process that opened it; data that a function hands out is copied before the next call.
 * Failure is an error number with a minus sign.
 */
final class LibSystemd {

    /** The library's file, which tells whether it is there. */
    static final String NAME = "libsystemd.so.0";

    static {
        Native.register(NAME);
    }

    private LibSystemd() {}

    static native int sd_journal_open_directory(Pointer ret, byte[] path, int flags);

    static native void sd_journal_close(Pointer j);

    static native int sd_journal_next(Pointer j);

    static native int sd_journal_next_skip(Pointer j, long skip);

    static native int sd_journal_previous_skip(Pointer j, long skip);

    static native int sd_journal_get_realtime_usec(Pointer j, long[] ret);

    static native int sd_journal_set_data_threshold(Pointer j, long sz);

    static native int sd_journal_get_data_threshold(Pointer j, long[] sz);

    static native int sd_journal_enumerate_data(Pointer j, Pointer data, long[] l);

    static native void sd_journal_restart_data(Pointer j);
}
