package org.guestscope.disk.fs.ext4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;

/** Which blocks of the disk hold a file: its extent tree, or the block map of older files. */
final class FileMap {

    private static final int EXTENT_MAGIC = 0xf30a;
    private static final int HEADER_BYTES = 12;
    private static final int ENTRY_BYTES = 12;
    private static final int MAX_DEPTH = 5;
    /** An extent longer than this is one of the same length less 32768 that was never written. */
    private static final int INITIALIZED_MAX = 32768;
    /** A journal is laid out in one go; one in more pieces than this is left to a kernel. */
    private static final int MAX_EXTENTS = 1 << 16;

    private static final int DIRECT_BLOCKS = 12;
    private static final int MAP_LEVELS = 3;

    private final BlockDevice device;
    private final Superblock superblock;
    private final Blocks blocks;
    private final Inode inode;
    private final List<Extent> extents = new ArrayList<>();

    /**
     * @param first first block in the file
     * @param length in blocks
     * @param start first block on the disk
     */
    record Extent(long first, long length, long start) {}

    FileMap(BlockDevice device, Superblock superblock, Blocks blocks, Inode inode) throws IOException {
        this.device = device;
        this.superblock = superblock;
        this.blocks = blocks;
        this.inode = inode;
        if (isExtentMapped()) {
            ByteBuffer root = ByteBuffer.wrap(inode.blockArea()).order(ByteOrder.LITTLE_ENDIAN);
            readExtents(root, depth(root));
        }
    }

    private boolean isExtentMapped() {
        return (inode.flags() & Inode.FLAG_EXTENTS) != 0;
    }

    /** Extents of the inode itself, or an empty list when the tree has inner nodes. */
    static List<Extent> ownExtents(BlockDevice device, Superblock superblock, Inode inode) throws IOException {
        ByteBuffer root = ByteBuffer.wrap(inode.blockArea()).order(ByteOrder.LITTLE_ENDIAN);
        if (root.getShort(6) != 0) {
            return List.of();
        }
        Blocks none = number -> new byte[superblock.blockSize()];
        return List.copyOf(new FileMap(device, superblock, none, inode).extents);
    }

    private int depth(ByteBuffer node) throws DiskFormatException {
        int depth = Short.toUnsignedInt(node.getShort(6));
        if (depth > MAX_DEPTH) {
            throw bad("depth %d, must be at most %d".formatted(depth, MAX_DEPTH));
        }
        return depth;
    }

    private void readExtents(ByteBuffer node, int depth) throws IOException {
        int magic = Short.toUnsignedInt(node.getShort(0));
        int entries = Short.toUnsignedInt(node.getShort(2));
        if (magic != EXTENT_MAGIC || entries > (node.capacity() - HEADER_BYTES) / ENTRY_BYTES || depth(node) != depth) {
            throw bad("magic 0x%04x, %d entries, depth %d".formatted(magic, entries, depth(node)));
        }
        for (int i = 0; i < entries; i++) {
            int at = HEADER_BYTES + i * ENTRY_BYTES;
            long first = Integer.toUnsignedLong(node.getInt(at));
            if (depth == 0) {
                int length = Short.toUnsignedInt(node.getShort(at + 4));
                long start = (long) Short.toUnsignedInt(node.getShort(at + 6)) << 32
                        | Integer.toUnsignedLong(node.getInt(at + 8));
                add(first, length > INITIALIZED_MAX ? length - INITIALIZED_MAX : length, start);
            } else {
                long child = Integer.toUnsignedLong(node.getInt(at + 4))
                        | (long) Short.toUnsignedInt(node.getShort(at + 8)) << 32;
                ByteBuffer below =
                        ByteBuffer.wrap(blocks.block(checked(child, 1))).order(ByteOrder.LITTLE_ENDIAN);
                readExtents(below, depth - 1);
            }
        }
    }

    private void add(long first, long length, long start) throws DiskFormatException {
        Extent last = extents.isEmpty() ? new Extent(0, 0, 0) : extents.get(extents.size() - 1);
        if (length == 0 || first < last.first + last.length) {
            throw bad("extent of %d blocks at %d after %d".formatted(length, first, last.first + last.length));
        }
        if (extents.size() == MAX_EXTENTS) {
            throw DiskFormatException.unsupported(
                    device.name(), "ext4 extent tree", "more than %d extents".formatted(MAX_EXTENTS));
        }
        extents.add(new Extent(first, length, checked(start, length)));
    }

    private long checked(long block, long length) throws DiskFormatException {
        if (block < superblock.firstDataBlock() || block > superblock.blocks() - length) {
            throw bad("blocks %d + %d of %d".formatted(block, length, superblock.blocks()));
        }
        return block;
    }

    private DiskFormatException bad(String why) {
        return DiskFormatException.bad(device.name(), 0, "ext4 block map", why);
    }

    /** The block of the disk that holds a block of the file, or 0 for a hole. */
    long diskBlock(long fileBlock) throws IOException {
        return isExtentMapped() ? inExtents(fileBlock) : inMap(fileBlock);
    }

    private long inExtents(long fileBlock) {
        int low = 0;
        int high = extents.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Extent extent = extents.get(middle);
            if (fileBlock < extent.first) {
                high = middle - 1;
            } else if (fileBlock >= extent.first + extent.length) {
                low = middle + 1;
            } else {
                return extent.start + fileBlock - extent.first;
            }
        }
        return 0;
    }

    private long inMap(long fileBlock) throws IOException {
        ByteBuffer pointers = ByteBuffer.wrap(inode.blockArea()).order(ByteOrder.LITTLE_ENDIAN);
        if (fileBlock < DIRECT_BLOCKS) {
            return pointer(pointers, (int) fileBlock);
        }
        long perBlock = superblock.blockSize() / Integer.BYTES;
        long index = fileBlock - DIRECT_BLOCKS;
        long reach = perBlock;
        for (int level = 1; level <= MAP_LEVELS; level++, reach *= perBlock) {
            if (index >= reach) {
                index -= reach;
                continue;
            }
            long block = pointer(pointers, DIRECT_BLOCKS + level - 1);
            for (long span = reach / perBlock; block != 0 && span >= 1; span /= perBlock) {
                ByteBuffer below = ByteBuffer.wrap(blocks.block(block)).order(ByteOrder.LITTLE_ENDIAN);
                block = pointer(below, (int) (index / span));
                index %= span;
            }
            return block;
        }
        throw bad("block %d is beyond what the map can hold".formatted(fileBlock));
    }

    private long pointer(ByteBuffer pointers, int index) throws DiskFormatException {
        long block = Integer.toUnsignedLong(pointers.getInt(index * Integer.BYTES));
        return block == 0 ? 0 : checked(block, 1);
    }
}
