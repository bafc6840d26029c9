package org.guestscope.appliance;

import io.airlift.compress.zstd.ZstdInputStream;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.guestscope.appliance.build.ApplianceBuilder;
import org.guestscope.appliance.build.BuildProgress;
import org.jspecify.annotations.Nullable;

/**
 * An appliance in one file, for hosts that cannot build one:
 *
 * <pre>
 * 0   skippable zstd frame (RFC 8878, 3.1.2): magic 0x184D2A50, length 24
 * 8   "guestscope-appliance", version (4, little-endian)
 * 32  tar of the base layer's files, in zstd; so "tail -c +33 FILE | zstd -d | tar t" lists it
 * </pre>
 */
final class ExportedAppliance {

    private static final int SKIPPABLE_FRAME = 0x184D2A50;
    private static final byte[] MAGIC = "guestscope-appliance".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 8 + 20 + 4;

    /** What a base layer consists of, with bounds for what a file may claim. */
    private static final List<String> NAMES = List.of(
            ApplianceBuilder.KERNEL, ApplianceBuilder.INITRAMFS, ApplianceBuilder.ROOT, ApplianceBuilder.PACKAGES);

    private static final long MAX_FILE_BYTES = 4L << 30;

    private ExportedAppliance() {}

    static void pack(Path base, Path file, BuildProgress progress) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                out.write(header(VERSION));
                try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new ZstdOutputStream(out))) {
                    for (String name : NAMES) {
                        progress.at("writing " + name, NAMES.indexOf(name), NAMES.size());
                        Path source = base.resolve(name);
                        TarArchiveEntry entry = new TarArchiveEntry(name);
                        entry.setSize(Files.size(source));
                        entry.setModTime(ApplianceBuilder.FILE_TIME_MILLIS);
                        tar.putArchiveEntry(entry);
                        Files.copy(source, tar);
                        tar.closeArchiveEntry();
                    }
                }
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Unpacks an exported appliance into {@code base}, an empty directory.
     *
     * @throws ApplianceBuildException when it is none, of another version, or broken
     */
    static void unpack(Path file, Path base, BuildProgress progress) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            checkHeader(file, in.readNBytes(HEADER_BYTES));
            try (TarArchiveInputStream tar = new TarArchiveInputStream(new ZstdInputStream(in))) {
                int found = 0;
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    if (!NAMES.contains(entry.getName()) || !entry.isFile() || entry.getSize() > MAX_FILE_BYTES) {
                        throw bad(file, "it holds '%s'".formatted(entry.getName()), null);
                    }
                    progress.at("unpacking " + entry.getName(), found++, NAMES.size());
                    Files.copy(tar, base.resolve(entry.getName()));
                }
                if (found < NAMES.size()) {
                    throw bad(file, "%d of %d files".formatted(found, NAMES.size()), null);
                }
            } catch (ApplianceBuildException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                // The zstd decoder reports damage as an unchecked exception.
                throw bad(file, String.valueOf(e.getMessage()), e);
            }
        }
    }

    private static byte[] header(int version) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(SKIPPABLE_FRAME)
                .putInt(HEADER_BYTES - 8)
                .put(MAGIC)
                .putInt(version)
                .array();
    }

    private static void checkHeader(Path file, byte[] header) throws ApplianceBuildException {
        if (Arrays.equals(header, header(VERSION))) {
            return;
        }
        int magicEnd = 8 + MAGIC.length;
        if (header.length == HEADER_BYTES && Arrays.equals(header, 8, magicEnd, MAGIC, 0, MAGIC.length)) {
            int version = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(magicEnd);
            throw new ApplianceBuildException(
                    "%s: unsupported appliance: version %d, must be %d".formatted(file, version, VERSION),
                    "Make it anew with 'guestfish --make-appliance FILE' of this version.");
        }
        throw new ApplianceBuildException(
                "%s: not an appliance".formatted(file),
                "%s must name a file made by 'guestfish --make-appliance FILE'."
                        .formatted(ApplianceCache.APPLIANCE_VARIABLE));
    }

    private static ApplianceBuildException bad(Path file, String why, @Nullable Throwable cause) {
        return new ApplianceBuildException(
                "%s: bad appliance: %s".formatted(file, why),
                "The file is damaged or incomplete: copy it again.",
                "",
                cause);
    }
}
