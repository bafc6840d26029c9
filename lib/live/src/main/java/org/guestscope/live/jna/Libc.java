package org.guestscope.live.jna;

import com.sun.jna.Native;

/** {@code string.h}. Safe on any thread; both strings stay their owners'. */
public final class Libc {

    static {
        Native.register(Libc.class, "c");
    }

    private Libc() {}

    /** 0 when the NUL-terminated strings at the two addresses are equal. */
    public static native int strcmp(long s1, long s2);
}
