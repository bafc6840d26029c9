package org.guestscope.guest.wire;

/**
 * One frame.
 *
 * @param type its kind
 * @param serial the call it belongs to, or 0
 * @param payload its bytes; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // frames are moved, never compared
public record Frame(FrameType type, int serial, byte[] payload) {

    private static final byte[] NOTHING = {};

    /** A frame without payload. */
    public static Frame of(FrameType type, int serial) {
        return new Frame(type, serial, NOTHING);
    }
}
