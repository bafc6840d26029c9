package org.guestscope.virtwhat;

import org.guestscope.cli.CommandFailure;
import org.guestscope.virtwhat.evidence.Evidence;
import org.jspecify.annotations.Nullable;

/** Who runs this process, from the kernel's file about it, which costs neither a library nor a process. */
final class User {

    private static final String STATUS = "/proc/self/status";

    private User() {}

    /** Whether the effective user is root; not when that cannot be told. */
    static boolean isRoot(Evidence evidence) {
        return "0".equals(effectiveId(evidence));
    }

    /**
     * Ends the command unless the effective user is root, in the peer's words.
     *
     * @throws CommandFailure when the user is another, or cannot be told
     */
    static void requireRoot(Evidence evidence) throws CommandFailure {
        String id = effectiveId(evidence);
        if (id == null) {
            throw new CommandFailure("failed to get current user id");
        }
        if (!id.equals("0")) {
            throw new CommandFailure("this script must be run as root");
        }
    }

    /** The second of the four numbers behind {@code Uid:}: real, effective, saved, file system. */
    private static @Nullable String effectiveId(Evidence evidence) {
        String text = evidence.root().text(STATUS);
        int start = text == null ? -1 : text.indexOf("\nUid:");
        if (text == null || start < 0) {
            return null;
        }
        String[] numbers =
                text.substring(start + 1, text.indexOf('\n', start + 1)).split("\t");
        return numbers.length > 2 ? numbers[2] : null;
    }
}
