package org.guestscope.live.jna;

import com.sun.jna.Native;

/** Functions of {@code string.h} and {@code stdlib.h}. */
public final class Libc {

    static {
        Native.register(Libc.class, "c");
    }

    private Libc() {}

    /** 0 when the NUL-terminated strings at the two addresses are equal; safe on any thread. */
    public static native int strcmp(long s1, long s2);

    /** Sets a variable of the environment that C code reads, which Java's own does not show. */
    static native int setenv(String name, String value, int overwrite);
}
