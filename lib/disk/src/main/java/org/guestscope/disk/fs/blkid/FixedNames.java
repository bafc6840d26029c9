package org.guestscope.disk.fs.blkid;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The check of a signature that needs no more than its magic: label and UUID stand at fixed places.
 *
 * @param structureBytes the superblock's length, which must fit on the device
 * @param labelAt where the label stands in the superblock, or -1
 * @param labelBytes its length
 * @param uuidAt where the 16 bytes of UUID stand, or -1
 */
record FixedNames(int structureBytes, int labelAt, int labelBytes, int uuidAt) implements Signature.Check {

    static FixedNames none() {
        return new FixedNames(0, -1, 0, -1);
    }

    static FixedNames label(int structureBytes, int at, int length) {
        return new FixedNames(structureBytes, at, length, -1);
    }

    static FixedNames uuid(int structureBytes, int at) {
        return new FixedNames(structureBytes, -1, 0, at);
    }

    @Override
    public @Nullable Names names(Window window, Magic magic) throws IOException {
        byte[] raw = window.bytes(magic.base(), structureBytes);
        if (raw == null) {
            return null;
        }
        String label = null;
        if (labelAt >= 0) {
            label = Names.label(java.util.Arrays.copyOfRange(raw, labelAt, labelAt + labelBytes));
        }
        String uuid = null;
        if (uuidAt >= 0) {
            uuid = Names.uuid(java.util.Arrays.copyOfRange(raw, uuidAt, uuidAt + 16));
        }
        return new Names(label, uuid);
    }
}
