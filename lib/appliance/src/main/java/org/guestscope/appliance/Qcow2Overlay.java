package org.guestscope.appliance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.guestscope.appliance.build.PrivateFiles;

/**
 * An empty qcow2 image to lay over another: what the guest writes goes here and is thrown away.
 *
 * <p>Layout (docs/interop/qcow2.txt), in clusters of 64 KiB: header, refcount table, refcount blocks, L1 table. It names
 * no backing file; who opens it says what lies below.
 */
final class Qcow2Overlay {

    private static final int MAGIC = 0x514649fb;
    private static final int VERSION = 3;
    private static final int CLUSTER_BITS = 16;
    private static final int CLUSTER = 1 << CLUSTER_BITS;
    private static final int REFCOUNT_ORDER = 4;
    private static final int HEADER_BYTES = 104;

    /** One refcount block counts this many clusters, 2 bytes each. */
    private static final int COUNTS_PER_BLOCK = CLUSTER / 2;

    /** One entry of the L1 table stands for a cluster of L2 entries of 8 bytes, each a cluster of data. */
    private static final long BYTES_PER_L1_ENTRY = (long) CLUSTER / Long.BYTES * CLUSTER;

    /** QEMU's limit of an L1 table (QCOW_MAX_L1_SIZE), 32 MiB: a disk of 2 PiB. */
    private static final long MAX_L1_BYTES = 32 << 20;

    private Qcow2Overlay() {}

    /** Writes the image for a disk of {@code size} bytes. */
    static void create(Path file, long size) throws IOException {
        long entries = Math.max(1, -Math.floorDiv(-size, BYTES_PER_L1_ENTRY));
        if (entries > MAX_L1_BYTES / Long.BYTES) {
            throw new IOException("a disk of %d bytes is larger than an overlay can be".formatted(size));
        }
        int l1Clusters = (int) -Math.floorDiv(-entries * Long.BYTES, (long) CLUSTER);
        // Header, refcount table, one refcount block (it counts 32,768 clusters; these are at most 515), L1 table.
        int used = 3 + l1Clusters;
        if (used > COUNTS_PER_BLOCK) {
            throw new IOException("a disk of %d bytes is larger than an overlay can be".formatted(size));
        }
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES)
                .putInt(MAGIC)
                .putInt(VERSION)
                .putLong(0) // backing_file_offset
                .putInt(0) // backing_file_size
                .putInt(CLUSTER_BITS)
                .putLong(size)
                .putInt(0) // crypt_method
                .putInt((int) entries)
                .putLong(3L * CLUSTER) // l1_table_offset
                .putLong(CLUSTER) // refcount_table_offset
                .putInt(1) // refcount_table_clusters
                .putInt(0) // nb_snapshots
                .putLong(0) // snapshots_offset
                .putLong(0) // incompatible_features
                .putLong(0) // compatible_features
                .putLong(0) // autoclear_features
                .putInt(REFCOUNT_ORDER)
                .putInt(HEADER_BYTES);
        ByteBuffer counts = ByteBuffer.allocate(used * Short.BYTES);
        for (int cluster = 0; cluster < used; cluster++) {
            counts.putShort((short) 1);
        }
        try (SeekableByteChannel channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PrivateFiles.ONLY_OWNER)) {
            write(channel, 0, header);
            write(channel, CLUSTER, ByteBuffer.allocate(Long.BYTES).putLong(2L * CLUSTER));
            write(channel, 2L * CLUSTER, counts);
            // The L1 table is a hole, which reads as zeros: nothing is allocated.
            write(channel, (long) used * CLUSTER - 1, ByteBuffer.allocate(1).put((byte) 0));
        }
    }

    private static void write(SeekableByteChannel channel, long position, ByteBuffer bytes) throws IOException {
        channel.position(position);
        bytes.flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
