package org.guestscope.appliance.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadAheadTest {

    private static final int REQUEST = 128 << 10;

    private byte[] file = new byte[3 * ReadAhead.AHEAD + 12_345];
    private int fetches;

    private final ReadAhead ahead = new ReadAhead((path, count, offset) -> {
        fetches++;
        int from = (int) Math.min(offset, file.length);
        return Arrays.copyOfRange(file, from, (int) Math.min(offset + count, file.length));
    });

    ReadAheadTest() {
        new Random(1).nextBytes(file);
    }

    @Test
    void aFileReadInOrderIsFetchedInLargePieces() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] piece;
        while ((piece = ahead.read("/a", REQUEST, read.size())).length > 0) {
            read.writeBytes(piece);
        }
        assertThat(read.toByteArray()).isEqualTo(file);
        assertThat(fetches).isEqualTo(4);
    }

    @Test
    void scatteredReadsFetchWhatTheyAskFor() throws IOException {
        Random random = new Random(2);
        for (int i = 0; i < 200; i++) {
            int offset = random.nextInt(file.length + 10_000);
            int count = 1 + random.nextInt(REQUEST);
            byte[] wanted =
                    Arrays.copyOfRange(file, Math.min(offset, file.length), Math.min(offset + count, file.length));
            assertThat(ahead.read("/a", count, offset)).isEqualTo(wanted);
        }
    }

    @Test
    void filesAreKeptApartAndChangesSeen() throws IOException {
        byte[] before = ahead.read("/a", 10, 0);
        file = new byte[20];
        assertThat(ahead.read("/a", 10, 0)).isEqualTo(before);
        assertThat(ahead.read("/b", 10, 0)).isEqualTo(new byte[10]);
        ahead.forget();
        assertThat(ahead.read("/a", 10, 0)).isEqualTo(new byte[10]);
        assertThat(ahead.read("/a", 10, 15)).hasSize(5);
        assertThat(ahead.read("/a", 10, 30)).isEmpty();
    }
}
