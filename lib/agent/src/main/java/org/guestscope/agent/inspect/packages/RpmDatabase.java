package org.guestscope.agent.inspect.packages;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guestscope.agent.inspect.file.ByteSource;
import org.guestscope.agent.inspect.file.GuestFiles;

/**
 * The packages of an rpm database, in whichever format it is: SQLite since rpm 4.16, rpm's own "ndb" at SUSE, Berkeley DB
 * before. All of them keep each package's header as one blob.
 */
public final class RpmDatabase {

    private static final List<String> DIRECTORIES = List.of("/usr/lib/sysimage/rpm", "/var/lib/rpm");

    private static final Map<String, Format> FORMATS = Map.of(
            "rpmdb.sqlite", SqliteTable::readPackages, "Packages.db", RpmNdb::read, "Packages", BerkeleyHash::read);

    /** Newest first: a system that was upgraded keeps the old file beside. */
    private static final List<String> NAMES = List.of("rpmdb.sqlite", "Packages.db", "Packages");

    private RpmDatabase() {}

    /** Takes the headers one by one. */
    @FunctionalInterface
    interface HeaderSink {
        void accept(byte[] header) throws IOException;
    }

    /** Finds the headers in a file of one format. */
    @FunctionalInterface
    private interface Format {
        void read(ByteSource source, HeaderSink sink) throws IOException;
    }

    /** The installed packages in the database's order. */
    public static List<InstalledPackage> read(GuestFiles files) throws IOException {
        for (String directory : DIRECTORIES) {
            for (String name : NAMES) {
                String path = directory + "/" + name;
                if (files.leadsToFile(path)) {
                    return read(files, path, name);
                }
            }
        }
        throw new IOException("/var/lib/rpm: no database of packages");
    }

    private static List<InstalledPackage> read(GuestFiles files, String path, String name) throws IOException {
        List<InstalledPackage> found = new ArrayList<>();
        long[] room = new long[1];
        Format format = FORMATS.get(name);
        try (ByteSource source = files.open(path)) {
            room[0] = source.size();
            if (format != null) {
                format.read(source, header -> {
                    // Headers do not overlap, so together they are no larger than the file; a loop would be.
                    room[0] -= header.length;
                    if (room[0] < 0) {
                        throw new IOException("bad rpm database: its headers are larger than the file");
                    }
                    add(header, found);
                });
            }
        } catch (IOException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
        return found;
    }

    private static void add(byte[] header, List<InstalledPackage> found) throws IOException {
        if (found.size() == InstalledPackage.MOST) {
            throw new IOException("bad rpm database: lists too many packages");
        }
        InstalledPackage one = RpmHeader.parse(header);
        // Keys of signatures are stored as packages, too.
        if (!one.name().isEmpty() && !one.name().equals("gpg-pubkey")) {
            found.add(one);
        }
    }
}
