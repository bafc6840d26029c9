package org.guestscope.agent.inspect.file;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.FileStatus;
import org.guestscope.agent.libc.Posix;
import org.guestscope.agent.sysroot.Sysroot;
import org.jspecify.annotations.Nullable;

/**
 * The files of a mounted filesystem, for questions to which "no" is an ordinary answer: what cannot be looked at for
 * whatever reason is not there. Texts have one byte a character.
 */
public final class GuestFiles {

    /** Longer configuration files are left unread: nothing that an inspection looks at is longer. */
    public static final int SMALL_FILE = 2 << 20;

    /** Longer lines are cut; that bounds what a regular expression can be made to do. */
    private static final int LINE = 4096;

    private final Sysroot sysroot;

    /** The filesystem mounted at a sysroot. */
    public GuestFiles(Sysroot sysroot) {
        this.sysroot = sysroot;
    }

    /** Whether a path is a regular file itself. */
    public boolean isFile(String path) {
        return type(path, false) == FileStatus.REGULAR;
    }

    /** Whether a path is a regular file or a symbolic link that leads to one. */
    public boolean leadsToFile(String path) {
        return type(path, true) == FileStatus.REGULAR;
    }

    /** Whether a path is a directory itself. */
    public boolean isDirectory(String path) {
        return type(path, false) == FileStatus.DIRECTORY;
    }

    /** Where a symbolic link points, or {@code null} when the path is none. */
    public @Nullable String linkTarget(String path) {
        try (Fd link = sysroot.handleNoFollow(path)) {
            if (Posix.fstat(path, link).type() != FileStatus.SYMLINK) {
                return null;
            }
            return Posix.readlinkat(path, link.number(), "");
        } catch (IOException e) {
            return null;
        }
    }

    /** The lines of a small file without their ends; none when it cannot be read. */
    public List<String> lines(String path) {
        String text = text(path);
        return text == null ? List.of() : cutLines(text);
    }

    /** The first line of a small file, or {@code null}. */
    public @Nullable String firstLine(String path) {
        List<String> lines = lines(path);
        return lines.isEmpty() ? null : lines.get(0);
    }

    /** A small file, or {@code null} when it is longer than that or cannot be read. */
    public @Nullable String text(String path) {
        byte[] bytes = bytes(path, SMALL_FILE);
        return bytes == null ? null : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** A file of at most {@code limit} bytes, or {@code null}. */
    public byte @Nullable [] bytes(String path, int limit) {
        try (InputStream in = stream(path)) {
            byte[] bytes = in.readNBytes(limit + 1);
            return bytes.length > limit ? null : bytes;
        } catch (IOException e) {
            return null;
        }
    }

    /** A file from its beginning. */
    public InputStream stream(String path) throws IOException {
        Fd file = regular(path);
        return new FilterInputStream(new BufferedInputStream(file.input(), 64 << 10)) {
            @Override
            public void close() {
                file.close();
            }
        };
    }

    /** A file for reading at any place. */
    public ByteSource open(String path) throws IOException {
        Fd file = regular(path);
        try {
            return new OpenedFile(path, file, Posix.fstat(path, file).size());
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Names in a directory, {@code .} and {@code ..} left out; none when it cannot be read. */
    public List<String> names(String directory) {
        List<String> names = new ArrayList<>();
        try {
            for (Posix.Entry entry : sysroot.entries(directory)) {
                names.add(entry.name());
            }
        } catch (IOException e) {
            return List.of();
        }
        return names;
    }

    /** The path as the filesystem spells it when upper and lower case do not count, or {@code null}. */
    public @Nullable String spelled(String path) {
        StringBuilder found = new StringBuilder();
        for (String part : path.split("/", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            String name = spelledIn(found.isEmpty() ? "/" : found.toString(), part);
            if (name == null) {
                return null;
            }
            found.append('/').append(name);
        }
        return found.isEmpty() ? "/" : found.toString();
    }

    /** As {@link #isDirectory}, upper and lower case not counting. */
    public boolean isDirectoryAnyCase(String path) {
        String spelled = spelled(path);
        return spelled != null && isDirectory(spelled);
    }

    /** As {@link #isFile}, upper and lower case not counting. */
    public boolean isFileAnyCase(String path) {
        String spelled = spelled(path);
        return spelled != null && isFile(spelled);
    }

    private @Nullable String spelledIn(String directory, String wanted) {
        String other = null;
        for (String name : names(directory)) {
            if (name.equals(wanted)) {
                return name;
            } else if (name.equalsIgnoreCase(wanted)) {
                other = name;
            }
        }
        return other;
    }

    /** A pipe or a device of the guest must not be opened: it could block, or be one of the appliance's. */
    private Fd regular(String path) throws IOException {
        if (sysroot.status(path, true).type() != FileStatus.REGULAR) {
            throw new IOException(path + ": not a regular file");
        }
        return sysroot.open(path, Posix.O_RDONLY);
    }

    private int type(String path, boolean follow) {
        try {
            return sysroot.status(path, follow).type();
        } catch (IOException e) {
            return 0;
        }
    }

    private static List<String> cutLines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                end = text.length();
            }
            String line = text.substring(start, Math.min(end, start + LINE));
            lines.add(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
            start = end + 1;
        }
        return lines;
    }

    private record OpenedFile(String path, Fd file, long size) implements ByteSource {

        @Override
        public byte[] read(long offset, int length) throws IOException {
            if (offset < 0 || length < 0 || offset > size - length) {
                throw new IOException(
                        "%s: %d bytes at offset %#x are not within its %d".formatted(path, length, offset, size));
            }
            byte[] bytes = new byte[length];
            if (Posix.pread(path, file, bytes, offset) < length) {
                throw new IOException("%s: ends before offset %#x".formatted(path, offset + length));
            }
            return bytes;
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
