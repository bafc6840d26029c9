package org.guestscope.disk.fs.optical;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.fs.ByteRuns;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.disk.fs.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Usage of a UDF volume: the partition that holds the file set, and the logical volume's integrity descriptor, which
 * counts files and free blocks.
 *
 * @see <a href="https://ecma-international.org/publications-and-standards/standards/ecma-167/">ECMA-167</a>
 */
public final class Udf {

    private static final int TAG_ANCHOR = 2;
    private static final int TAG_POINTER = 3;
    private static final int TAG_PARTITION = 5;
    private static final int TAG_LOGICAL_VOLUME = 6;
    private static final int TAG_TERMINATING = 8;
    private static final int TAG_INTEGRITY = 9;
    private static final int TAG_SPACE_BITMAP = 264;
    private static final long UNKNOWN = 0xffffffffL;
    /** Bounds on chains that a disc could make endless; the driver's own are of this order. */
    private static final int MAX_DESCRIPTORS = 1024;

    private static final int MAX_INTEGRITY_DESCRIPTORS = 1000;
    private static final int PAGE_BYTES = 4096;

    private final BlockDevice device;
    private final int blockSize;

    private Udf(BlockDevice device, int blockSize) {
        this.device = device;
        this.blockSize = blockSize;
    }

    /**
     * What statfs reports after a read-only mount.
     *
     * @throws DiskFormatException when the mount would fail
     */
    public static Usage usage(BlockDevice device) throws IOException {
        for (int blockSize = device.sectorSize(); blockSize <= PAGE_BYTES; blockSize *= 2) {
            Udf udf = new Udf(device, blockSize);
            long last = device.size() / blockSize - 1;
            for (long block : new long[] {256, last, last - 256, 512}) {
                Cursor anchor = udf.descriptor(block, 0);
                if (anchor != null && anchor.at(0).u16() == TAG_ANCHOR) {
                    return udf.usage(anchor);
                }
            }
        }
        throw DiskFormatException.bad(device.name(), 256L * 2048, "UDF anchor", "not found for any block size");
    }

    /** A descriptor whose tag has the right checksum and says that it belongs at {@code block}; else null. */
    private @Nullable Cursor descriptor(long block, long tagLocationBase) throws IOException {
        if (block < 0 || block > device.size() / blockSize - 1) {
            return null;
        }
        Cursor in = Cursor.read(device, block * blockSize, blockSize, ByteOrder.LITTLE_ENDIAN, "UDF descriptor");
        int sum = 0;
        for (int i = 0; i < 16; i++) {
            int value = in.u8();
            sum += i == 4 ? 0 : value;
        }
        return (sum & 0xff) == in.at(4).u8() && in.at(12).u32() == block - tagLocationBase ? in : null;
    }

    private record Partition(long sequence, long start, long length, long bitmapLength, long bitmapBlock) {}

    private record Volume(long sequence, Cursor descriptor) {}

    private Usage usage(Cursor anchor) throws IOException {
        Map<Integer, Partition> partitions = new HashMap<>();
        Volume volume = null;
        for (int extent : new int[] {16, 24}) {
            long length = anchor.at(extent).u32();
            long block = anchor.u32();
            volume = sequence(block, length / blockSize, partitions);
            if (volume != null) {
                break;
            }
        }
        if (volume == null) {
            throw anchor.bad("volume descriptor sequences", "hold no logical volume");
        }
        return usage(volume.descriptor, partitions);
    }

    /** Collects the prevailing partition descriptors of a sequence and returns its logical volume. */
    private @Nullable Volume sequence(long start, long count, Map<Integer, Partition> partitions) throws IOException {
        Volume volume = null;
        long block = start;
        long left = count;
        for (int i = 0; i < MAX_DESCRIPTORS && left > 0; i++, block++, left--) {
            Cursor in = descriptor(block, 0);
            if (in == null) {
                break;
            }
            int tag = in.at(0).u16();
            long sequence = in.at(16).u32();
            switch (tag) {
                case TAG_PARTITION -> {
                    int number = in.at(22).u16();
                    Partition known = partitions.get(number);
                    if (known == null || sequence >= known.sequence) {
                        partitions.put(number, partition(in, sequence));
                    }
                }
                case TAG_LOGICAL_VOLUME -> {
                    if (volume == null || sequence >= volume.sequence) {
                        volume = new Volume(sequence, in);
                    }
                }
                case TAG_POINTER -> {
                    left = in.at(20).u32() / blockSize + 1;
                    block = in.u32() - 1;
                }
                case TAG_TERMINATING -> left = 1;
                default -> {
                    // Primary, implementation use and unallocated space descriptors do not matter here.
                }
            }
        }
        return volume;
    }

    private static Partition partition(Cursor in, long sequence) throws DiskFormatException {
        long bitmapLength = in.at(56 + 8).u32() & 0x3fffffff;
        long bitmapBlock = in.u32();
        long start = in.at(188).u32();
        return new Partition(sequence, start, in.u32(), bitmapLength, bitmapBlock);
    }

    private Usage usage(Cursor volume, Map<Integer, Partition> partitions) throws IOException {
        int reference = volume.at(248 + 8).u16();
        long mapBytes = volume.at(264).u32();
        long maps = volume.u32();
        if (reference >= maps || mapBytes > blockSize - 440) {
            throw volume.bad("partition maps", "%d in %d bytes, file set in %d".formatted(maps, mapBytes, reference));
        }
        int at = 440;
        for (int i = 0; i < reference; i++) {
            at += mapLength(volume, at);
        }
        int type = volume.at(at).u8();
        int number;
        if (type == 1) {
            mapLength(volume, at);
            number = volume.at(at + 4).u16();
        } else {
            mapLength(volume, at);
            String kind = new String(volume.at(at + 5).text(23), java.nio.charset.StandardCharsets.ISO_8859_1);
            number = volume.at(at + 38).u16();
            if (!kind.startsWith("*UDF Sparable")) {
                throw volume.unsupported("partition of kind " + kind.replaceAll("[^ -~]", "?"));
            }
        }
        Partition partition = partitions.get(number);
        if (partition == null) {
            throw volume.bad("partition map", "names partition %d, which has no descriptor".formatted(number));
        }
        long integrityLength = volume.at(432).u32();
        long files = 0;
        long free = 0;
        Cursor integrity = integrity(volume.u32(), integrityLength);
        if (integrity != null) {
            long count = integrity.at(72).u32();
            long useLength = integrity.u32();
            long useAt = 80 + 8 * count;
            if (reference < count && 80 + 4L * reference + 4 <= blockSize) {
                free = integrity.at(80 + 4 * reference).u32();
            }
            if (useLength >= 46 && useAt + 46 <= blockSize) {
                files = integrity.at((int) useAt + 32).u32() + integrity.u32();
            }
        }
        if (free == UNKNOWN || free == 0) {
            free = partition.bitmapLength == 0 ? 0 : countBitmap(partition);
        }
        return new Usage.Exact(new StatVfs(blockSize, partition.length, free, free, files + free, free));
    }

    private static int mapLength(Cursor volume, int at) throws DiskFormatException {
        int length = volume.at(at + 1).u8();
        if (length < 6 || length > volume.remaining()) {
            throw volume.bad("partition map length", "%d".formatted(length));
        }
        return length;
    }

    /** The last of the chain of integrity descriptors. */
    private @Nullable Cursor integrity(long start, long length) throws IOException {
        Cursor last = null;
        long block = start;
        long left = length;
        for (int i = 0; i < MAX_INTEGRITY_DESCRIPTORS && left >= blockSize; i++) {
            Cursor in = descriptor(block, 0);
            if (in == null || in.at(0).u16() != TAG_INTEGRITY) {
                break;
            }
            last = in;
            left -= blockSize;
            block++;
            long nextLength = in.at(32).u32();
            if (nextLength != 0) {
                left = nextLength;
                block = in.u32();
            }
        }
        return last;
    }

    /** A set bit is a free block. */
    private long countBitmap(Partition partition) throws IOException {
        long offset = (partition.start + partition.bitmapBlock) * blockSize;
        Cursor in = Cursor.read(device, offset, 24, ByteOrder.LITTLE_ENDIAN, "UDF space bitmap");
        if (in.u16() != TAG_SPACE_BITMAP) {
            return 0;
        }
        long bytes = in.at(20).u32();
        return ByteRuns.setBits(device, offset + 24, bytes * 8, "UDF space bitmap");
    }
}
