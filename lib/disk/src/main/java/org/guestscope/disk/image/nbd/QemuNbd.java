package org.guestscope.disk.image.nbd;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.jspecify.annotations.Nullable;

/**
 * A disk that a private {@code qemu-nbd} serves.
 *
 * <p>The process has no more rights than this one, and gains none: {@code setpriv}, where it is installed, takes its
 * capabilities and forbids new ones. It ends when the connection does, also when this program dies.
 */
public final class QemuNbd implements BlockDevice, Closeable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int POLL_MILLIS = 5;
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    /** A network answers each request after milliseconds: read pages of that size, and remember 4 MiB of them. */
    private static final int PAGE = 64 << 10;

    private static final int MAX_PAGES = 64;
    private static final int MAX_MESSAGE = 4096;

    private final String name;
    private final Process process;
    private final Path directory;
    private final NbdConnection connection;
    private final Thread atExit;
    private final Map<Long, ByteBuffer> pages = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, ByteBuffer> eldest) {
            return size() > MAX_PAGES;
        }
    };

    private QemuNbd(String name, Process process, Path directory, NbdConnection connection, Thread atExit) {
        this.name = name;
        this.process = process;
        this.directory = directory;
        this.connection = connection;
        this.atExit = atExit;
    }

    /**
     * Starts a server for one disk and connects to it.
     *
     * @param name what errors call the disk
     * @param image the arguments that name it to qemu-nbd, e.g. {@code --format=raw}, {@code nbd://host/export}
     * @throws IOException when qemu-nbd is missing or cannot open the disk; its own words tell why
     */
    public static QemuNbd serve(String name, List<String> image) throws IOException {
        Path directory = Files.createTempDirectory(
                "guestscope-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path socket = directory.resolve("nbd.sock");
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETPRIV)) {
            command.addAll(List.of(SETPRIV.toString(), "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"));
        }
        command.addAll(List.of("qemu-nbd", "--read-only", "--shared=1", "--socket=" + socket));
        command.addAll(image);
        Process process = null;
        Thread atExit = null;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("messages").toFile())
                    .start();
            process.getOutputStream().close();
            Process started = process;
            atExit = new Thread(() -> {
                started.destroy();
                deleteQuietly(directory);
            });
            Runtime.getRuntime().addShutdownHook(atExit);
            SocketChannel channel = connect(name, process, directory, socket);
            return new QemuNbd(name, process, directory, shakeHands(name, process, directory, channel), atExit);
        } catch (IOException | RuntimeException e) {
            if (process != null) {
                reap(process);
            }
            removeHook(atExit);
            deleteQuietly(directory);
            if (process == null) {
                throw new IOException(name + ": qemu-nbd, which reads it, cannot be started: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    /** qemu-nbd listens before it opens the disk; when it then cannot, the connection breaks, and its words tell why. */
    private static NbdConnection shakeHands(String name, Process process, Path directory, SocketChannel channel)
            throws IOException {
        try {
            return NbdConnection.open(name, channel, TIMEOUT);
        } catch (DiskFormatException e) {
            throw e;
        } catch (IOException e) {
            try {
                if (process.waitFor(1, TimeUnit.SECONDS)) {
                    throw new IOException("%s: %s".formatted(name, lastMessage(directory)), e);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("%s: %s".formatted(name, e.getMessage()), e);
        }
    }

    private static SocketChannel connect(String name, Process process, Path directory, Path socket) throws IOException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            if (Files.exists(socket)) {
                SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                try {
                    channel.connect(UnixDomainSocketAddress.of(socket));
                    return channel;
                } catch (IOException e) {
                    // bound, and not listening yet
                    channel.close();
                }
            }
            try {
                if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new IOException("%s: %s".formatted(name, lastMessage(directory)));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(name + ": interrupted while qemu-nbd started", e);
            }
            if (System.nanoTime() > deadline) {
                throw new IOException(
                        "%s: qemu-nbd is not ready after %d seconds".formatted(name, TIMEOUT.toSeconds()));
            }
        }
    }

    /** What qemu-nbd said last, without its own name and the location, which may hold a password. */
    private static String lastMessage(Path directory) throws IOException {
        byte[] bytes = Files.readAllBytes(directory.resolve("messages"));
        int length = Math.min(bytes.length, MAX_MESSAGE);
        String text = new String(bytes, bytes.length - length, length, Charset.defaultCharset()).strip();
        String line = text.substring(text.lastIndexOf('\n') + 1)
                .replaceFirst("^qemu-nbd: (Failed to blk_new_open '.*': )?", "")
                .replaceAll("\\p{Cntrl}", "?");
        if (line.startsWith("Unknown protocol")) {
            return line + "; install QEMU's block drivers (package qemu-block-extra)";
        }
        return line.isEmpty() ? "qemu-nbd ended without a word" : line;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return connection.size();
    }

    @Override
    public void read(long offset, ByteBuffer destination) throws IOException {
        checkInside(offset, destination.remaining());
        if (destination.remaining() > PAGE) {
            connection.read(offset, destination);
            return;
        }
        long at = offset;
        while (destination.hasRemaining()) {
            ByteBuffer page = page(at / PAGE * PAGE);
            int from = (int) (at % PAGE);
            int length = Math.min(destination.remaining(), page.limit() - from);
            destination.put(page.slice(from, length));
            at += length;
        }
    }

    private ByteBuffer page(long start) throws IOException {
        ByteBuffer page = pages.get(start);
        if (page == null) {
            page = ByteBuffer.allocate((int) Math.min(PAGE, size() - start));
            connection.read(start, page);
            page.flip();
            pages.put(start, page);
        }
        return page;
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } finally {
            reap(process);
            removeHook(atExit);
            deleteQuietly(directory);
        }
    }

    private static void reap(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(@Nullable Thread hook) {
        if (hook == null) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the program is ending already, and the hook is doing its work
            return;
        }
    }

    private static void deleteQuietly(Path directory) {
        for (String file : List.of("nbd.sock", "messages", "")) {
            try {
                Files.deleteIfExists(directory.resolve(file));
            } catch (IOException e) {
                // a leftover in the temporary directory is no reason to fail
                continue;
            }
        }
    }
}
