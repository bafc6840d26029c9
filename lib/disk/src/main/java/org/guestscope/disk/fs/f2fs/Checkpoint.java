package org.guestscope.disk.fs.f2fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.KernelCrc;
import org.jspecify.annotations.Nullable;

/**
 * struct f2fs_checkpoint.
 *
 * @param version checkpoint_ver
 * @param userBlocks user_block_count
 * @param validBlocks valid_block_count
 * @param warmNodeSegment cur_node_segno of the warm node log
 * @param warmNodeOffset cur_node_blkoff of it
 * @param flags ckpt_flags
 * @param validNodes valid_node_count
 * @param checksum the checkpoint's CRC
 */
record Checkpoint(
        long version,
        long userBlocks,
        long validBlocks,
        long warmNodeSegment,
        int warmNodeOffset,
        long flags,
        long validNodes,
        int checksum) {

    static final int FLAG_ORPHANS = 0x2;
    private static final int FLAG_CRC_RECOVERY = 0x40;
    private static final int FLAG_NO_CRC_RECOVERY = 0x200;
    static final int FLAG_DISABLED = 0x1000;

    private static final int MIN_CHECKSUM_OFFSET = 192;
    private static final int MAX_CHECKSUM_OFFSET = Superblock.BLOCK_BYTES - 4;
    private static final int MIN_PACK_BLOCKS = 3;

    /** The newer of the two packs whose first and last blocks agree and have the right checksum. */
    static Checkpoint newest(BlockDevice device, Superblock superblock) throws IOException {
        Checkpoint first = pack(device, superblock, superblock.checkpoints());
        Checkpoint second = pack(device, superblock, superblock.checkpoints() + superblock.blocksPerSegment());
        if (first == null && second == null) {
            throw DiskFormatException.bad(
                    device.name(),
                    superblock.checkpoints() * Superblock.BLOCK_BYTES,
                    "F2FS checkpoint",
                    "neither pack is valid");
        }
        Checkpoint newest = second == null || (first != null && first.version - second.version > 0) ? first : second;
        if (newest == null) {
            throw new IllegalStateException("one of two packs is valid");
        }
        if (newest.validBlocks > newest.userBlocks || newest.userBlocks > superblock.blocks()) {
            throw DiskFormatException.bad(
                    device.name(),
                    superblock.checkpoints() * Superblock.BLOCK_BYTES,
                    "F2FS checkpoint",
                    "%d valid blocks of %d, volume has %d"
                            .formatted(newest.validBlocks, newest.userBlocks, superblock.blocks()));
        }
        return newest;
    }

    private static @Nullable Checkpoint pack(BlockDevice device, Superblock superblock, long block) throws IOException {
        Cursor head = validBlock(device, block);
        if (head == null) {
            return null;
        }
        long packBlocks = head.at(136).u32();
        if (packBlocks < MIN_PACK_BLOCKS || packBlocks > superblock.blocksPerSegment()) {
            return null;
        }
        Cursor tail = validBlock(device, block + packBlocks - 1);
        long version = head.at(0).u64();
        return tail != null && tail.at(0).u64() == version ? read(head) : null;
    }

    private static @Nullable Cursor validBlock(BlockDevice device, long block) throws IOException {
        byte[] raw = new byte[Superblock.BLOCK_BYTES];
        long offset = block * Superblock.BLOCK_BYTES;
        device.read(offset, ByteBuffer.wrap(raw));
        Cursor in = Cursor.over(device, offset, raw, ByteOrder.LITTLE_ENDIAN, "F2FS checkpoint");
        long at = in.at(164).u32();
        if (at < MIN_CHECKSUM_OFFSET || at > MAX_CHECKSUM_OFFSET) {
            return null;
        }
        int crc = KernelCrc.CRC32.update(Superblock.MAGIC, raw, 0, (int) at);
        if (at < MAX_CHECKSUM_OFFSET) {
            crc = KernelCrc.CRC32.update(crc, raw, (int) at + 4, Superblock.BLOCK_BYTES - (int) at - 4);
        }
        return in.at((int) at).s32() == crc ? in : null;
    }

    private static Checkpoint read(Cursor in) throws DiskFormatException {
        long version = in.at(0).u64();
        long userBlocks = in.u63("user_block_count");
        long validBlocks = in.u63("valid_block_count");
        long warmNodeSegment = in.at(36 + 4).u32();
        int warmNodeOffset = in.at(68 + 2).u16();
        long flags = in.at(132).u32();
        long validNodes = in.at(144).u32();
        int checksumOffset = (int) in.at(164).u32();
        int checksum = in.at(checksumOffset).s32();
        return new Checkpoint(
                version, userBlocks, validBlocks, warmNodeSegment, warmNodeOffset, flags, validNodes, checksum);
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** What a node written after this checkpoint carries in its footer. */
    long nodeVersion() {
        return has(FLAG_CRC_RECOVERY) && !has(FLAG_NO_CRC_RECOVERY) ? version | (long) checksum << 32 : version;
    }
}
