package org.guestscope.guest.wire;

import org.jspecify.annotations.Nullable;

/** Kinds of frames; the codes are never reused. */
public enum FrameType {
    /** Both ways: magic and version; from the host it also starts a new session. */
    HELLO(1),
    /** Host: part of a call that is not its last. */
    CALL_PART(2),
    /** Host: the last or only part of a call. */
    CALL(3),
    /** Agent: part of a reply that is not its last. */
    REPLY_PART(4),
    /** Agent: the last or only part of a reply. */
    REPLY(5),
    /** Agent: the call failed. */
    ERROR(6),
    /** Both ways: bytes of a transfer; an empty one ends it. */
    DATA(7),
    /** Both ways: the receiver of a transfer has consumed so many bytes. */
    CREDIT(8),
    /** Host: give the call up. Agent: no more of the transfer is wanted, an ERROR or REPLY follows. */
    CANCEL(9),
    /** Agent: how far the call has come. */
    PROGRESS(10),
    /** Host: are you there. */
    PING(11),
    /** Agent: answer to PING, RESUME and WARM. */
    PONG(12),
    /** Host, after a restore: new randomness and the time. */
    RESUME(13),
    /** Host, before a snapshot: load what first calls will need. */
    WARM(14),
    /** Host, unanswered: all disks are there, arrays and volume groups on them can be assembled. */
    DISKS_READY(15),
    /** Host: so many bytes of the transfer are on the medium of the transfer drive, the rest follows as DATA. */
    MEDIUM(16);

    private final int code;

    FrameType(int code) {
        this.code = code;
    }

    /** The code on the wire. */
    public int code() {
        return code;
    }

    static @Nullable FrameType of(int code) {
        FrameType[] types = values();
        return code >= 1 && code <= types.length ? types[code - 1] : null;
    }
}
