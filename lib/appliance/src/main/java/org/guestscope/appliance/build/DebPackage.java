package org.guestscope.appliance.build;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the files of a Debian package (deb(5)): an ar archive whose member data.tar.* holds them. */
final class DebPackage {

    /** The xz decoder's limit in KiB; packages use dictionaries of at most 64 MiB. */
    private static final int XZ_MEMORY_KIB = 128 << 10;

    private DebPackage() {}

    static void unpack(Path file, RootTree tree) throws IOException {
        try (ArArchiveInputStream archive =
                new ArArchiveInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            for (ArArchiveEntry member = archive.getNextEntry(); member != null; member = archive.getNextEntry()) {
                if (member.getName().startsWith("data.tar")) {
                    try (InputStream data = decompress(file, member.getName(), archive)) {
                        unpack(new TarArchiveInputStream(new BufferedInputStream(data, 1 << 16)), tree);
                    }
                    return;
                }
            }
        } catch (IOException e) {
            throw new IOException(file.getFileName() + ": cannot be unpacked: " + e.getMessage(), e);
        }
        throw new IOException(file.getFileName() + ": not a Debian package: it has no data.tar member");
    }

    private static InputStream decompress(Path file, String member, InputStream in) throws IOException {
        return switch (member) {
            case "data.tar.xz" -> new XZInputStream(in, XZ_MEMORY_KIB);
            case "data.tar.zst" -> new ZstdInputStream(in);
            case "data.tar.gz" -> new GZIPInputStream(in);
            case "data.tar" -> in;
            default -> throw new IOException("unsupported package member " + member + " in " + file.getFileName());
        };
    }

    private static void unpack(TarArchiveInputStream tar, RootTree tree) throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (entry.isDirectory()) {
                tree.directory(entry.getName(), entry.getMode());
            } else if (entry.isSymbolicLink()) {
                tree.symlink(entry.getName(), entry.getLinkName());
            } else if (entry.isLink()) {
                tree.hardLink(entry.getName(), entry.getLinkName());
            } else if (entry.isFile()) {
                tree.file(entry.getName(), entry.getMode(), tar);
            }
        }
    }
}
