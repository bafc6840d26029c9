package org.guestscope.guest.wire;

/** Bounds of the protocol, each with its reason. */
public final class Limits {

    /** Payload of one frame: large enough that framing costs nothing, small enough to buffer many. */
    public static final int FRAME_BYTES = 1 << 20;

    /** Bytes of a transfer in one DATA frame: the largest that one virtio-serial buffer chain takes at once. */
    public static final int CHUNK_BYTES = 256 << 10;

    /** Bytes of a transfer that may be under way without a CREDIT: covers the latency of an emulated guest. */
    public static final int WINDOW_BYTES = 8 << 20;

    /** A receiver gives CREDIT when it has consumed so much: often enough that the sender never waits for it. */
    public static final int CREDIT_BYTES = WINDOW_BYTES / 4;

    /** Size from which on a file goes through the transfer drive: changing a medium takes as long as a few MiB. */
    public static final long MEDIUM_BYTES = 16 << 20;

    /** A call or a reply in all its parts. A listing of a million names of 200 bytes fits. */
    public static final int MESSAGE_BYTES = 256 << 20;

    /** Elements of one list: bounds what a lying length could make the reader allocate. */
    public static final int LIST_ELEMENTS = 16 << 20;

    /** An error's text: a tool's whole stderr would not help more. */
    public static final int ERROR_BYTES = 64 << 10;

    /** An action's name. */
    public static final int NAME_BYTES = 128;

    /** Seed that a restored appliance gets: twice the state of the kernel's generator. */
    public static final int SEED_BYTES = 64;

    private Limits() {}
}
