package org.guestscope.agent.libc;

import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** Strings of C for libraries bound elsewhere; the texts have one byte per {@code char}. */
public final class CString {

    private CString() {}

    /** A text with the NUL that ends it in C. */
    public static byte[] of(String text) {
        return Posix.c(text);
    }

    /** A text with the NUL that ends it in C, or nothing for nothing. */
    public static byte @Nullable [] ofNullable(@Nullable String text) {
        return text == null ? null : Posix.c(text);
    }

    /** Copies a string that stays the library's; empty for a null pointer. */
    public static String text(@Nullable Pointer string) {
        return string == null ? "" : string.getString(0, "ISO-8859-1");
    }

    /** Copies a string that the library gave away, and frees it. */
    public static String take(Pointer string) {
        String text = text(string);
        Libc.free(string);
        return text;
    }

    /** Frees memory that a library gave away. */
    public static void free(Pointer memory) {
        Libc.free(memory);
    }
}
