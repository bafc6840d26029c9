package org.guestscope.agent.augeas;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Functions of {@code augeas.h}. A handle is used by the thread of one call at a time; strings that a function hands out
 * are copied before the next call, those it gives away are freed by {@link AugeasHandle}.
 */
final class LibAugeas {

    static {
        Native.register("augeas");
    }

    private LibAugeas() {}

    static native @Nullable Pointer aug_init(byte[] root, byte @Nullable [] loadpath, int flags);

    static native void aug_close(Pointer aug);

    static native int aug_defvar(Pointer aug, byte[] name, byte @Nullable [] expr);

    static native int aug_defnode(Pointer aug, byte[] name, byte[] expr, byte[] value, int[] created);

    static native int aug_get(Pointer aug, byte[] path, Pointer value);

    static native int aug_label(Pointer aug, byte[] path, Pointer label);

    static native int aug_set(Pointer aug, byte[] path, byte @Nullable [] value);

    static native int aug_setm(Pointer aug, byte[] base, byte @Nullable [] sub, byte[] value);

    static native int aug_insert(Pointer aug, byte[] path, byte[] label, int before);

    static native int aug_rm(Pointer aug, byte[] path);

    static native int aug_mv(Pointer aug, byte[] src, byte[] dst);

    static native int aug_match(Pointer aug, byte[] path, Pointer matches);

    static native int aug_save(Pointer aug);

    static native int aug_load(Pointer aug);

    static native int aug_transform(Pointer aug, byte[] lens, byte[] file, int excl);

    static native @Nullable Pointer aug_error_message(Pointer aug);

    static native @Nullable Pointer aug_error_minor_message(Pointer aug);

    static native @Nullable Pointer aug_error_details(Pointer aug);
}
