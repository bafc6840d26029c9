package org.guestscope.appliance.host;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What is done with names that the JDK cannot encode. Apart from {@link HostPath}, so that ordinary names do without JNA
 * and the time it takes to load.
 */
final class RawNames {

    private static final int MODE = 0777;

    private RawNames() {}

    static boolean exists(String name) {
        byte[] bytes = LibFiles.terminated(name);
        return LibFiles.load().faccessat(LibFiles.AT_FDCWD, bytes, LibFiles.F_OK, LibFiles.AT_SYMLINK_NOFOLLOW) == 0;
    }

    static void delete(String name) throws IOException {
        try {
            int unused = LibFiles.load().unlink(LibFiles.terminated(name));
        } catch (LastErrorException e) {
            throw failure(name, e.getErrorCode());
        }
    }

    static void createDirectory(String name) throws IOException {
        try {
            int unused = LibFiles.load().mkdir(LibFiles.terminated(name), MODE);
        } catch (LastErrorException e) {
            throw failure(name, e.getErrorCode());
        }
    }

    static String real(String name) throws IOException {
        LibFiles files = LibFiles.load();
        Pointer real = files.realpath(LibFiles.terminated(name), null);
        if (real == null) {
            throw failure(name, Native.getLastError());
        }
        String found = real.getString(0, StandardCharsets.ISO_8859_1.name());
        files.free(real);
        return found;
    }

    static void link(String target, String name) throws IOException {
        try {
            int unused = LibFiles.load().symlink(LibFiles.terminated(target), LibFiles.terminated(name));
        } catch (LastErrorException e) {
            throw failure(target, e.getErrorCode());
        }
    }

    /** As the JDK words it: the name and, in brackets, the reason. */
    private static IOException failure(String name, int errno) {
        return new IOException(name + " (" + LibFiles.load().strerror(errno) + ")");
    }
}
