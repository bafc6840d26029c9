package org.guestscope.disk.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;

/**
 * What one opened image remembers of its files, all images of the chain together: pages of mapping tables and the
 * clusters decompressed last. Its size is bounded whatever an image claims.
 */
final class ImageCache {

    /** A table page holds 512 or 1024 entries: with 64 KiB clusters it maps 32 MiB of the disk. */
    private static final int PAGE = 4096;

    /** 1 MiB of table pages. */
    private static final int MAX_PAGES = 256;

    /** Two of the largest qcow2 clusters. */
    private static final int MAX_CLUSTER_BYTES = 4 << 20;

    /** Bounds the bookkeeping for tiny clusters. */
    private static final int MAX_CLUSTERS = 256;

    private record Key(BlockDevice file, long offset) {
        // A file is the same file only as the same object: devices have no value equality of their own.
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.file == file && key.offset == offset;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(file) + Long.hashCode(offset);
        }
    }

    /** Produces a cluster that is not in the cache. */
    interface ClusterLoader {
        byte[] load() throws IOException;
    }

    private final Map<Key, ByteBuffer> pages = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Key, byte[]> clusters = new LinkedHashMap<>(16, 0.75f, true);
    private int clusterBytes;

    /** The 64-bit table entry at {@code offset} of {@code file}; entries are aligned to their size. */
    long u64(BlockDevice file, long offset, ByteOrder order, String table) throws IOException {
        ByteBuffer page = page(file, offset, Long.BYTES, table);
        long value = page.getLong((int) (offset % PAGE));
        return order == ByteOrder.BIG_ENDIAN ? value : Long.reverseBytes(value);
    }

    /** The 32-bit table entry at {@code offset} of {@code file}, 0..2^32-1. */
    long u32(BlockDevice file, long offset, ByteOrder order, String table) throws IOException {
        ByteBuffer page = page(file, offset, Integer.BYTES, table);
        int value = page.getInt((int) (offset % PAGE));
        return Integer.toUnsignedLong(order == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value));
    }

    private ByteBuffer page(BlockDevice file, long offset, int width, String table) throws IOException {
        if (offset < 0 || offset > file.size() - width || offset % width != 0) {
            throw DiskFormatException.bad(
                    file.name(),
                    offset,
                    table,
                    "entry of %d bytes, must be aligned and inside the file, which ends at 0x%x"
                            .formatted(width, file.size()));
        }
        Key key = new Key(file, offset - offset % PAGE);
        ByteBuffer page = pages.get(key);
        if (page == null) {
            page = ByteBuffer.allocate((int) Math.min(PAGE, file.size() - key.offset));
            file.read(key.offset, page);
            if (pages.size() >= MAX_PAGES) {
                removeEldest(pages);
            }
            pages.put(key, page);
        }
        return page;
    }

    /** The cluster of {@code file} that is known by {@code offset}, loaded when it is not at hand. */
    byte[] cluster(BlockDevice file, long offset, ClusterLoader loader) throws IOException {
        Key key = new Key(file, offset);
        byte[] cluster = clusters.get(key);
        if (cluster == null) {
            cluster = loader.load();
            while (!clusters.isEmpty()
                    && (clusters.size() >= MAX_CLUSTERS || clusterBytes + cluster.length > MAX_CLUSTER_BYTES)) {
                clusterBytes -= removeEldest(clusters).length;
            }
            clusters.put(key, cluster);
            clusterBytes += cluster.length;
        }
        return cluster;
    }

    private static <V> V removeEldest(Map<Key, V> map) {
        var eldest = map.entrySet().iterator();
        V value = eldest.next().getValue();
        eldest.remove();
        return value;
    }
}
