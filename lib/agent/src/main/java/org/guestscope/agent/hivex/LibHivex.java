package org.guestscope.agent.hivex;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Functions of {@code hivex.h}, version 0 of its binary interface; {@code size_t} and the handles made of it are
 * {@code long}. A hive is used by the thread of one call at a time and not after its {@link #hivex_close}; the library
 * checks node and value handles against its map of the file. What a function allocates is copied and freed by
 * {@link Hive}. Failure is 0, null or -1, and {@code errno} says why.
 */
final class LibHivex {

    /** The library's file, which tells whether it is there. */
    static final String NAME = "libhivex.so.0";

    static final int HIVEX_OPEN_VERBOSE = 1;
    static final int HIVEX_OPEN_DEBUG = 2;
    static final int HIVEX_OPEN_WRITE = 4;
    static final int HIVEX_OPEN_UNSAFE = 8;

    /** {@code struct hive_set_value}: key, type, padding, length, value. */
    static final int SET_VALUE_KEY = 0;

    static final int SET_VALUE_T = 8;
    static final int SET_VALUE_LEN = 16;
    static final int SET_VALUE_VALUE = 24;
    static final int SET_VALUE_BYTES = 32;

    static {
        Native.register(NAME);
    }

    private LibHivex() {}

    static native @Nullable Pointer hivex_open(byte[] filename, int flags);

    static native int hivex_close(Pointer h);

    static native long hivex_root(Pointer h);

    static native @Nullable Pointer hivex_node_name(Pointer h, long node);

    static native @Nullable Pointer hivex_node_children(Pointer h, long node);

    static native long hivex_node_get_child(Pointer h, long node, byte[] name);

    static native long hivex_node_parent(Pointer h, long node);

    static native @Nullable Pointer hivex_node_values(Pointer h, long node);

    static native long hivex_node_get_value(Pointer h, long node, byte[] key);

    static native @Nullable Pointer hivex_value_key(Pointer h, long val);

    static native int hivex_value_type(Pointer h, long val, int[] t, long[] len);

    static native @Nullable Pointer hivex_value_value(Pointer h, long val, int[] t, long[] len);

    static native @Nullable Pointer hivex_value_string(Pointer h, long val);

    static native int hivex_commit(Pointer h, byte @Nullable [] filename, int flags);

    static native long hivex_node_add_child(Pointer h, long parent, byte[] name);

    static native int hivex_node_delete_child(Pointer h, long node);

    static native int hivex_node_set_value(Pointer h, long node, Pointer val, int flags);
}
