package org.guestscope.appliance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps the last lines that QEMU and the guest's console wrote, and tells when the first byte came. */
final class ConsoleTail implements Runnable {

    private static final int LINES = 40;

    /** A hostile guest may write a line without an end. */
    private static final int LINE_CHARACTERS = 512;

    private final InputStream in;
    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private final StringBuilder current = new StringBuilder();
    private final CountDownLatch firstByte = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);

    ConsoleTail(InputStream in) {
        this.in = in;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[4096];
        try (in) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                firstByte.countDown();
                add(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            // The pipe ends with the process; what came before is what there is.
        } finally {
            end.countDown();
        }
    }

    private synchronized void add(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || current.length() >= LINE_CHARACTERS) {
                lines.addLast(current.toString());
                current.setLength(0);
                if (lines.size() > LINES) {
                    lines.removeFirst();
                }
            }
            if (c >= ' ' && c < 0x7f) {
                current.append(c);
            }
        }
    }

    /** The last lines, oldest first; printable ASCII only. */
    synchronized List<String> lines() {
        ArrayDeque<String> all = new ArrayDeque<>(lines);
        if (!current.isEmpty()) {
            all.addLast(current.toString());
        }
        return List.copyOf(all);
    }

    /** The last lines as text for an error, after the writer had a moment to finish them. */
    String text() {
        try {
            end.await(200, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        StringBuilder text = new StringBuilder();
        lines().forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /** Waits for the first byte; false when none came in time. */
    boolean awaitFirstByte(long millis) throws InterruptedException {
        return firstByte.await(millis, TimeUnit.MILLISECONDS);
    }
}
