package org.guestscope.disk.fs.nilfs2;

/**
 * The layout of a file of numbered entries (DAT, ifile): a block of group descriptors, then for each group a bitmap block
 * and the blocks of its entries.
 *
 * @param blockSize in bytes
 * @param entrySize in bytes
 */
record Allocator(int blockSize, int entrySize) {

    private static final int GROUP_DESCRIPTOR_BYTES = 4;

    long entriesPerGroup() {
        return 8L * blockSize;
    }

    long groupsPerDescriptorBlock() {
        return blockSize / GROUP_DESCRIPTOR_BYTES;
    }

    private int entriesPerBlock() {
        return blockSize / entrySize;
    }

    private long blocksPerGroup() {
        return (entriesPerGroup() + entriesPerBlock() - 1) / entriesPerBlock() + 1;
    }

    long blocksPerDescriptorBlock() {
        return groupsPerDescriptorBlock() * blocksPerGroup() + 1;
    }

    long entryBlock(long entry) {
        long group = Long.divideUnsigned(entry, entriesPerGroup());
        long inGroup = Long.remainderUnsigned(entry, entriesPerGroup());
        long descriptors = group / groupsPerDescriptorBlock() * blocksPerDescriptorBlock();
        long bitmap = descriptors + 1 + group % groupsPerDescriptorBlock() * blocksPerGroup();
        return bitmap + 1 + inGroup / entriesPerBlock();
    }

    int entryOffset(long entry) {
        return (int) (Long.remainderUnsigned(entry, entriesPerGroup()) % entriesPerBlock()) * entrySize;
    }
}
