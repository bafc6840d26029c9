package org.guestscope.disk.fs.minix;

import java.io.IOException;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.disk.fs.Usage;

/** Usage of an SCO UnixWare boot filesystem: files are contiguous, so the inode table is all there is to count. */
public final class Bfs {

    private static final int BLOCK_BYTES = 512;
    private static final int INODE_BYTES = 64;
    private static final int ROOT_INODE = 2;
    private static final long MAX_LAST_INODE = 513;

    private Bfs() {}

    /**
     * What statfs reports after a read-only mount.
     *
     * @throws DiskFormatException when the mount would fail
     */
    public static Usage usage(BlockDevice device) throws IOException {
        Cursor in = Cursor.read(device, 0, BLOCK_BYTES, ByteOrder.LITTLE_ENDIAN, "BFS superblock");
        long start = in.at(4).u32();
        long end = in.u32();
        if (start > end || start < BLOCK_BYTES + INODE_BYTES) {
            throw in.bad("start, end", "%d, %d".formatted(start, end));
        }
        long lastInode = (start - BLOCK_BYTES) / INODE_BYTES + ROOT_INODE - 1;
        if (lastInode > MAX_LAST_INODE) {
            throw in.bad("start", "%d makes %d inodes, at most %d".formatted(start, lastInode, MAX_LAST_INODE));
        }
        long blocks = (end + 1) / BLOCK_BYTES;
        long free = (end + 1 - start) / BLOCK_BYTES;
        long freeInodes = 0;
        for (long inode = ROOT_INODE; inode <= lastInode; inode++) {
            long offset = BLOCK_BYTES + (inode - ROOT_INODE) * INODE_BYTES;
            Cursor entry = Cursor.read(device, offset, INODE_BYTES, ByteOrder.LITTLE_ENDIAN, "BFS inode " + inode);
            int number = entry.u16();
            long firstBlock = entry.at(4).u32();
            long lastBlock = entry.u32();
            if (number == 0) {
                freeInodes++;
            } else if (firstBlock > blocks || lastBlock > blocks) {
                throw entry.bad("blocks", "%d..%d of %d".formatted(firstBlock, lastBlock, blocks));
            } else if (firstBlock != 0) {
                free -= lastBlock + 1 - firstBlock;
            }
        }
        return new Usage.Exact(new StatVfs(BLOCK_BYTES, blocks, free, free, lastInode + 1 - ROOT_INODE, freeInodes));
    }
}
