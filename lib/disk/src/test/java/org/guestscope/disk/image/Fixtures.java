package org.guestscope.disk.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.guestscope.disk.BlockDevice;

/** The images among the test resources, which are all of the disk that recipe.sh beside them makes. */
final class Fixtures {

    static final int SECTORS = 6144;
    private static final int SECTOR = 512;

    private Fixtures() {}

    /** Unpacks an image into {@code directory}. */
    static Path unpack(String name, Path directory) throws IOException {
        Path file = directory.resolve(name);
        Files.write(file, bytes(name));
        return file;
    }

    static byte[] bytes(String name) throws IOException {
        InputStream raw = Objects.requireNonNull(Fixtures.class.getResourceAsStream(name + ".gz"), name);
        try (InputStream in = new GZIPInputStream(raw)) {
            return in.readAllBytes();
        }
    }

    /** The contents of the disk that all the images hold. */
    static byte[] source() {
        ByteBuffer disk = ByteBuffer.allocate(SECTORS * SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        for (int sector = 0; sector < SECTORS; sector++) {
            for (int i = 0; i < SECTOR / Long.BYTES; i++) {
                disk.putLong(sector / 37 % 3 == 0 ? 0 : sector);
            }
        }
        return disk.array();
    }

    /** All of a device, read in pieces whose ends fall between and inside of clusters. */
    static byte[] readAll(BlockDevice device) throws IOException {
        ByteBuffer all = ByteBuffer.allocate((int) device.size());
        int piece = 7 * 1024 + 512;
        while (all.hasRemaining()) {
            long at = all.position();
            all.limit((int) Math.min(all.capacity(), at + piece));
            device.read(at, all);
            all.limit(all.capacity());
        }
        return all.array();
    }
}
