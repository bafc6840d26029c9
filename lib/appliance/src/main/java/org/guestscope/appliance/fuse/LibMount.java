package org.guestscope.appliance.fuse;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.appliance.host.HostCommand;
import org.jspecify.annotations.Nullable;

/** {@code umount2} of sys/mount.h, and fusermount3 for those who may not call it. */
final class LibMount {
    private static final int EPERM = 1;
    private static final int MNT_DETACH = 2;

    private LibMount() {}

    /** The functions; strerror answers from a table of constants for known numbers, so any thread may ask. */
    interface Mounts extends Library {
        int umount2(byte[] target, int flags) throws LastErrorException;

        String strerror(int errnum);
    }

    static void unmount(String directory, boolean lazily, @Nullable File helper) throws IOException {
        Mounts mounts = Native.load("c", Mounts.class);
        try {
            int unused = mounts.umount2(FuseOperations.terminated(directory), lazily ? MNT_DETACH : 0);
        } catch (LastErrorException e) {
            if (e.getErrorCode() != EPERM || helper == null) {
                throw new IOException(directory + ": " + mounts.strerror(e.getErrorCode()), e);
            }
            byHelper(directory, lazily, helper);
        }
    }

    private static void byHelper(String directory, boolean lazily, File helper) throws IOException {
        List<String> words = new ArrayList<>(List.of(helper.getPath(), "-u"));
        if (lazily) {
            words.add("-z");
        }
        words.add("--");
        words.add(directory);
        Process process = HostCommand.of(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(said.isEmpty() ? directory + ": cannot be unmounted" : said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(directory + ": interrupted while it was unmounted", e);
        }
    }
}
