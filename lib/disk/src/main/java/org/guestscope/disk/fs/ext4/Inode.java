package org.guestscope.disk.fs.ext4;

import java.io.IOException;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;

/**
 * struct ext4_inode, as far as its blocks and its place in the orphan list go.
 *
 * @param mode i_mode
 * @param links i_links_count; 0 for a deleted file
 * @param size i_size in bytes
 * @param sectors i_blocks: what the file occupies, in 512-byte sectors
 * @param deletionTime i_dtime, which in the orphan list holds the next inode's number
 * @param flags i_flags
 * @param attributeBlock i_file_acl, the block with extended attributes, or 0
 * @param blockArea i_block: an extent tree's root or the block map
 * @param hasAttributes whether extended attributes stand in the inode itself or in a block
 */
record Inode(
        int mode,
        int links,
        long size,
        long sectors,
        long deletionTime,
        long flags,
        long attributeBlock,
        byte[] blockArea,
        boolean hasAttributes) {

    static final int FLAG_HUGE_FILE = 0x40000;
    static final int FLAG_EXTENTS = 0x80000;
    static final int FLAG_EA_INODE = 0x200000;
    /** The inode of old; larger ones begin with i_extra_isize behind it, and attributes may follow. */
    private static final int CLASSIC_BYTES = 128;

    private static final long ATTRIBUTE_MAGIC = 0xea020000L;
    private static final int FORMAT_MASK = 0xf000;
    private static final int FORMAT_REGULAR = 0x8000;
    private static final int FORMAT_DIRECTORY = 0x4000;

    static Inode read(BlockDevice device, Superblock superblock, GroupTable groups, Blocks blocks, long number)
            throws IOException {
        if (number < 1 || number > superblock.inodes()) {
            throw DiskFormatException.bad(
                    device.name(),
                    Superblock.OFFSET,
                    "ext4 superblock",
                    "inode %d, must be 1..%d".formatted(number, superblock.inodes()));
        }
        long table = groups.get((number - 1) / superblock.inodesPerGroup()).inodeTable();
        long offset = (number - 1) % superblock.inodesPerGroup() * superblock.inodeSize();
        long block = table + offset / superblock.blockSize();
        Cursor in = Cursor.over(
                device,
                block * superblock.blockSize(),
                blocks.block(block),
                ByteOrder.LITTLE_ENDIAN,
                "ext4 inode " + number);
        int start = (int) (offset % superblock.blockSize());
        in.at(start);
        int mode = in.u16();
        in.skip(2);
        long sizeLow = in.u32();
        in.skip(4 + 4 + 4);
        long deletionTime = in.u32();
        in.skip(2);
        int links = in.u16();
        long sectors = in.u32();
        long flags = in.u32();
        in.skip(4);
        byte[] blockArea = in.bytes(60);
        in.skip(4);
        long attributeBlock = in.u32();
        long sizeHigh = in.u32();
        in.skip(4);
        if (superblock.hasRoCompat(Superblock.RO_COMPAT_HUGE_FILE)) {
            sectors |= (long) in.u16() << 32;
            if ((flags & FLAG_HUGE_FILE) != 0) {
                sectors *= superblock.blockSize() / 512;
            }
        } else {
            in.skip(2);
        }
        attributeBlock |= (long) in.u16() << 32;
        boolean hasAttributes = attributeBlock != 0;
        if (superblock.inodeSize() > CLASSIC_BYTES) {
            int extra = in.at(start + CLASSIC_BYTES).u16();
            int attributesAt = CLASSIC_BYTES + extra;
            hasAttributes |= attributesAt + 8 <= superblock.inodeSize()
                    && in.at(start + attributesAt).u32() == ATTRIBUTE_MAGIC
                    && in.u32() != 0;
        }
        return new Inode(
                mode,
                links,
                sizeLow | sizeHigh << 32,
                sectors,
                deletionTime,
                flags,
                attributeBlock,
                blockArea,
                hasAttributes);
    }

    boolean isRegular() {
        return (mode & FORMAT_MASK) == FORMAT_REGULAR;
    }

    boolean isDirectory() {
        return (mode & FORMAT_MASK) == FORMAT_DIRECTORY;
    }
}
