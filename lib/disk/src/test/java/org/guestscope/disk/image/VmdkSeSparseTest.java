package org.guestscope.disk.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * seSparse disks made by the published format, as nothing here writes them. {@code qemu-img convert} of QEMU 7.2 made
 * the same disks of the good ones.
 */
class VmdkSeSparseTest {

    private static final int SECTOR = 512;
    private static final int GRAIN = 4096;
    private static final int DIRECTORY = 8 * SECTOR;
    private static final int TABLE = 16 * SECTOR;
    private static final int GRAINS = 80 * SECTOR;
    private static final long ZERO = 2L << 60;
    private static final long UNMAPPED = 1L << 60;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @Test
    void allocatedGrainsHoldTheDisk() throws IOException {
        ByteBuffer extent = extent(Fixtures.source());

        assertThat(contents(extent, "ffffffff", "")).isEqualTo(Fixtures.source());
    }

    @Test
    void unallocatedGrainsAreTheParentsAndZeroOnesAreNot() throws IOException {
        Path parent = Files.createDirectory(directory.resolve("parent"));
        byte[] other = new byte[Fixtures.source().length];
        Arrays.fill(other, (byte) 9);
        Files.write(parent.resolve("p-flat.vmdk"), other);
        Files.writeString(
                parent.resolve("p.vmdk"),
                descriptor("vmfs", "ffffffff", "").replace("SESPARSE \"x-sesparse.vmdk\"", "VMFS \"p-flat.vmdk\""));
        ByteBuffer extent = extent(Fixtures.source());
        extent.putLong(TABLE, 0).putLong(TABLE + 8, ZERO).putLong(TABLE + 16, UNMAPPED);

        byte[] expected = Fixtures.source();
        Arrays.fill(expected, 0, GRAIN, (byte) 9);
        Arrays.fill(expected, GRAIN, 3 * GRAIN, (byte) 0);
        assertThat(contents(extent, "12345678", "parent/p.vmdk")).isEqualTo(expected);
    }

    @Test
    void grainBehindTheFilesEndIsAnError() throws IOException {
        ByteBuffer extent = extent(Fixtures.source());
        extent.putLong(TABLE, entry(1 << 20));

        assertThatThrownBy(() -> contents(extent, "ffffffff", ""))
                .hasMessageContaining("x-sesparse.vmdk: bad VMDK seSparse tables at 0x1000: grain 1048576");
    }

    @Test
    void entriesOfUnknownKindsAreErrors() throws IOException {
        ByteBuffer extent = extent(Fixtures.source());
        extent.putLong(TABLE, 7L << 60);
        assertThatThrownBy(() -> contents(extent, "ffffffff", "")).hasMessageContaining("is of no known kind");

        extent.putLong(DIRECTORY, 1);
        assertThatThrownBy(() -> contents(extent, "ffffffff", "")).hasMessageContaining("directory entry 0x");
    }

    @Test
    void journalToReplayIsLeftAlone() throws IOException {
        ByteBuffer extent = extent(Fixtures.source());
        extent.putLong(SECTOR + 24, 1);

        assertThatThrownBy(() -> contents(extent, "ffffffff", ""))
                .hasMessageContaining("its journal has to be replayed first");
    }

    private byte[] contents(ByteBuffer extent, String parentCid, String parentHint) throws IOException {
        Files.write(directory.resolve("x-sesparse.vmdk"), extent.array());
        Path file = Files.writeString(directory.resolve("x.vmdk"), descriptor("seSparse", parentCid, parentHint));
        try (DiskImage disk = DiskImages.open(file, OpenOptions.defaults())) {
            return Fixtures.readAll(disk);
        }
    }

    private static String descriptor(String type, String parentCid, String parentHint) {
        return """
                # Disk DescriptorFile
                version=1
                CID=12345678
                parentCID=%s
                createType="%s"
                %sRW %d SESPARSE "x-sesparse.vmdk"
                """.formatted(
                        parentCid,
                        type,
                        parentHint.isEmpty() ? "" : "parentFileNameHint=\"" + parentHint + "\"\n",
                        Fixtures.SECTORS);
    }

    /** All grains allocated, in reverse order. */
    static ByteBuffer extent(byte[] disk) {
        int grains = disk.length / GRAIN;
        ByteBuffer out = ByteBuffer.allocate(GRAINS + disk.length).order(ByteOrder.LITTLE_ENDIAN);
        long[] header = {
            0xcafebabeL,
            0x0000000200000001L,
            Fixtures.SECTORS,
            8,
            64,
            0,
            0,
            0,
            0,
            0, // to reserved4
            1,
            1,
            2,
            1,
            3,
            1, // volatile header, journal header, journal: offset and size
            DIRECTORY / SECTOR,
            1,
            TABLE / SECTOR,
            64,
            7,
            1,
            7,
            1, // directory, tables, free bitmap, back map
            GRAINS / SECTOR,
            disk.length / SECTOR
        };
        for (long field : header) {
            out.putLong(field);
        }
        out.putLong(SECTOR, 0xcafecafeL);
        out.putLong(DIRECTORY, 0x10000000L << 32);
        for (int i = 0; i < grains; i++) {
            int place = grains - 1 - i;
            out.putLong(TABLE + i * Long.BYTES, entry(place));
            out.put(GRAINS + place * GRAIN, disk, i * GRAIN, GRAIN);
        }
        return out;
    }

    private static long entry(long grain) {
        return 3L << 60 | (grain & 0xfff) << 48 | grain >>> 12;
    }
}
