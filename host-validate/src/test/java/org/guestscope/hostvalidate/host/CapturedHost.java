package org.guestscope.hostvalidate.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A host made of a folder of files that a test writes, read through the production reader. */
public final class CapturedHost {
    private final Path root;
    private Architecture architecture = Architecture.X86_64;

    public CapturedHost(Path root) {
        this.root = root;
    }

    /** Gives it a file of these lines; none makes an empty file. */
    public CapturedHost file(String path, String... lines) {
        return bytes(
                path, (lines.length == 0 ? "" : String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Gives it a file of exactly these bytes. */
    public CapturedHost bytes(String path, byte[] content) {
        try {
            Path file = root.resolve(path.substring(1));
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives it empty folders. */
    public CapturedHost folder(String... paths) {
        try {
            for (String path : paths) {
                Files.createDirectories(root.resolve(path.substring(1)));
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives it programs in /usr/bin. */
    public CapturedHost program(String... names) {
        try {
            for (String name : names) {
                file("/usr/bin/" + name);
                Files.setPosixFilePermissions(
                        root.resolve("usr/bin/" + name), PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives its processors these flags. */
    public CapturedHost flags(String flags) {
        return file("/proc/cpuinfo", "processor\t: 0", "flags\t\t: fpu " + flags, "microcode\t: 0x1", "");
    }

    /** Makes it another machine. */
    public CapturedHost machine(Architecture other) {
        architecture = other;
        return this;
    }

    public Host host() {
        return Host.at(root, architecture);
    }
}
