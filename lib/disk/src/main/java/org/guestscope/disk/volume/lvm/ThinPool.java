package org.guestscope.disk.volume.lvm;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.KernelCrc;

/**
 * A thin pool: blocks of data, and the B-trees that tell which volume's block is where.
 *
 * @see "drivers/md/dm-thin-metadata.c, drivers/md/persistent-data/dm-btree-internal.h"
 */
final class ThinPool {

    private static final int BLOCK = 4096;
    private static final int SECTOR = 512;
    private static final long SUPERBLOCK_MAGIC = 27022010;
    private static final int SUPERBLOCK_CRC_XOR = 160774;
    private static final int NODE_CRC_XOR = 121107;
    private static final int NODE_HEADER_BYTES = 32;
    private static final int NODE_LEAF = 2;
    private static final int VALUE_BYTES = 8;
    private static final int NEEDS_CHECK = 1;

    /** Nodes have 126 entries at least in practice; the kernel's own trees are never this deep. */
    private static final int MAX_DEPTH = 20;

    /** 1 MiB of nodes. */
    private static final int MAX_CACHED_NODES = 256;

    /** A data block's number takes the upper 40 bits of a mapping, the time of its last sharing the lower 24. */
    private static final int TIME_BITS = 24;

    private final BlockDevice metadata;
    private final BlockDevice data;
    private final long blockSize;
    private final long devicesRoot;
    private final Map<Long, Node> nodes = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Node> eldest) {
            return size() > MAX_CACHED_NODES;
        }
    };

    private record Node(boolean leaf, long[] keys, long[] values) {}

    private ThinPool(BlockDevice metadata, BlockDevice data, long blockSize, long devicesRoot) {
        this.metadata = metadata;
        this.data = data;
        this.blockSize = blockSize;
        this.devicesRoot = devicesRoot;
    }

    static ThinPool open(BlockDevice metadata, BlockDevice data) throws IOException {
        Cursor in = Cursor.read(metadata, 0, BLOCK, ByteOrder.LITTLE_ENDIAN, "thin pool superblock");
        checkCrc(in, SUPERBLOCK_CRC_XOR);
        long flags = in.u32();
        in.skip(8 + 16); // blocknr (8) + uuid (16)
        long magic = in.u64();
        if (magic != SUPERBLOCK_MAGIC) {
            throw in.bad("magic", "0x%x, must be 0x%x".formatted(magic, SUPERBLOCK_MAGIC));
        }
        long version = in.u32();
        if (version < 1 || version > 2) {
            throw in.unsupported("version %d".formatted(version));
        }
        if ((flags & NEEDS_CHECK) != 0) {
            throw in.unsupported("its metadata is marked as needing a check");
        }
        // time (4) + trans_id (8) + held_root (8) + data_space_map_root (128) + metadata_space_map_root (128)
        in.skip(4 + 8 + 8 + 128 + 128);
        long root = in.u64();
        in.skip(8); // device_details_root
        long blockSectors = in.u32();
        if (blockSectors < 1) {
            throw in.bad("data_block_size", "0");
        }
        return new ThinPool(metadata, data, blockSectors * SECTOR, root);
    }

    /** Bytes of a block, the unit of allocation. */
    long blockSize() {
        return blockSize;
    }

    BlockDevice data() {
        return data;
    }

    /** The root of a volume's own tree; a volume that was never activated may have none yet. */
    OptionalLong volumeRoot(long deviceId) throws IOException {
        return find(devicesRoot, deviceId);
    }

    /** The data block that holds block {@code index} of the volume with that tree, if it was ever written. */
    OptionalLong dataBlock(long volumeRoot, long index) throws IOException {
        OptionalLong value = find(volumeRoot, index);
        return value.isEmpty() ? value : OptionalLong.of(value.getAsLong() >>> TIME_BITS);
    }

    private OptionalLong find(long root, long key) throws IOException {
        long block = root;
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            Node node = node(block);
            int at = lowerBound(node.keys, key);
            if (at < 0) {
                return OptionalLong.empty();
            }
            if (node.leaf) {
                return node.keys[at] == key ? OptionalLong.of(node.values[at]) : OptionalLong.empty();
            }
            block = node.values[at];
        }
        throw DiskFormatException.bad(
                metadata.name(), root * BLOCK, "thin pool B-tree", "deeper than %d nodes".formatted(MAX_DEPTH));
    }

    /** The last place whose key is not above {@code key}, or -1. */
    private static int lowerBound(long[] keys, long key) {
        int low = -1;
        int high = keys.length;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(keys[middle], key) <= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Node node(long block) throws IOException {
        Node known = nodes.get(block);
        if (known != null) {
            return known;
        }
        if (block < 0 || block >= metadata.size() / BLOCK) {
            throw DiskFormatException.bad(
                    metadata.name(),
                    0,
                    "thin pool B-tree",
                    "node 0x%x, metadata has %d blocks".formatted(block, metadata.size() / BLOCK));
        }
        Cursor in = Cursor.read(metadata, block * BLOCK, BLOCK, ByteOrder.LITTLE_ENDIAN, "thin pool B-tree node");
        checkCrc(in, NODE_CRC_XOR);
        long flags = in.u32();
        long number = in.u64();
        if (number != block) {
            throw in.bad("blocknr", "0x%x, must be 0x%x".formatted(number, block));
        }
        long count = in.u32();
        long max = in.u32();
        long valueBytes = in.u32();
        if (valueBytes != VALUE_BYTES || max > (BLOCK - NODE_HEADER_BYTES) / (8 + VALUE_BYTES) || count > max) {
            throw in.bad("nr_entries, max_entries, value_size", "are %d, %d, %d".formatted(count, max, valueBytes));
        }
        long[] keys = longs(in.at(NODE_HEADER_BYTES), (int) count);
        long[] values = longs(in.at(NODE_HEADER_BYTES + 8 * (int) max), (int) count);
        Node node = new Node((flags & NODE_LEAF) != 0, keys, values);
        nodes.put(block, node);
        return node;
    }

    private static long[] longs(Cursor in, int count) throws DiskFormatException {
        long[] longs = new long[count];
        for (int i = 0; i < count; i++) {
            longs[i] = in.u64();
        }
        return longs;
    }

    /** All blocks begin with the CRC-32C of what follows, mixed with a number that tells their kinds apart. */
    private static void checkCrc(Cursor in, int xor) throws DiskFormatException {
        long crc = in.u32();
        long computed = Integer.toUnsignedLong(KernelCrc.CRC32C.update(-1, in.bytes(BLOCK - 4)) ^ xor);
        if (crc != computed) {
            throw in.at(0).bad("csum", "0x%08x, computed 0x%08x".formatted(crc, computed));
        }
        in.at(4);
    }
}
