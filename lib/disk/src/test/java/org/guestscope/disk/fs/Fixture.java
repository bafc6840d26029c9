package org.guestscope.disk.fs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.SparseDevice;
import org.jspecify.annotations.Nullable;

/**
 * A real filesystem among the test resources, with what blkid and the kernel said of it; recipe.txt there tells how it
 * was made.
 *
 * @param statvfs null when the kernel did not mount it
 */
record Fixture(
        String name,
        int devices,
        @Nullable String type,
        @Nullable String label,
        @Nullable String uuid,
        @Nullable StatVfs statvfs,
        List<String> subvolumes) {

    static Stream<Fixture> all() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Fixture.class.getResourceAsStream("expected.txt")), StandardCharsets.UTF_8))) {
            return lines.lines().map(Fixture::parse).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fixture parse(String line) {
        String[] fields = line.split("\\|", -1);
        StatVfs statvfs = null;
        if (!fields[5].equals("-")) {
            long[] n = Arrays.stream(fields[5].split(" ", -1))
                    .mapToLong(Long::parseLong)
                    .toArray();
            statvfs = new StatVfs(n[0], n[1], n[2], n[3], n[4], n[5]);
        }
        return new Fixture(
                fields[0],
                Integer.parseInt(fields[1]),
                orNull(fields[2]),
                orNull(fields[3]),
                orNull(fields[4]),
                statvfs,
                fields[6].equals("-") ? List.of() : List.of(fields[6].split(",", -1)));
    }

    private static @Nullable String orNull(String field) {
        return field.equals("-") ? null : field;
    }

    static SparseDevice device(String name) throws IOException {
        return SparseDevice.fromMap(Fixture.class, name + ".map.gz");
    }

    List<BlockDevice> load() throws IOException {
        List<BlockDevice> loaded = new ArrayList<>();
        for (int i = 0; i < devices; i++) {
            loaded.add(device(devices == 1 ? name : name + "-" + (char) ('a' + i)));
        }
        return loaded;
    }

    @Override
    public String toString() {
        return name;
    }
}
