package org.guestscope.disk.fs.ext4;

import java.io.IOException;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;

/** The group descriptors: read one block at a time and checked as a mount checks them. */
final class GroupTable {

    /** 1 Mi groups are 128 TiB of 4 KiB blocks; beyond that reading every descriptor is no longer quick. */
    private static final long MAX_GROUPS = 1 << 20;

    private final BlockDevice device;
    private final Superblock superblock;
    private final Blocks blocks;

    GroupTable(BlockDevice device, Superblock superblock, Blocks blocks) throws DiskFormatException {
        this.device = device;
        this.superblock = superblock;
        this.blocks = blocks;
        if (superblock.groups() > MAX_GROUPS) {
            throw DiskFormatException.unsupported(
                    device.name(),
                    "ext4 superblock",
                    "%d groups, at most %d are read directly".formatted(superblock.groups(), MAX_GROUPS));
        }
    }

    @FunctionalInterface
    interface Visitor {
        void visit(long number, Group group) throws IOException;
    }

    void forEach(Visitor visitor) throws IOException {
        long groups = superblock.groups();
        int perBlock = superblock.descriptorsPerBlock();
        for (long number = 0; number * perBlock < groups; number++) {
            Cursor in = descriptors(number);
            for (long group = number * perBlock; group < Math.min(groups, (number + 1) * perBlock); group++) {
                visitor.visit(group, checked(in, group, Group.read(in, superblock.descriptorSize())));
            }
        }
    }

    Group get(long number) throws IOException {
        int perBlock = superblock.descriptorsPerBlock();
        Cursor in = descriptors(number / perBlock);
        in.at((int) (number % perBlock) * superblock.descriptorSize());
        return checked(in, number, Group.read(in, superblock.descriptorSize()));
    }

    private Cursor descriptors(long number) throws IOException {
        long block = superblock.descriptorBlock(number);
        return Cursor.over(
                device,
                block * superblock.blockSize(),
                blocks.block(block),
                ByteOrder.LITTLE_ENDIAN,
                "ext4 group descriptors");
    }

    private Group checked(Cursor in, long number, Group group) throws DiskFormatException {
        require(in, number, "block bitmap", group.blockBitmap(), 1);
        require(in, number, "inode bitmap", group.inodeBitmap(), 1);
        require(in, number, "inode table", group.inodeTable(), superblock.inodeTableBlocks());
        return group;
    }

    private void require(Cursor in, long number, String what, long block, long length) throws DiskFormatException {
        if (block < superblock.firstDataBlock() || block > superblock.blocks() - length) {
            throw in.bad(
                    what + " of group " + number,
                    "block %s, must be %d..%d"
                            .formatted(
                                    Long.toUnsignedString(block),
                                    superblock.firstDataBlock(),
                                    superblock.blocks() - length));
        }
    }
}
