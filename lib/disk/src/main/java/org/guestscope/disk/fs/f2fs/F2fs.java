package org.guestscope.disk.fs.f2fs;

import java.io.IOException;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.disk.fs.Usage;

/** Usage of an F2FS, from its newest valid checkpoint. */
public final class F2fs {

    private static final int NAT_ENTRIES_PER_BLOCK = Superblock.BLOCK_BYTES / 9;
    private static final int RESERVED_NODES = 3;
    /** struct node_footer ends a node block: nid, ino, flag, cp_ver, next_blkaddr. */
    private static final int FOOTER_CHECKPOINT_OFFSET = Superblock.BLOCK_BYTES - 12;

    private F2fs() {}

    /**
     * What statfs reports after a read-only mount.
     *
     * @throws DiskFormatException when the mount would fail
     */
    public static Usage usage(BlockDevice device) throws IOException {
        Superblock superblock = Superblock.read(device);
        Checkpoint checkpoint = Checkpoint.newest(device, superblock);
        if (checkpoint.has(Checkpoint.FLAG_ORPHANS)) {
            return new Usage.NeedsAppliance(device.name() + ": F2FS has deleted files to free at the next mount");
        }
        if (checkpoint.has(Checkpoint.FLAG_DISABLED)) {
            return new Usage.NeedsAppliance(device.name() + ": F2FS checkpoints are disabled");
        }
        if (hasFsyncedNodes(device, superblock, checkpoint)) {
            return new Usage.NeedsAppliance(device.name() + ": F2FS has fsync'ed nodes to roll forward");
        }
        long free = checkpoint.userBlocks() - checkpoint.validBlocks();
        long nodes =
                (superblock.natSegments() / 2 * superblock.blocksPerSegment()) * NAT_ENTRIES_PER_BLOCK - RESERVED_NODES;
        long files = Math.min(nodes, checkpoint.userBlocks());
        long filesFree = nodes > checkpoint.userBlocks() ? free : Math.min(nodes - checkpoint.validNodes(), free);
        return new Usage.Exact(new StatVfs(
                Superblock.BLOCK_BYTES, superblock.blocks() - superblock.segment0(), free, free, files, filesFree));
    }

    /** Whether the block where the next warm node would go holds one that continues the checkpoint. */
    private static boolean hasFsyncedNodes(BlockDevice device, Superblock superblock, Checkpoint checkpoint)
            throws IOException {
        long block = superblock.mainArea()
                + checkpoint.warmNodeSegment() * superblock.blocksPerSegment()
                + checkpoint.warmNodeOffset();
        if (checkpoint.warmNodeSegment() >= superblock.mainSegments()
                || checkpoint.warmNodeOffset() >= superblock.blocksPerSegment()) {
            return false;
        }
        Cursor footer = Cursor.read(
                device,
                block * Superblock.BLOCK_BYTES + FOOTER_CHECKPOINT_OFFSET,
                8,
                ByteOrder.LITTLE_ENDIAN,
                "F2FS node footer");
        return footer.u64() == checkpoint.nodeVersion();
    }
}
