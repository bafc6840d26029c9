package org.guestscope.guestfish.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparseFileOutputTest {
    private static final int BLOCK = 1 << 16;

    @TempDir
    private Path directory;

    /** Writes content in pieces of odd sizes and reads it back. */
    private byte[] written(byte[] content) throws IOException {
        Path file = directory.resolve("f");
        try (OutputStream out = new SparseFileOutput(new FileOutputStream(file.toFile()))) {
            int done = 0;
            for (int size = 1; done < content.length; size = size * 3 + 1) {
                int count = Math.min(size, content.length - done);
                out.write(content, done, count);
                done += count;
            }
        }
        return Files.readAllBytes(file);
    }

    @Test
    void contentIsKeptToTheByte() throws IOException {
        Random random = new Random(1);
        for (int length : new int[] {0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 5 * BLOCK + 77}) {
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            assertThat(written(noise)).isEqualTo(noise);
            assertThat(written(new byte[length])).isEqualTo(new byte[length]);
        }
        byte[] mixed = new byte[6 * BLOCK + 5];
        mixed[BLOCK] = 1;
        mixed[4 * BLOCK - 1] = 2;
        assertThat(written(mixed)).isEqualTo(mixed);
    }

    @Test
    void aFlushInTheMiddleOfABlockMovesNothing() throws IOException {
        Path file = directory.resolve("f");
        try (OutputStream out = new SparseFileOutput(new FileOutputStream(file.toFile()))) {
            out.write(new byte[] {1, 2, 0});
            out.flush();
            out.write(3);
            out.write(new byte[2 * BLOCK]);
        }
        byte[] expected = new byte[2 * BLOCK + 4];
        expected[0] = 1;
        expected[1] = 2;
        expected[3] = 3;
        assertThat(file).hasBinaryContent(expected);
    }

    @Test
    void zerosTakeNoSpace() throws IOException, InterruptedException {
        byte[] zeros = new byte[16 * BLOCK];
        assertThat(written(zeros)).hasSize(zeros.length);
        Process du = new ProcessBuilder("du", "-k", directory.resolve("f").toString()).start();
        String size = new String(du.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        assertThat(Integer.parseInt(size.replaceFirst("\\s.*\\s*", ""))).isLessThan(16 * 64);
    }
}
