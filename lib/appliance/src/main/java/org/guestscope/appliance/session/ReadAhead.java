package org.guestscope.appliance.session;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fetches more of a file than was asked for when it is read from one end to the other: each fetch is a call into the guest,
 * which costs as much for a few bytes as for a hundred thousand. Whoever changes a file has to {@link #forget}.
 */
final class ReadAhead {

    /** A fetch of a file that is read in order. */
    static final int AHEAD = 4 << 20;

    private static final int FILES = 4;

    private final Source source;
    private final Map<String, Window> windows = new LinkedHashMap<>(FILES, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > FILES;
        }
    };

    /** Where the bytes come from. */
    @FunctionalInterface
    interface Source {

        /** Up to {@code count} bytes of a file from {@code offset} on; fewer only at its end. */
        byte[] read(String path, int count, long offset) throws IOException;
    }

    /** The part of a file that was fetched last, maybe all of the rest. */
    private record Window(long offset, byte[] bytes, boolean atEnd) {

        boolean holds(long from, int count) {
            return from >= offset && (from + count <= end() || atEnd && from <= end());
        }

        long end() {
            return offset + bytes.length;
        }
    }

    ReadAhead(Source source) {
        this.source = source;
    }

    /** Up to {@code count} bytes of a file from {@code offset} on; fewer only at its end. */
    byte[] read(String path, int count, long offset) throws IOException {
        Window last = windows.get(path);
        if (last == null || !last.holds(offset, count)) {
            boolean inOrder = last != null && offset >= last.offset && offset <= last.end();
            int wanted = inOrder ? Math.max(count, AHEAD) : count;
            byte[] bytes = source.read(path, wanted, offset);
            last = new Window(offset, bytes, bytes.length < wanted);
            windows.put(path, last);
        }
        int from = (int) (offset - last.offset);
        return Arrays.copyOfRange(last.bytes, from, Math.min(from + count, last.bytes.length));
    }

    /** What was fetched may be outdated. */
    void forget() {
        windows.clear();
    }
}
