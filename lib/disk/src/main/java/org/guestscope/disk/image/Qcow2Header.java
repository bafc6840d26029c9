package org.guestscope.disk.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.jspecify.annotations.Nullable;

/**
 * The header of a qcow2 image, version 2 or 3, with the extensions a reader needs.
 *
 * @param version 2 or 3
 * @param clusterBits log2 of the cluster size in bytes, 9..21
 * @param size the virtual disk's size in bytes
 * @param l1Size entries of the active L1 table
 * @param l1Offset where the active L1 table stands in the file
 * @param zstd whether compressed clusters hold zstd frames; raw deflate streams otherwise
 * @param extendedL2 whether L2 entries carry subcluster bitmaps
 * @param hasDataFile whether guest data is kept in another file
 * @param dataFile the name of that file, or null when the header does not have it
 * @param backingFile the backing file's name as the header has it, or null
 * @param backingFormat the backing file's format as the header states it, or null
 * @see <a href="https://www.qemu.org/docs/master/interop/qcow2.html">QCOW2 image format</a>
 */
record Qcow2Header(
        int version,
        int clusterBits,
        long size,
        long l1Size,
        long l1Offset,
        boolean zstd,
        boolean extendedL2,
        boolean hasDataFile,
        byte @Nullable [] dataFile,
        byte @Nullable [] backingFile,
        @Nullable String backingFormat) {

    private static final long MAGIC = 0x514649fbL;
    private static final int V2_LENGTH = 72;
    private static final int V3_LENGTH = 104;
    private static final int MIN_CLUSTER_BITS = 9;
    private static final int MAX_CLUSTER_BITS = 21;

    /** Subclusters are 1/32 of a cluster, and no smaller than a sector. */
    private static final int MIN_EXTENDED_CLUSTER_BITS = 14;

    /** QEMU's limit; enough for a 2 EiB disk. */
    private static final long MAX_L1_BYTES = 32L << 20;

    /** The specification's limit. */
    private static final int MAX_BACKING_NAME = 1023;

    /** Incompatible feature bits; dirty and corrupt do not hinder reading. */
    private static final long DATA_FILE = 1L << 2;

    private static final long COMPRESSION_TYPE = 1L << 3;
    private static final long EXTENDED_L2 = 1L << 4;
    private static final long KNOWN_INCOMPATIBLE = 0x1f;

    private static final long EXTENSION_END = 0;
    private static final long EXTENSION_BACKING_FORMAT = 0xe2792acaL;
    private static final long EXTENSION_DATA_FILE = 0x44415441L;

    /** Real headers have three or four extensions. */
    private static final int MAX_EXTENSIONS = 64;

    int clusterSize() {
        return 1 << clusterBits;
    }

    /** log2 of the bytes of one L2 entry. */
    int l2EntryBits() {
        return extendedL2 ? 4 : 3;
    }

    /** log2 of the entries of one L2 table, which fills a cluster. */
    int l2Bits() {
        return clusterBits - l2EntryBits();
    }

    static Qcow2Header read(BlockDevice file) throws IOException {
        int length = (int) Math.min(V3_LENGTH + 1L, file.size());
        Cursor in = Cursor.read(file, 0, length, ByteOrder.BIG_ENDIAN, "qcow2 header");
        long magic = in.u32();
        if (magic != MAGIC) {
            throw DiskFormatException.not(
                    file.name(), "qcow2", "magic is 0x%08x, must be 0x%08x".formatted(magic, MAGIC));
        }
        long version = in.u32();
        if (version != 2 && version != 3) {
            throw in.unsupported("version %d".formatted(version));
        }
        long backingOffset = in.u64();
        long backingSize = in.u32();
        long clusterBits = in.u32();
        if (clusterBits < MIN_CLUSTER_BITS || clusterBits > MAX_CLUSTER_BITS) {
            throw in.bad(
                    "cluster_bits", "%d, must be %d..%d".formatted(clusterBits, MIN_CLUSTER_BITS, MAX_CLUSTER_BITS));
        }
        long size = in.u63("size");
        long crypt = in.u32();
        if (crypt != 0) {
            throw in.unsupported("it is encrypted (crypt_method %d), and its key is not known".formatted(crypt));
        }
        long l1Size = in.u32();
        long l1Offset = in.u64();
        // refcount_table_offset (8) + refcount_table_clusters (4) + nb_snapshots (4) + snapshots_offset (8): only
        // writers and readers of snapshots need them
        in.skip(24);
        long incompatible = 0;
        long headerLength = V2_LENGTH;
        boolean zstd = false;
        if (version == 3) {
            incompatible = in.u64();
            // compatible_features (8) + autoclear_features (8) + refcount_order (4)
            in.skip(20);
            headerLength = in.u32();
            if (headerLength < V3_LENGTH || headerLength > 1L << clusterBits) {
                throw in.bad(
                        "header_length", "%d, must be %d..%d".formatted(headerLength, V3_LENGTH, 1L << clusterBits));
            }
            if ((incompatible & ~KNOWN_INCOMPATIBLE) != 0) {
                throw in.unsupported("incompatible feature bits 0x%x".formatted(incompatible & ~KNOWN_INCOMPATIBLE));
            }
            if ((incompatible & COMPRESSION_TYPE) != 0) {
                int type = headerLength > V3_LENGTH ? in.u8() : 0;
                if (type > 1) {
                    throw in.unsupported("compression_type %d".formatted(type));
                }
                zstd = type == 1;
            }
        }
        boolean extendedL2 = (incompatible & EXTENDED_L2) != 0;
        if (extendedL2 && clusterBits < MIN_EXTENDED_CLUSTER_BITS) {
            throw in.at(20)
                    .bad(
                            "cluster_bits",
                            "%d, must be at least %d with extended L2 entries"
                                    .formatted(clusterBits, MIN_EXTENDED_CLUSTER_BITS));
        }
        Extensions extensions = Extensions.read(file, headerLength, 1L << clusterBits);
        Qcow2Header header = new Qcow2Header(
                (int) version,
                (int) clusterBits,
                size,
                l1Size,
                l1Offset,
                zstd,
                extendedL2,
                (incompatible & DATA_FILE) != 0,
                extensions.dataFile,
                backingOffset == 0 ? null : backingName(in, file, backingOffset, backingSize, 1L << clusterBits),
                extensions.backingFormat);
        header.checkL1(in, file);
        return header;
    }

    private static byte[] backingName(Cursor in, BlockDevice file, long offset, long size, long clusterSize)
            throws IOException {
        if (size > MAX_BACKING_NAME) {
            throw in.at(16).bad("backing_file_size", "%d, must be at most %d".formatted(size, MAX_BACKING_NAME));
        }
        if (offset < 0 || offset > clusterSize - size) {
            throw in.at(8).bad("backing_file_offset", "0x%x, name must be in the first cluster".formatted(offset));
        }
        return Cursor.read(file, offset, (int) size, ByteOrder.BIG_ENDIAN, "qcow2 backing file name")
                .bytes((int) size);
    }

    private void checkL1(Cursor in, BlockDevice file) throws DiskFormatException {
        if (l1Size > MAX_L1_BYTES / Long.BYTES) {
            throw in.at(36).bad("l1_size", "%d, must be at most %d".formatted(l1Size, MAX_L1_BYTES / Long.BYTES));
        }
        int mappedBits = clusterBits + l2Bits();
        // rounded up without the overflow of size + mapped - 1
        long needed = (size >>> mappedBits) + ((size & ((1L << mappedBits) - 1)) != 0 ? 1 : 0);
        if (l1Size < needed) {
            throw in.at(36).bad("l1_size", "%d, must be at least %d for the disk's size".formatted(l1Size, needed));
        }
        if (l1Size > 0
                && (l1Offset < 0 || l1Offset % clusterSize() != 0 || l1Offset > file.size() - l1Size * Long.BYTES)) {
            throw in.at(40)
                    .bad(
                            "l1_table_offset",
                            "0x%x, must be a multiple of 0x%x and the table inside the file, which ends at 0x%x"
                                    .formatted(l1Offset, clusterSize(), file.size()));
        }
    }

    /** The header extensions a reader needs; the others (feature names, bitmaps, encryption header) are passed over. */
    private record Extensions(
            byte @Nullable [] dataFile, @Nullable String backingFormat) {

        static Extensions read(BlockDevice file, long start, long clusterSize) throws IOException {
            byte[] dataFile = null;
            String backingFormat = null;
            long at = start;
            for (int i = 0; i < MAX_EXTENSIONS && at + 8 <= Math.min(clusterSize, file.size()); i++) {
                Cursor in = Cursor.read(file, at, 8, ByteOrder.BIG_ENDIAN, "qcow2 header extension");
                long type = in.u32();
                long length = in.u32();
                if (type == EXTENSION_END) {
                    break;
                }
                if (length > clusterSize - at - 8) {
                    throw in.bad("length", "%d, must end in the first cluster".formatted(length));
                }
                if (type == EXTENSION_BACKING_FORMAT && length <= MAX_BACKING_NAME) {
                    backingFormat = new String(body(file, at, length), StandardCharsets.ISO_8859_1);
                } else if (type == EXTENSION_DATA_FILE && length <= ImageOpener.MAX_NAME_BYTES) {
                    dataFile = body(file, at, length);
                }
                at += 8 + (length + 7) / 8 * 8;
            }
            return new Extensions(dataFile, backingFormat);
        }

        private static byte[] body(BlockDevice file, long at, long length) throws IOException {
            return Cursor.read(file, at + 8, (int) length, ByteOrder.BIG_ENDIAN, "qcow2 header extension")
                    .bytes((int) length);
        }
    }
}
