package org.guestscope.hostvalidate.host;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Read-only view of a host: its files below some root folder, and its architecture. Nothing here throws because a file
 * is missing, unreadable or odd: absence is the ordinary case and has a value ({@code null}, {@code false}, -1).
 *
 * <p>Permissions are those {@code access(2)} grants to the real user: root may do anything, whatever the mode says.
 */
public final class Host {
    /** Overrides the architecture, so that a test can play another machine. */
    public static final String ARCHITECTURE_VARIABLE = "HOST_VALIDATE_ARCH";

    /**
     * Longest text read from one file. /proc/cpuinfo of a thousand processors is 1.5 MiB; the bound is for a file that
     * never ends, such as a device bound in its place.
     */
    static final int TEXT_LIMIT = 8 << 20;

    private static final int FIRST_READ = 16 << 10;
    private static final int FILE_TYPE_MASK = 0xF000;
    private static final int FILE_TYPE_FIFO = 0x1000;

    /** Longest a program asked for its version or the like may take. */
    private static final long COMMAND_LIMIT_SECONDS = 10;

    private static final String USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final String root;
    private final Architecture architecture;

    private Host(String root, Architecture architecture) {
        this.root = root;
        this.architecture = architecture;
    }

    /** The host this process runs on. */
    public static Host local() {
        String name = System.getenv(ARCHITECTURE_VARIABLE);
        if (name == null || name.isEmpty()) {
            name = System.getProperty("os.arch");
        }
        return new Host("", Architecture.of(name));
    }

    /** A host whose file system is the folder {@code root}: captured files, for tests and for support bundles. */
    public static Host at(Path root, Architecture architecture) {
        return new Host(root.toString(), architecture);
    }

    public Architecture architecture() {
        return architecture;
    }

    /** Whether this is the machine we run on, so that programs can be run and devices asked. */
    public boolean live() {
        return root.isEmpty();
    }

    /** An environment variable of this process; "" when it is not set, or when this is a folder of captured files. */
    public String variable(String name) {
        String value = live() ? System.getenv(name) : null;
        return value == null ? "" : value;
    }

    /** Where that program lies on the search path or in a system folder; "" when it is in none. */
    public String program(String name) {
        for (String folder : (variable("PATH") + ":" + USUAL_PATH).split(":", -1)) {
            String path = folder + "/" + name;
            if (folder.startsWith("/") && file(path).canExecute() && !isFolder(path)) {
                return path;
            }
        }
        return "";
    }

    /** Standard output of a program, run to its end with no input; "" when it cannot be run here or takes too long. */
    public String output(String... command) {
        if (!live()) {
            return "";
        }
        Process process = null;
        try {
            process = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Process running = process;
            CompletableFuture<String> text = CompletableFuture.supplyAsync(() -> drain(running));
            return text.get(COMMAND_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        } catch (IOException | ExecutionException | TimeoutException failed) {
            return "";
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }

    /** Whether somebody accepts connections at that Unix socket. */
    public boolean accepts(String socket) {
        if (!live()) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException | InvalidPathException refused) {
            return false;
        }
    }

    private static String drain(Process process) {
        try {
            return new String(process.getInputStream().readNBytes(TEXT_LIMIT), StandardCharsets.UTF_8);
        } catch (IOException closed) {
            return "";
        }
    }

    private File file(String path) {
        return new File(root.isEmpty() ? path : root + path);
    }

    /** Whether something is there, links followed. */
    public boolean exists(String path) {
        return file(path).exists();
    }

    /** Whether a folder is there. */
    public boolean isFolder(String path) {
        return file(path).isDirectory();
    }

    /** Whether this user may read it. */
    public boolean readable(String path) {
        return file(path).canRead();
    }

    /** Whether this user may write it. */
    public boolean writable(String path) {
        return file(path).canWrite();
    }

    /** Length in bytes as the file system reports it: 0 for the kernel's own files, and when there is no such file. */
    public long length(String path) {
        return file(path).length();
    }

    /**
     * Contents of a file; {@code null} when it cannot be opened or read to its end, and for folders and pipes. At most
     * {@value #TEXT_LIMIT} bytes: the kernel's files report no useful size, so it is read until the end or this bound.
     */
    public byte @Nullable [] contents(String path) {
        File file = file(path);
        if (!file.isFile() && (file.isDirectory() || isPipe(path))) {
            return null;
        }
        try (FileInputStream in = new FileInputStream(file)) {
            byte[] bytes = new byte[FIRST_READ];
            int length = 0;
            while (length < TEXT_LIMIT) {
                if (length == bytes.length) {
                    bytes = Arrays.copyOf(bytes, Math.min(2 * length, TEXT_LIMIT));
                }
                int count = in.read(bytes, length, bytes.length - length);
                if (count < 0) {
                    break;
                }
                length += count;
            }
            return Arrays.copyOf(bytes, length);
        } catch (IOException unreadable) {
            return null;
        }
    }

    /** {@link #contents} as text. */
    public @Nullable String text(String path) {
        byte[] contents = contents(path);
        return contents == null ? null : new String(contents, StandardCharsets.UTF_8);
    }

    /**
     * Like {@link #text}, but a folder is an empty file: what a program sees that opens a stream and reads lines until
     * there are no more, without asking why.
     */
    public @Nullable String lines(String path) {
        String text = text(path);
        return text == null && isFolder(path) && readable(path) ? "" : text;
    }

    /** That many bytes at an offset of a file, such as a register of a device; {@code null} when they cannot be had. */
    public byte @Nullable [] bytes(String path, long offset, int count) {
        if (isPipe(path)) {
            return null;
        }
        try (RandomAccessFile in = new RandomAccessFile(file(path), "r")) {
            in.seek(offset);
            byte[] bytes = new byte[count];
            in.readFully(bytes);
            return bytes;
        } catch (IOException unreadable) {
            return null;
        }
    }

    /** {@link #text} without white space around it; "" when there is none to be had. */
    public String value(String path) {
        String text = text(path);
        return text == null ? "" : text.trim();
    }

    /** Names in a folder, sorted; none when it cannot be listed. */
    public String[] list(String path) {
        String[] names = file(path).list();
        if (names == null) {
            return new String[0];
        }
        Arrays.sort(names);
        return names;
    }

    /** When the file was last changed, in milliseconds since 1970; 0 when there is no such file. */
    public long modified(String path) {
        return file(path).lastModified();
    }

    /** Number of hard links: a folder has two and one more for each subfolder. -1 when there is no such file. */
    public int linkCount(String path) {
        return attribute(path, "unix:nlink");
    }

    /** Permission bits and type of a file as in {@code st_mode}; -1 when there is no such file. */
    public int mode(String path) {
        return attribute(path, "unix:mode");
    }

    /** Number of the owning group; -1 when there is no such file. */
    public int groupId(String path) {
        return attribute(path, "unix:gid");
    }

    /** Where a symbolic link points, as written in it; {@code null} when it is none. */
    public @Nullable String linkTarget(String path) {
        try {
            return Files.readSymbolicLink(file(path).toPath()).toString();
        } catch (IOException | InvalidPathException none) {
            return null;
        }
    }

    private boolean isPipe(String path) {
        int mode = mode(path);
        return mode != -1 && (mode & FILE_TYPE_MASK) == FILE_TYPE_FIFO;
    }

    private int attribute(String path, String name) {
        try {
            return (Integer) Files.getAttribute(file(path).toPath(), name);
        } catch (IOException | InvalidPathException | UnsupportedOperationException | ClassCastException absent) {
            return -1;
        }
    }

    /** Room in the file system that holds {@code path}: {total, usable by this user} in bytes; zeros when unknown. */
    public long[] space(String path) {
        File file = file(path);
        return new long[] {file.getTotalSpace(), file.getUsableSpace()};
    }
}
