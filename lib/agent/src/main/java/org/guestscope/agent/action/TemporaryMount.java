package org.guestscope.agent.action;

import java.io.IOException;
import org.guestscope.agent.libc.Posix;

/** A filesystem mounted beside the sysroot for as long as one action needs it. */
final class TemporaryMount implements AutoCloseable {

    private final String path;

    private TemporaryMount(String path) {
        this.path = path;
    }

    static TemporaryMount of(ActionContext context, String device) throws IOException {
        String path = "/tmp/mount-" + System.nanoTime();
        Posix.mkdirat(path, Posix.AT_FDCWD, path, 0700);
        try {
            context.child("mount", "--", device, path).require();
        } catch (IOException e) {
            Posix.unlinkat(path, Posix.AT_FDCWD, path, Posix.AT_REMOVEDIR);
            throw e;
        }
        return new TemporaryMount(path);
    }

    String path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        Posix.umount(path, path, 0);
        Posix.unlinkat(path, Posix.AT_FDCWD, path, Posix.AT_REMOVEDIR);
    }
}
