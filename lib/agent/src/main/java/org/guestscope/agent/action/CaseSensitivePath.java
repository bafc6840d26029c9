package org.guestscope.agent.action;

import java.io.IOException;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Posix;
import org.guestscope.agent.sysroot.Sysroot;

/** Finds the true spelling of a path: what NTFS does for programs in Windows and its Linux driver does not. */
final class CaseSensitivePath {

    private final Sysroot sysroot;

    CaseSensitivePath(Sysroot sysroot) {
        this.sysroot = sysroot;
    }

    /** The spelling; the last component may not exist, as for a file about to be made. */
    String resolve(String path) throws IOException {
        StringBuilder found = new StringBuilder();
        String[] components = path.replaceAll("^/+|/+$", "").split("/+");
        for (int i = 0; i < components.length; i++) {
            String component = components[i];
            if (component.isEmpty()) {
                continue;
            }
            if (component.equals(".") || component.equals("..")) {
                throw new ChildException(path + ": . and .. have no spelling");
            }
            found.append('/').append(spelling(found.toString(), component, i == components.length - 1, path));
        }
        String whole = found.length() == 0 ? "/" : found.toString();
        if (path.endsWith("/")
                && sysroot.exists(whole)
                && !sysroot.status(whole, true).isDirectory()) {
            throw new ErrnoException(path, Errno.ENOTDIR);
        }
        return whole;
    }

    private String spelling(String directory, String component, boolean last, String path) throws IOException {
        String folded = null;
        for (Posix.Entry entry : sysroot.entries(directory.isEmpty() ? "/" : directory)) {
            if (entry.name().equals(component)) {
                return component;
            }
            if (entry.name().equalsIgnoreCase(component)) {
                if (folded != null) {
                    throw new ChildException(
                            path + ": several names differ only in case: " + folded + ", " + entry.name());
                }
                folded = entry.name();
            }
        }
        if (folded == null && !last) {
            throw new ErrnoException(path, Errno.ENOENT);
        }
        return folded == null ? component : folded;
    }
}
