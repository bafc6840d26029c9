package org.guestscope.guestfish.remote;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.guest.call.ByteText;

/**
 * What a client sends: magic, version, whether the server goes on after a failure, then the command and its parameters,
 * each a length and its bytes.
 */
record RemoteCall(String word, List<String> parameters, boolean mayFail) {
    /** "GSFR" and the version of this exchange; both sides must be the same. */
    private static final int MAGIC = 0x47534652;

    private static final int VERSION = 1;
    /** A line of a script may be long, but a server does not take gigabytes on a client's word. */
    private static final int MAX_BYTES = 64 << 20;

    private static final int MAX_WORDS = 1 << 20;

    /** Frames of the answer. */
    static final int OUTPUT = 1;

    static final int SUCCESS = 2;
    static final int FAILURE = 3;
    /** The other side speaks another version; nothing was done. */
    static final int OTHER_VERSION = 4;

    void write(DataOutputStream out) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeBoolean(mayFail);
        out.writeInt(parameters.size() + 1);
        writeWord(out, word);
        for (String parameter : parameters) {
            writeWord(out, parameter);
        }
        out.flush();
    }

    private static void writeWord(DataOutputStream out, String word) throws IOException {
        byte[] bytes = ByteText.bytes(word);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static RemoteCall read(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC || in.readInt() != VERSION) {
            throw new OtherVersionException();
        }
        boolean mayFail = in.readBoolean();
        int count = bounded(in.readInt(), MAX_WORDS);
        int left = MAX_BYTES;
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[bounded(in.readInt(), left)];
            in.readFully(bytes);
            left -= bytes.length;
            words.add(ByteText.of(bytes));
        }
        if (words.isEmpty()) {
            throw new IOException("bad remote call: no command");
        }
        return new RemoteCall(words.get(0), List.copyOf(words.subList(1, words.size())), mayFail);
    }

    private static int bounded(int length, int limit) throws IOException {
        if (length < 0 || length > limit) {
            throw new IOException("bad remote call: length " + length + ", must be 0 to " + limit);
        }
        return length;
    }

    /** The client is of another build. */
    static final class OtherVersionException extends IOException {
        private static final long serialVersionUID = 1L;

        OtherVersionException() {
            super("remote call of another version");
        }
    }
}
