package org.guestscope.disk.fs.ext4;

import java.io.IOException;
import org.guestscope.disk.Cursor;

/**
 * struct ext4_group_desc, as far as counts and places go.
 *
 * @param blockBitmap block number
 * @param inodeBitmap block number
 * @param inodeTable first block of the inode table
 * @param freeClusters bg_free_blocks_count, in clusters with bigalloc
 * @param freeInodes bg_free_inodes_count
 */
record Group(long blockBitmap, long inodeBitmap, long inodeTable, long freeClusters, long freeInodes) {

    /** Reads at the cursor's position; the high halves are there in descriptors of 64 bytes and more. */
    static Group read(Cursor in, int size) throws IOException {
        int start = in.position();
        long blockBitmap = in.u32();
        long inodeBitmap = in.u32();
        long inodeTable = in.u32();
        long freeClusters = in.u16();
        long freeInodes = in.u16();
        if (size >= 64) {
            in.at(start + 0x20);
            blockBitmap |= in.u32() << 32;
            inodeBitmap |= in.u32() << 32;
            inodeTable |= in.u32() << 32;
            freeClusters |= (long) in.u16() << 16;
            freeInodes |= (long) in.u16() << 16;
        }
        in.at(start + size);
        return new Group(blockBitmap, inodeBitmap, inodeTable, freeClusters, freeInodes);
    }
}
