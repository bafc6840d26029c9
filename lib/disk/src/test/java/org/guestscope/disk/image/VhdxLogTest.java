package org.guestscope.disk.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Images whose block allocation table stands in the log alone. {@code qemu-img check -r all} of QEMU 7.2, which replays
 * logs, made the same disk of each of the good ones.
 */
class VhdxLogTest {

    private static final int SECTOR = 4096;
    private static final int LOG = 1 << 20;
    private static final int LOG_BYTES = 1 << 20;
    private static final int REGION_TABLE = 192 << 10;
    private static final int[] HEADERS = {64 << 10, 128 << 10};

    /** The first bytes of the block allocation table's GUID. */
    private static final int BAT_GUID = 0x2dc27766;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private final byte[] guid = new byte[16];
    private ByteBuffer image = ByteBuffer.allocate(0);
    private int bat;
    private byte[] batSector = {};

    @BeforeEach
    void imageWithoutItsTable() throws IOException {
        image = ByteBuffer.wrap(Fixtures.bytes("dynamic.vhdx")).order(ByteOrder.LITTLE_ENDIAN);
        for (int entry = REGION_TABLE + 16; bat == 0; entry += 32) {
            bat = image.getInt(entry) == BAT_GUID ? (int) image.getLong(entry + 16) : 0;
        }
        batSector = Arrays.copyOfRange(image.array(), bat, bat + SECTOR);
        image.put(bat, new byte[SECTOR]);
        Arrays.fill(guid, (byte) 7);
        for (int header : HEADERS) {
            image.put(header + 48, guid);
            sign(header, SECTOR);
        }
        for (int at = LOG; at < LOG + LOG_BYTES; at++) {
            image.put(at, (byte) 0);
        }
    }

    @Test
    void loggedSectorIsLaidOverTheFile() throws IOException {
        data(0, 5, 0, batSector);

        assertThat(contents()).isEqualTo(Fixtures.source());
    }

    @Test
    void entriesAreReplayedFromTheTailOn() throws IOException {
        image.put(bat, "garbage".getBytes(StandardCharsets.US_ASCII));
        data(0, 5, 0, "more garbage".getBytes(StandardCharsets.US_ASCII));
        zeros(2, 6, 2);
        data(3, 7, 2, batSector);

        assertThat(contents()).isEqualTo(Fixtures.source());
    }

    @Test
    void logGoesOnAtItsBeginning() throws IOException {
        int end = LOG_BYTES / SECTOR - 1;
        data(end, 5, end, batSector);

        assertThat(contents()).isEqualTo(Fixtures.source());
    }

    @Test
    void zerosAreLaidOverTheFile() throws IOException {
        image.put(bat, batSector);
        zeros(0, 5, 0);

        assertThat(contents()).isEqualTo(new byte[Fixtures.source().length]);
    }

    @Test
    void entryThatWasNotWhollyWrittenEndsTheLog() throws IOException {
        data(0, 5, 0, batSector);
        zeros(2, 6, 0);
        image.put(LOG + 2 * SECTOR + 100, (byte) 1);

        assertThat(contents()).isEqualTo(Fixtures.source());
    }

    @Test
    void newerSequenceCounts() throws IOException {
        zeros(10, 5, 10);
        data(20, 9, 20, batSector);

        assertThat(contents()).isEqualTo(Fixtures.source());
    }

    @Test
    void entriesOfAnEarlierLogAreNone() {
        Arrays.fill(guid, (byte) 8);
        data(0, 5, 0, batSector);

        assertThatThrownBy(this::contents).hasMessageContaining("VHDX log at 0x100000: has no complete sequence");
    }

    @Test
    void fileThatIsShorterThanItsLogReliesOnIsRefused() {
        data(0, 5, 0, batSector);
        image.putLong(LOG + 48, image.capacity() + 1);
        sign(LOG, 2 * SECTOR);

        assertThatThrownBy(this::contents).hasMessageContaining("FlushedFileOffset");
    }

    /** The image with its table as an entry of the log. */
    byte[] withLoggedTable() {
        data(0, 5, 0, batSector);
        return image.array();
    }

    private byte[] contents() throws IOException {
        Path file = Files.write(directory.resolve("logged.vhdx"), image.array());
        try (DiskImage disk = DiskImages.open(file, OpenOptions.defaults())) {
            return Fixtures.readAll(disk);
        }
    }

    private void zeros(int sector, long sequence, int tailSector) {
        byte[] descriptor = ByteBuffer.allocate(32)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("zero".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .putLong(SECTOR)
                .putLong(bat)
                .putLong(sequence)
                .array();
        entry(sector, sequence, tailSector, SECTOR, descriptor);
    }

    private void data(int sector, long sequence, int tailSector, byte[] bytes) {
        byte[] content = Arrays.copyOf(bytes, SECTOR);
        ByteBuffer part = ByteBuffer.allocate(SECTOR + 32).order(ByteOrder.LITTLE_ENDIAN);
        part.put("desc".getBytes(StandardCharsets.US_ASCII))
                .put(content, SECTOR - 4, 4)
                .put(content, 0, 8)
                .putLong(bat)
                .putLong(sequence)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt((int) (sequence >>> 32))
                .put(content, 8, SECTOR - 12)
                .putInt((int) sequence);
        entry(sector, sequence, tailSector, 2 * SECTOR, part.array());
    }

    /** Writes an entry with one descriptor, and its data sector, which may lie at the log's beginning again. */
    private void entry(int sector, long sequence, int tailSector, int length, byte[] descriptorAndData) {
        ByteBuffer entry = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        entry.put("loge".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .putInt(length)
                .putInt(tailSector * SECTOR)
                .putLong(sequence)
                .putInt(1)
                .putInt(0)
                .put(guid)
                .putLong(image.capacity())
                .putLong(image.capacity())
                .put(descriptorAndData, 0, 32);
        if (length > SECTOR) {
            entry.put(SECTOR, descriptorAndData, 32, SECTOR);
        }
        entry.putInt(4, checksum(entry.array()));
        for (int i = 0; i < length; i++) {
            image.put(LOG + (sector * SECTOR + i) % LOG_BYTES, entry.get(i));
        }
    }

    private void sign(int at, int length) {
        image.putInt(at + 4, 0);
        image.putInt(at + 4, checksum(Arrays.copyOfRange(image.array(), at, at + length)));
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
