package org.guestscope.disk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** A device in memory for tests: zeros, but for the blocks that were put on it. */
public final class SparseDevice implements BlockDevice {

    /** The unit of patterns: pattern block n is filled with the number n + 1. */
    public static final int BLOCK = 4096;

    private static final byte[] ZEROS = new byte[BLOCK];

    private final String name;
    private final long size;
    private final int sectorSize;
    private final Map<Long, byte[]> blocks = new HashMap<>();

    public SparseDevice(String name, long size) {
        this(name, size, 512);
    }

    public SparseDevice(String name, long size, int sectorSize) {
        this.name = name;
        this.size = size;
        this.sectorSize = sectorSize;
    }

    /** The device that a map among the test resources describes; see recipe.txt beside them. */
    public static SparseDevice fromMap(Class<?> test, String resource) throws IOException {
        InputStream raw = Objects.requireNonNull(test.getResourceAsStream(resource), resource);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(raw), StandardCharsets.US_ASCII))) {
            String[] first = Objects.requireNonNull(lines.readLine()).split(" ", -1);
            SparseDevice device = new SparseDevice(resource, Long.parseLong(first[1]));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                long offset = Long.parseLong(words[1]);
                if (words[0].equals("bytes")) {
                    device.put(offset, Base64.getDecoder().decode(words[2]));
                } else {
                    for (int i = 0; i < Integer.parseInt(words[3]); i++) {
                        device.put(offset + (long) i * BLOCK, pattern(Integer.parseInt(words[2]) + i));
                    }
                }
            }
            return device;
        }
    }

    /** The bytes of pattern block {@code number}. */
    public static byte[] pattern(int number) {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        while (block.hasRemaining()) {
            block.putInt(number + 1);
        }
        return block.array();
    }

    /** Which pattern block {@code device} has at {@code offset}; -1 for zeros. */
    public static int patternAt(BlockDevice device, long offset) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        device.read(offset, block);
        block.flip();
        int first = block.getInt();
        while (block.hasRemaining()) {
            if (block.getInt() != first) {
                throw new AssertionError("%s: no single pattern block at 0x%x".formatted(device.name(), offset));
            }
        }
        return first - 1;
    }

    /** Puts {@code bytes} at {@code offset}. */
    public SparseDevice put(long offset, byte[] bytes) {
        int done = 0;
        while (done < bytes.length) {
            long at = offset + done;
            int inBlock = (int) (at % BLOCK);
            int length = Math.min(bytes.length - done, BLOCK - inBlock);
            byte[] block = blocks.computeIfAbsent(at / BLOCK, key -> new byte[BLOCK]);
            System.arraycopy(bytes, done, block, inBlock, length);
            done += length;
        }
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int sectorSize() {
        return sectorSize;
    }

    @Override
    public void read(long offset, ByteBuffer destination) throws IOException {
        checkInside(offset, destination.remaining());
        long at = offset;
        while (destination.hasRemaining()) {
            byte[] block = blocks.getOrDefault(at / BLOCK, ZEROS);
            int length = Math.min(destination.remaining(), BLOCK - (int) (at % BLOCK));
            destination.put(block, (int) (at % BLOCK), length);
            at += length;
        }
    }
}
