package org.guestscope.disk.fs.nilfs2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.jspecify.annotations.Nullable;

/**
 * A file of the filesystem's own: the disk address translation (DAT), whose block pointers are disk addresses, or another
 * one, whose pointers are virtual and go through the DAT.
 */
final class MetadataFile {

    private static final int BLOCK_MAP_OFFSET = 56;
    private static final int BLOCK_MAP_BYTES = 56;
    private static final int LARGE = 1;
    private static final int DIRECT_BLOCKS = 6;
    private static final int NODE_HEADER = 8;
    private static final int ROOT_CHILDREN = (BLOCK_MAP_BYTES - NODE_HEADER) / 16;
    private static final int MAX_LEVEL = 14;

    private final BlockDevice device;
    private final Superblock superblock;
    private final String name;
    private final ByteBuffer map;
    private final @Nullable MetadataFile translation;

    /**
     * @param inode struct nilfs_inode
     * @param translation the DAT, or null when this is it
     */
    MetadataFile(
            BlockDevice device, Superblock superblock, String name, byte[] inode, @Nullable MetadataFile translation) {
        this.device = device;
        this.superblock = superblock;
        this.name = name;
        this.map = ByteBuffer.wrap(inode, BLOCK_MAP_OFFSET, BLOCK_MAP_BYTES)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
        this.translation = translation;
    }

    Cursor block(long number) throws IOException {
        return read(pointer(number));
    }

    private Cursor read(long pointer) throws IOException {
        long block = translation == null ? pointer : translation.translate(pointer);
        int blockSize = superblock.blockSize();
        if (block < 0 || block >= device.size() / blockSize) {
            throw DiskFormatException.bad(
                    device.name(), 0, name, "block %s is beyond the device".formatted(Long.toUnsignedString(block)));
        }
        return Cursor.read(device, block * blockSize, blockSize, ByteOrder.LITTLE_ENDIAN, name);
    }

    /** The DAT's entry for a virtual block number: its disk address. */
    private long translate(long virtual) throws IOException {
        Allocator allocator = new Allocator(superblock.blockSize(), superblock.datEntrySize());
        Cursor in = block(allocator.entryBlock(virtual));
        return in.at(allocator.entryOffset(virtual)).u64();
    }

    private long pointer(long key) throws IOException {
        if ((map.get(0) & LARGE) == 0) {
            if (key >= DIRECT_BLOCKS) {
                throw missing(key);
            }
            return map.getLong(8 + 8 * (int) key);
        }
        int level = map.get(1);
        int children = Short.toUnsignedInt(map.getShort(2));
        if (level < 1 || level > MAX_LEVEL || children > ROOT_CHILDREN) {
            throw DiskFormatException.bad(
                    device.name(), 0, name, "tree root of level %d with %d children".formatted(level, children));
        }
        byte[] root = new byte[BLOCK_MAP_BYTES];
        map.get(0, root);
        Cursor node = Cursor.over(device, 0, root, ByteOrder.LITTLE_ENDIAN, name);
        long pointer = child(node, NODE_HEADER, ROOT_CHILDREN, children, key, level == 1);
        int capacity = (superblock.blockSize() - 2 * NODE_HEADER) / 16;
        while (--level >= 1) {
            node = read(pointer);
            node.skip(1);
            int found = node.u8();
            children = node.u16();
            if (found != level || children > capacity) {
                throw node.bad("node", "of level %d with %d children, must be %d".formatted(found, children, level));
            }
            pointer = child(node, 2 * NODE_HEADER, capacity, children, key, level == 1);
        }
        return pointer;
    }

    /** The pointer under the largest key not above the wanted one; on the lowest level it must be that one. */
    private long child(Cursor node, int keysAt, int capacity, int children, long key, boolean lowest)
            throws DiskFormatException {
        int low = -1;
        node.at(keysAt);
        long found = -1;
        for (int i = 0; i < children; i++) {
            long candidate = node.u64();
            if (Long.compareUnsigned(candidate, key) > 0) {
                break;
            }
            low = i;
            found = candidate;
        }
        if (low < 0 || (lowest && found != key)) {
            throw missing(key);
        }
        return node.at(keysAt + 8 * capacity + 8 * low).u64();
    }

    /** The highest block number that is mapped. */
    long lastKey() throws IOException {
        if ((map.get(0) & LARGE) == 0) {
            for (int key = DIRECT_BLOCKS - 1; key >= 0; key--) {
                if (map.getLong(8 + 8 * key) != 0) {
                    return key;
                }
            }
            throw missing(0);
        }
        int level = map.get(1);
        int children = Short.toUnsignedInt(map.getShort(2));
        if (level < 1 || level > MAX_LEVEL || children < 1 || children > ROOT_CHILDREN) {
            throw missing(0);
        }
        long key = map.getLong(NODE_HEADER + 8 * (children - 1));
        long pointer = map.getLong(NODE_HEADER + 8 * ROOT_CHILDREN + 8 * (children - 1));
        int capacity = (superblock.blockSize() - 2 * NODE_HEADER) / 16;
        while (--level >= 1) {
            Cursor node = read(pointer);
            children = node.at(2).u16();
            if (children < 1 || children > capacity) {
                throw node.bad("nchildren", "%d, must be 1..%d".formatted(children, capacity));
            }
            key = node.at(2 * NODE_HEADER + 8 * (children - 1)).u64();
            pointer =
                    node.at(2 * NODE_HEADER + 8 * capacity + 8 * (children - 1)).u64();
        }
        return key;
    }

    private DiskFormatException missing(long key) {
        return DiskFormatException.bad(device.name(), 0, name, "has no block %d".formatted(key));
    }
}
