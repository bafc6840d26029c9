package org.guestscope.disk.fs.ext4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;

/**
 * Files that were deleted while open, or being truncated, when the filesystem was last written. A mount finishes the
 * work, a read-only one too, and so frees their space.
 */
final class Orphans {

    private static final int INCOMPAT_EA_INODE = 0x400;
    /** sparse_super to extra_isize, quota, bigalloc, metadata_csum, project, verity, orphan_present. */
    private static final long RO_COMPAT_CLEANED = 0x1a77f;

    private static final int ORPHAN_TAIL_BYTES = 8;
    private static final int ORPHAN_MAGIC = 0x0b10ca04;
    private static final int ATTRIBUTE_MAGIC = 0xea020000;
    private static final int MAX_ORPHANS = 1 << 16;
    private static final long MAX_FILE_BLOCKS = 1 << 12;
    private static final long FIRST_ORDINARY_INODE = 11;

    private final BlockDevice device;
    private final Superblock superblock;
    private final GroupTable groups;
    private final Blocks blocks;
    private final Set<Long> seen = new HashSet<>();
    private long clusters;
    private long inodes;

    /**
     * @param clusters that a mount would free
     * @param inodes that a mount would free
     */
    record Freed(long clusters, long inodes) {}

    private Orphans(BlockDevice device, Superblock superblock, GroupTable groups, Blocks blocks) {
        this.device = device;
        this.superblock = superblock;
        this.groups = groups;
        this.blocks = blocks;
    }

    /**
     * @throws DiskFormatException.Unsupported when what would be freed cannot be told from the inodes alone
     */
    static Freed freed(BlockDevice device, Superblock superblock, GroupTable groups, Blocks blocks) throws IOException {
        Orphans orphans = new Orphans(device, superblock, groups, blocks);
        if ((superblock.roCompat() & ~RO_COMPAT_CLEANED) == 0 && !superblock.hasErrors()) {
            orphans.list();
            orphans.file();
        }
        return new Freed(orphans.clusters, orphans.inodes);
    }

    /** The chain from the superblock through i_dtime. */
    private void list() throws IOException {
        long number = superblock.lastOrphan();
        while (number != 0) {
            Inode inode = inode(number);
            free(inode);
            number = inode.deletionTime();
        }
    }

    /** The file of inode numbers that newer filesystems keep in place of the chain. */
    private void file() throws IOException {
        if (!superblock.hasCompat(Superblock.COMPAT_ORPHAN_FILE)) {
            return;
        }
        Inode file = Inode.read(device, superblock, groups, blocks, superblock.orphanFileInode());
        FileMap map = new FileMap(device, superblock, blocks, file);
        long length = file.size() / superblock.blockSize();
        if (length > MAX_FILE_BLOCKS) {
            throw unsupported("orphan file of %d blocks".formatted(length));
        }
        for (long i = 0; i < length; i++) {
            ByteBuffer in = ByteBuffer.wrap(blocks.block(map.diskBlock(i))).order(ByteOrder.LITTLE_ENDIAN);
            int tail = superblock.blockSize() - ORPHAN_TAIL_BYTES;
            if (in.getInt(tail) != ORPHAN_MAGIC) {
                throw DiskFormatException.bad(
                        device.name(),
                        map.diskBlock(i) * superblock.blockSize() + tail,
                        "ext4 orphan file",
                        "magic 0x%08x, must be 0x%08x".formatted(in.getInt(tail), ORPHAN_MAGIC));
            }
            for (int at = 0; at < tail; at += Integer.BYTES) {
                long number = Integer.toUnsignedLong(in.getInt(at));
                if (number != 0) {
                    free(inode(number));
                }
            }
        }
    }

    private Inode inode(long number) throws IOException {
        if (number < FIRST_ORDINARY_INODE || number > superblock.inodes()) {
            throw unsupported("orphan inode %d of %d".formatted(number, superblock.inodes()));
        }
        if (!seen.add(number) || seen.size() > MAX_ORPHANS) {
            throw unsupported("an orphan list that comes back to inode %d, or is endless".formatted(number));
        }
        return Inode.read(device, superblock, groups, blocks, number);
    }

    private void free(Inode inode) throws IOException {
        int bits = superblock.clusterBits();
        if (inode.links() != 0) {
            clusters += beyondEnd(inode);
            return;
        }
        if (superblock.hasIncompat(INCOMPAT_EA_INODE) && inode.hasAttributes()) {
            throw unsupported("a deleted file whose attributes may be files of their own");
        }
        long freed = inode.sectors() * 512 / superblock.blockSize() >> bits;
        if (inode.attributeBlock() != 0 && attributeUsers(inode.attributeBlock()) != 1) {
            freed--;
        }
        clusters += freed;
        inodes++;
    }

    /** How many files share a block of extended attributes, which goes with the last of them. */
    private int attributeUsers(long block) throws IOException {
        if (block < superblock.firstDataBlock() || block >= superblock.blocks()) {
            throw unsupported("an attribute block beyond the filesystem");
        }
        ByteBuffer in = ByteBuffer.wrap(blocks.block(block)).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getInt(0) != ATTRIBUTE_MAGIC) {
            throw unsupported("an attribute block without its magic");
        }
        return in.getInt(4);
    }

    /** Blocks that finishing a truncation would free. */
    private long beyondEnd(Inode inode) throws IOException {
        boolean simple = (inode.flags() & Inode.FLAG_EXTENTS) != 0 && superblock.clusterBits() == 0;
        if (!simple || inode.blockArea()[6] != 0 || inode.blockArea()[7] != 0) {
            throw unsupported("a file whose truncation was not finished");
        }
        long end = (inode.size() + superblock.blockSize() - 1) / superblock.blockSize();
        long freed = 0;
        for (FileMap.Extent extent : FileMap.ownExtents(device, superblock, inode)) {
            freed += Math.max(0, extent.first() + extent.length() - Math.max(extent.first(), end));
        }
        return freed;
    }

    private DiskFormatException unsupported(String what) {
        return DiskFormatException.unsupported(device.name(), "ext4 orphans", what);
    }
}
