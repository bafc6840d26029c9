package org.guestscope.guestfish.remote;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Where the server of a process listens: {@code /tmp/.guestfish-EUID/socket-PID}. Anybody may make names below /tmp, so
 * both sides check that the directory is this user's and closed to others (compare CVE-2013-4419).
 */
final class RemoteSocket {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    private RemoteSocket() {}

    /** The address of a server that is to be, with its directory made. */
    static UnixDomainSocketAddress create(long pid) throws IOException {
        Path directory = directory();
        try {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PRIVATE));
        } catch (FileAlreadyExistsException e) {
            // Made by an earlier server; whether it is safe is checked for both cases.
        }
        check(directory);
        Path socket = directory.resolve("socket-" + pid);
        Files.deleteIfExists(socket);
        return UnixDomainSocketAddress.of(socket);
    }

    /** The address of a running server. */
    static UnixDomainSocketAddress of(long pid) throws IOException {
        Path directory = directory();
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            check(directory);
        }
        return UnixDomainSocketAddress.of(directory.resolve("socket-" + pid));
    }

    private static Path directory() throws IOException {
        return Path.of("/tmp/.guestfish-" + user());
    }

    /** The effective user: the owner of this process's directory below /proc. */
    private static Object user() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    private static void check(Path directory) throws IOException {
        boolean ours = Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                        .equals(user())
                && Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS)
                        .equals(PRIVATE);
        if (!ours) {
            throw new IOException(directory + ": must be a directory of this user with mode 0700");
        }
    }
}
