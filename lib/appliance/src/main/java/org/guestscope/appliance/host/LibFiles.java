package org.guestscope.appliance.host;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The C library's functions on file names (unistd.h, stdlib.h, sys/stat.h); names are bytes that end with a zero. */
interface LibFiles extends Library {
    /** {@code fcntl.h}: names are relative to the current directory. */
    int AT_FDCWD = -100;
    /** {@code fcntl.h}: a symbolic link is a file like others. */
    int AT_SYMLINK_NOFOLLOW = 0x100;
    /** {@code unistd.h}: asks for existence only. */
    int F_OK = 0;

    static LibFiles load() {
        return Native.load("c", LibFiles.class);
    }

    static byte[] terminated(String name) {
        return (name + '\0').getBytes(StandardCharsets.ISO_8859_1);
    }

    int symlink(byte[] target, byte[] name) throws LastErrorException;

    int unlink(byte[] name) throws LastErrorException;

    int mkdir(byte[] name, int mode) throws LastErrorException;

    int faccessat(int directory, byte[] name, int mode, int flags);

    /**
     * With {@code resolved} null it gives memory that {@link #free} takes back, and null at an error. Sets errno also
     * when it succeeds.
     */
    @Nullable Pointer realpath(byte[] name, @Nullable Pointer resolved);

    void free(Pointer memory);

    String strerror(int errnum);
}
