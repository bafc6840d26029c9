package org.guestscope.disk.fs.jfs;

import java.io.IOException;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.disk.fs.Usage;

/**
 * Usage of a JFS: the control pages of the block allocation map and of the inode map.
 *
 * @see <a href="https://jfs.sourceforge.net/project/pub/jfslayout.pdf">JFS Layout</a>
 */
public final class Jfs {

    private static final long SUPERBLOCK = 0x8000;
    private static final int BLOCK_BYTES = 4096;
    /** The first extent of aggregate inodes; inode 2 is the block map, 16 the fileset's inode map. */
    private static final long AGGREGATE_INODES = 0xb000;

    private static final int INODE_BYTES = 512;
    private static final int BLOCK_MAP_INODE = 2;
    private static final int FILESET_INODE = 16;
    private static final int TREE_ROOT = 224;
    private static final int LEAF_FLAG = 0x02;
    private static final int MAX_TREE_DEPTH = 8;
    private static final int INODES_PER_EXTENT_LOG = 5;
    private static final long MAX_INODES = 0xffffffffL;

    private Jfs() {}

    /**
     * What statfs reports after a read-only mount, which Linux does whatever the state of the log.
     *
     * @throws DiskFormatException when the mount would fail
     */
    public static Usage usage(BlockDevice device) throws IOException {
        Cursor in = Cursor.read(device, SUPERBLOCK, 64, ByteOrder.LITTLE_ENDIAN, "JFS superblock");
        long version = in.at(4).u32();
        long blockSize = in.at(16).u32();
        if (version < 1 || version > 2) {
            throw in.at(4).bad("version", "%d, must be 1 or 2".formatted(version));
        }
        if (blockSize != BLOCK_BYTES) {
            throw in.at(16).bad("bsize", "%d, must be %d".formatted(blockSize, BLOCK_BYTES));
        }
        Cursor blockMap = firstBlock(device, BLOCK_MAP_INODE, "JFS block allocation map");
        long mapSize = blockMap.u63("mapsize");
        long free = blockMap.u63("nfree");
        Cursor inodeMap = firstBlock(device, FILESET_INODE, "JFS inode allocation map");
        long inodes = inodeMap.at(8).u32();
        long freeInodes = inodeMap.u32();
        inodeMap.skip(4);
        long extentLog = inodeMap.u32();
        if (extentLog > 31) {
            throw inodeMap.bad("l2nbperiext", "%d, must be at most 31".formatted(extentLog));
        }
        long files = Math.min(inodes + (free >> extentLog << INODES_PER_EXTENT_LOG), MAX_INODES);
        return new Usage.Exact(new StatVfs(BLOCK_BYTES, mapSize, free, free, files, files - (inodes - freeInodes)));
    }

    /** The block at offset 0 of an aggregate inode, down its extent tree's left edge. */
    private static Cursor firstBlock(BlockDevice device, int inode, String what) throws IOException {
        long base = AGGREGATE_INODES + (long) inode * INODE_BYTES;
        Cursor node = Cursor.read(device, base + TREE_ROOT, 64, ByteOrder.LITTLE_ENDIAN, what + " extent tree");
        for (int depth = 0; depth < MAX_TREE_DEPTH; depth++) {
            int flag = node.at(16).u8();
            node.skip(1);
            int next = node.u16();
            if (next <= 2) {
                throw node.bad("nextindex", "%d: the tree is empty".formatted(next));
            }
            long lengthAndHigh = node.at(32 + 8).u32();
            long block = node.u32() | (lengthAndHigh >> 24) << 32;
            if (block > device.size() / BLOCK_BYTES) {
                throw node.bad("address", "block %d beyond the device".formatted(block));
            }
            Cursor child = Cursor.read(device, block * BLOCK_BYTES, BLOCK_BYTES, ByteOrder.LITTLE_ENDIAN, what);
            if ((flag & LEAF_FLAG) != 0) {
                return child;
            }
            node = child;
        }
        throw node.bad("flag", "no leaf within %d levels".formatted(MAX_TREE_DEPTH));
    }
}
