package org.guestscope.guest.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A message while it is being encoded, in pieces of a frame each: one that grows to hundreds of megabytes is never
 * copied, and the agent has little memory beside it.
 */
public final class Message {

    /** Most messages are small. */
    private static final int FIRST_PIECE_BYTES = 256;

    private final List<byte[]> pieces = new ArrayList<>();
    private byte[] piece = new byte[FIRST_PIECE_BYTES];
    private int used;

    void write(int b) {
        if (used == piece.length) {
            makeRoom(1);
        }
        piece[used++] = (byte) b;
    }

    void write(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            if (used == piece.length) {
                makeRoom(bytes.length - at);
            }
            int length = Math.min(bytes.length - at, piece.length - used);
            System.arraycopy(bytes, at, piece, used, length);
            at += length;
            used += length;
        }
    }

    /** Lets the piece grow up to a frame, then begins the next. */
    private void makeRoom(int wanted) {
        if (piece.length == Limits.FRAME_BYTES) {
            pieces.add(piece);
            piece = new byte[Math.min(Limits.FRAME_BYTES, Math.max(FIRST_PIECE_BYTES, wanted))];
            used = 0;
        } else {
            int length = Math.max(2 * piece.length, (int) Math.min((long) used + wanted, Limits.FRAME_BYTES));
            piece = Arrays.copyOf(piece, Math.min(length, Limits.FRAME_BYTES));
        }
    }

    /** Its length in bytes. */
    public long length() {
        return (long) pieces.size() * Limits.FRAME_BYTES + used;
    }

    /** The whole of it, for what is small. */
    public byte[] toByteArray() {
        byte[] all = new byte[Math.toIntExact(length())];
        int at = 0;
        for (byte[] full : pieces) {
            System.arraycopy(full, 0, all, at, full.length);
            at += full.length;
        }
        System.arraycopy(piece, 0, all, at, used);
        return all;
    }

    /** Takes the pieces one by one. */
    @FunctionalInterface
    interface Receiver<E extends Exception> {
        void piece(byte[] bytes, int length, boolean last) throws E;
    }

    /** Hands over the pieces in order, each a frame long but the last. */
    <E extends Exception> void send(Receiver<E> receiver) throws E {
        for (byte[] full : pieces) {
            receiver.piece(full, full.length, false);
        }
        receiver.piece(piece, used, true);
    }
}
