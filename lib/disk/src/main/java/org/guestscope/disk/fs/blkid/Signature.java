package org.guestscope.disk.fs.blkid;

import java.io.IOException;
import java.util.List;
import org.guestscope.disk.fs.blkid.Identity.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * One type that libblkid knows.
 *
 * @param type blkid's TYPE
 * @param purpose blkid's USAGE
 * @param tolerant whether it may stand beside other signatures without making the answer ambiguous
 * @param minimumBytes devices below this size are not looked at
 * @param magics where its magic may stand; none when the check looks for itself
 * @param check what else must hold, and the names
 */
record Signature(String type, Purpose purpose, boolean tolerant, long minimumBytes, List<Magic> magics, Check check) {

    /** Verifies a superblock and takes the names from it. */
    @FunctionalInterface
    interface Check {
        /**
         * The names, or null when the device does not hold this type after all.
         *
         * @param magic the magic that was found; for signatures without magics, one at offset 0 without bytes
         */
        @Nullable Names names(Window window, Magic magic) throws IOException;
    }

    private static final Magic NOWHERE = new Magic(0, 0, new byte[0]);

    static Signature of(String type, Purpose purpose, Check check, Magic... magics) {
        return new Signature(type, purpose, false, 0, List.of(magics), check);
    }

    static Signature filesystem(String type, Check check, Magic... magics) {
        return of(type, Purpose.FILESYSTEM, check, magics);
    }

    Signature tolerating() {
        return new Signature(type, purpose, true, minimumBytes, magics, check);
    }

    Signature atLeast(long bytes) {
        return new Signature(type, purpose, tolerant, bytes, magics, check);
    }

    @Nullable Identity identify(Window window) throws IOException {
        if (window.size() < minimumBytes || (purpose == Purpose.RAID_MEMBER && window.isTiny())) {
            return null;
        }
        Magic found = magics.isEmpty() ? NOWHERE : null;
        for (Magic magic : magics) {
            if (magic.isAt(window)) {
                found = magic;
                break;
            }
        }
        if (found == null) {
            return null;
        }
        Names names = check.names(window, found);
        return names == null ? null : new Identity(type, purpose, names.label(), names.uuid());
    }
}
