package org.guestscope.guest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                255,
                256,
                257,
                Limits.FRAME_BYTES - 1,
                Limits.FRAME_BYTES,
                Limits.FRAME_BYTES + 1,
                3 * Limits.FRAME_BYTES,
                3 * Limits.FRAME_BYTES + 7
            })
    void bytesOfAnyNumberAreKept(int length) {
        byte[] wanted = bytes(length);
        Message atOnce = new Message();
        atOnce.write(wanted);
        assertThat(atOnce.length()).isEqualTo(length);
        assertThat(atOnce.toByteArray()).isEqualTo(wanted);
        Message inParts = new Message();
        int at = 0;
        for (int size = 1; at < length; size = size * 3 + 1) {
            inParts.write(wanted[at++]);
            int end = Math.min(length, at + size);
            inParts.write(Arrays.copyOfRange(wanted, at, end));
            at = end;
        }
        assertThat(inParts.toByteArray()).isEqualTo(wanted);
    }

    @Test
    void piecesAreFramesOfWhichTheLastEndsTheMessage() throws IOException {
        Message message = new Message();
        byte[] wanted = bytes(2 * Limits.FRAME_BYTES + 5);
        message.write(wanted);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new FrameWriter(out).writeMessage(FrameType.REPLY_PART, FrameType.REPLY, 7, message);
        FrameReader reader = new FrameReader(new ByteArrayInputStream(out.toByteArray()));
        List<FrameType> types = new ArrayList<>();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        for (Frame frame = reader.read(); frame != null; frame = reader.read()) {
            types.add(frame.type());
            read.write(frame.payload());
        }
        assertThat(types).containsExactly(FrameType.REPLY_PART, FrameType.REPLY_PART, FrameType.REPLY);
        assertThat(read.toByteArray()).isEqualTo(wanted);
    }
}
