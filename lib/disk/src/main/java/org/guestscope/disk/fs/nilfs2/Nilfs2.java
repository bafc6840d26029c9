package org.guestscope.disk.fs.nilfs2;

import java.io.IOException;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.disk.fs.Usage;

/**
 * Usage of a NILFS2: clean segments as the segment usage file counts them, inodes as the newest checkpoint does.
 *
 * @see <a href="https://docs.kernel.org/filesystems/nilfs2.html">NILFS2</a>
 */
public final class Nilfs2 {

    private static final int SUPER_ROOT_HEADER = 16;
    private static final int INODE_BYTES = 128;
    private static final int CHECKPOINT_INODES_OFFSET = 48;
    private static final int CHECKPOINT_IFILE_OFFSET = 64;

    private Nilfs2() {}

    /**
     * What statfs reports after a read-only mount.
     *
     * @throws DiskFormatException when the mount would fail
     */
    public static Usage usage(BlockDevice device) throws IOException {
        Superblock superblock = Superblock.newest(device);
        LogScan.SuperRoot root = new LogScan(device, superblock).newest();
        if (root.followedBySyncedData()) {
            return new Usage.NeedsAppliance(device.name() + ": NILFS2 has fsync'ed data to roll forward");
        }
        int blockSize = superblock.blockSize();
        Cursor in =
                Cursor.read(device, root.block() * blockSize, blockSize, ByteOrder.LITTLE_ENDIAN, "NILFS2 super root");
        int inodeSize = superblock.inodeSize();
        byte[] datInode = in.at(SUPER_ROOT_HEADER).bytes(INODE_BYTES);
        byte[] checkpointInode = in.at(SUPER_ROOT_HEADER + inodeSize).bytes(INODE_BYTES);
        byte[] usageInode = in.at(SUPER_ROOT_HEADER + 2 * inodeSize).bytes(INODE_BYTES);
        MetadataFile dat = new MetadataFile(device, superblock, "NILFS2 DAT file", datInode, null);
        MetadataFile segmentUsage = new MetadataFile(device, superblock, "NILFS2 sufile", usageInode, dat);
        MetadataFile checkpoints = new MetadataFile(device, superblock, "NILFS2 cpfile", checkpointInode, dat);

        long cleanSegments = segmentUsage.block(0).u63("ncleansegs");
        if (cleanSegments > superblock.segments()) {
            throw in.bad("ncleansegs", "%d of %d".formatted(cleanSegments, superblock.segments()));
        }
        // The file's header takes the place of the entry for checkpoint 0.
        int perBlock = blockSize / superblock.checkpointSize();
        Cursor entry = checkpoints.block(root.checkpoint() / perBlock);
        int at = (int) (root.checkpoint() % perBlock) * superblock.checkpointSize();
        long inodes = entry.at(at + CHECKPOINT_INODES_OFFSET).u63("inodes_count");
        byte[] ifileInode = entry.at(at + CHECKPOINT_IFILE_OFFSET).bytes(INODE_BYTES);
        MetadataFile ifile = new MetadataFile(device, superblock, "NILFS2 ifile", ifileInode, dat);

        long most = mostInodes(superblock, ifile.lastKey(), inodes);
        long free = cleanSegments * superblock.blocksPerSegment();
        long reserved = superblock.reservedSegments() * superblock.blocksPerSegment();
        return new Usage.Exact(new StatVfs(
                blockSize,
                superblock.segments() * superblock.blocksPerSegment() - superblock.firstDataBlock(),
                free,
                Math.max(0, free - reserved),
                most,
                most - inodes));
    }

    /** {@code nilfs_palloc_count_max_entries}: what the descriptor blocks there are could name, one more when full. */
    private static long mostInodes(Superblock superblock, long lastBlock, long used) {
        Allocator allocator = new Allocator(superblock.blockSize(), superblock.inodeSize());
        long perDescriptorBlock = allocator.entriesPerGroup() * allocator.groupsPerDescriptorBlock();
        long blocks = (lastBlock + allocator.blocksPerDescriptorBlock() - 1) / allocator.blocksPerDescriptorBlock();
        long most = perDescriptorBlock * blocks;
        return used == most ? most + perDescriptorBlock : most;
    }
}
