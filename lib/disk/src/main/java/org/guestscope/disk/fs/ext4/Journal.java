package org.guestscope.disk.fs.ext4;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.KernelCrc;

/**
 * The jbd2 journal: its superblock and its blocks, numbered from 0 in the journal's file. All of it is big-endian.
 *
 * @see <a href="https://docs.kernel.org/filesystems/ext4/journal.html">Journal (jbd2)</a>
 */
final class Journal {

    static final int MAGIC = 0xc03b3998;
    static final int DESCRIPTOR = 1;
    static final int COMMIT = 2;
    private static final int SUPERBLOCK_V1 = 3;
    private static final int SUPERBLOCK_V2 = 4;
    static final int REVOKE = 5;
    static final int HEADER_BYTES = 12;
    static final int TAIL_BYTES = 4;

    private static final int COMPAT_CHECKSUM = 0x1;
    /** h_chksum_type and h_chksum_size of a commit block: CRC-32, four bytes. */
    private static final int CHECKSUM_CRC32 = 0x0104;

    private static final int INCOMPAT_64BIT = 0x2;
    private static final int INCOMPAT_ASYNC_COMMIT = 0x4;
    private static final int INCOMPAT_CSUM_V2 = 0x8;
    private static final int INCOMPAT_CSUM_V3 = 0x10;
    private static final int INCOMPAT_FAST_COMMIT = 0x20;
    private static final int INCOMPAT_KNOWN = 0x3f;
    private static final int SUPERBLOCK_CHECKSUM_OFFSET = 0xfc;
    private static final int SUPERBLOCK_BYTES = 1024;
    private static final int DEFAULT_FAST_COMMIT_BLOCKS = 256;

    private final BlockDevice device;
    private final int blockSize;
    private final FileMap map;
    private final long length;
    private final long first;
    private final long end;
    private final int sequence;
    private final long start;
    private final int incompat;
    private final int checksumSeed;
    private final boolean transactionChecksums;

    Journal(BlockDevice device, Superblock superblock, Blocks blocks, Inode inode) throws IOException {
        this.device = device;
        this.blockSize = superblock.blockSize();
        this.map = new FileMap(device, superblock, blocks, inode);
        long fileBlocks = inode.size() / blockSize;
        byte[] raw = block(0);
        ByteBuffer in = ByteBuffer.wrap(raw);
        int type = in.getInt(4);
        if (in.getInt(0) != MAGIC || (type != SUPERBLOCK_V1 && type != SUPERBLOCK_V2)) {
            throw bad("magic", "0x%08x, block type %d".formatted(in.getInt(0), type));
        }
        long maxLength = Integer.toUnsignedLong(in.getInt(16));
        this.first = Integer.toUnsignedLong(in.getInt(20));
        this.sequence = in.getInt(24);
        this.start = Integer.toUnsignedLong(in.getInt(28));
        int compat = type == SUPERBLOCK_V2 ? in.getInt(36) : 0;
        this.incompat = type == SUPERBLOCK_V2 ? in.getInt(40) : 0;
        if (in.getInt(12) != blockSize) {
            throw bad("blocksize", "%d, must be %d".formatted(in.getInt(12), blockSize));
        }
        if (maxLength > fileBlocks || first == 0 || first >= maxLength || start >= maxLength) {
            throw bad("maxlen", "%d of %d blocks, first %d, start %d".formatted(maxLength, fileBlocks, first, start));
        }
        if ((incompat & ~INCOMPAT_KNOWN) != 0 || (has(INCOMPAT_CSUM_V2) && has(INCOMPAT_CSUM_V3))) {
            throw bad("feature_incompat", "0x%x, Linux 6.1 knows 0x%x".formatted(incompat, INCOMPAT_KNOWN));
        }
        this.length = maxLength;
        byte[] uuid = new byte[16];
        in.get(48, uuid);
        this.checksumSeed = KernelCrc.CRC32C.update(~0, uuid);
        if (hasChecksums()) {
            byte[] checked = java.util.Arrays.copyOf(raw, SUPERBLOCK_BYTES);
            ByteBuffer.wrap(checked).putInt(SUPERBLOCK_CHECKSUM_OFFSET, 0);
            int computed = KernelCrc.CRC32C.update(~0, checked);
            if (computed != in.getInt(SUPERBLOCK_CHECKSUM_OFFSET)) {
                throw bad(
                        "checksum",
                        "0x%08x, computed 0x%08x".formatted(in.getInt(SUPERBLOCK_CHECKSUM_OFFSET), computed));
            }
        }
        this.transactionChecksums = (compat & COMPAT_CHECKSUM) != 0;
        long fastBlocks = 0;
        if (has(INCOMPAT_FAST_COMMIT)) {
            fastBlocks = Integer.toUnsignedLong(in.getInt(0x54));
            fastBlocks = fastBlocks == 0 ? DEFAULT_FAST_COMMIT_BLOCKS : fastBlocks;
        }
        this.end = maxLength - fastBlocks;
        if (end <= first) {
            throw bad("num_fc_blocks", "%d of %d".formatted(fastBlocks, maxLength));
        }
    }

    /** The journal's length in blocks, which the driver takes for overhead. */
    static long length(BlockDevice device, Superblock superblock, Blocks blocks, Inode inode) throws IOException {
        return new Journal(device, superblock, blocks, inode).length;
    }

    private DiskFormatException bad(String field, String why) {
        return DiskFormatException.bad(device.name(), 0, "ext4 journal superblock", field + " " + why);
    }

    private boolean has(int feature) {
        return (incompat & feature) != 0;
    }

    boolean hasChecksums() {
        return has(INCOMPAT_CSUM_V2) || has(INCOMPAT_CSUM_V3);
    }

    /** Whether commit blocks have a checksum over their whole transaction, as the mount option journal_checksum has it. */
    boolean hasTransactionChecksums() {
        return transactionChecksums;
    }

    boolean commitsAsynchronously() {
        return has(INCOMPAT_ASYNC_COMMIT);
    }

    boolean isEmpty() {
        return start == 0;
    }

    long start() {
        return start;
    }

    int sequence() {
        return sequence;
    }

    /** How many blocks the ring of transactions has. */
    long ringLength() {
        return end - first;
    }

    /** The place {@code steps} after {@code position} in the ring. */
    long advance(long position, long steps) {
        long next = position + steps;
        return next >= end ? first + (next - end) % ringLength() : next;
    }

    /** A block of the journal's file. */
    byte[] block(long number) throws IOException {
        long block = map.diskBlock(number);
        if (block == 0) {
            throw DiskFormatException.bad(device.name(), 0, "ext4 journal", "block %d is a hole".formatted(number));
        }
        return Ext4.block(device, blockSize, block);
    }

    /** What a descriptor says of one logged block. */
    record Tag(long block, boolean escaped, int checksum) {}

    @FunctionalInterface
    interface TagVisitor {
        void visit(Tag tag) throws IOException;
    }

    /** Hands over the tags of a descriptor block and returns how many there are. */
    int tags(byte[] descriptor, TagVisitor visitor) throws IOException {
        int size = tagBytes();
        int limit = blockSize - (hasChecksums() ? TAIL_BYTES : 0);
        ByteBuffer in = ByteBuffer.wrap(descriptor);
        int count = 0;
        int at = HEADER_BYTES;
        while (at + size <= limit) {
            long block = Integer.toUnsignedLong(in.getInt(at));
            int flags;
            int checksum;
            if (has(INCOMPAT_CSUM_V3)) {
                flags = in.getInt(at + 4);
                checksum = in.getInt(at + 12);
            } else {
                checksum = Short.toUnsignedInt(in.getShort(at + 4));
                flags = Short.toUnsignedInt(in.getShort(at + 6));
            }
            if (has(INCOMPAT_64BIT)) {
                block |= Integer.toUnsignedLong(in.getInt(at + 8)) << 32;
            }
            visitor.visit(new Tag(block, (flags & 0x1) != 0, checksum));
            count++;
            // The UUID of the journal's user follows, unless it is that of the tag before.
            at += size + ((flags & 0x2) == 0 ? 16 : 0);
            if ((flags & 0x8) != 0) {
                break;
            }
        }
        return count;
    }

    private int tagBytes() {
        if (has(INCOMPAT_CSUM_V3)) {
            return 16;
        }
        return 8 + (has(INCOMPAT_CSUM_V2) ? 2 : 0) + (has(INCOMPAT_64BIT) ? 4 : 0);
    }

    /** The block numbers in a revoke block. */
    long[] revoked(byte[] block) throws DiskFormatException {
        ByteBuffer in = ByteBuffer.wrap(block);
        int used = in.getInt(HEADER_BYTES);
        int limit = blockSize - (hasChecksums() ? TAIL_BYTES : 0);
        if (used < HEADER_BYTES + 4 || used > limit) {
            throw DiskFormatException.bad(
                    device.name(), 0, "ext4 journal revoke block", "count %d, must be 16..%d".formatted(used, limit));
        }
        int size = has(INCOMPAT_64BIT) ? Long.BYTES : Integer.BYTES;
        long[] numbers = new long[(used - HEADER_BYTES - 4) / size];
        for (int i = 0; i < numbers.length; i++) {
            int at = HEADER_BYTES + 4 + i * size;
            numbers[i] = size == Long.BYTES ? in.getLong(at) : Integer.toUnsignedLong(in.getInt(at));
        }
        return numbers;
    }

    /** Whether a descriptor's or revoke block's checksum, in its last four bytes, is right. */
    boolean hasValidTail(byte[] block) {
        return !hasChecksums() || matches(block, blockSize - TAIL_BYTES);
    }

    /**
     * Whether a commit block's own checksum is right, and that of its transaction.
     *
     * @param transactionChecksum {@code crc32_be} over the transaction's descriptors and logged blocks
     */
    boolean hasValidCommit(byte[] block, int transactionChecksum) {
        if (transactionChecksums) {
            ByteBuffer in = ByteBuffer.wrap(block);
            int typeAndSize = Short.toUnsignedInt(in.getShort(12));
            int stored = in.getInt(16);
            boolean absent = typeAndSize == 0 && stored == 0;
            if (!absent && (typeAndSize != CHECKSUM_CRC32 || stored != transactionChecksum)) {
                return false;
            }
        }
        return !hasChecksums() || matches(block, 16);
    }

    private boolean matches(byte[] block, int checksumOffset) {
        int crc = KernelCrc.CRC32C.update(checksumSeed, block, 0, checksumOffset);
        crc = KernelCrc.CRC32C.update(crc, new byte[4]);
        int rest = checksumOffset + 4;
        crc = KernelCrc.CRC32C.update(crc, block, rest, blockSize - rest);
        return crc == ByteBuffer.wrap(block).getInt(checksumOffset);
    }

    /** Whether a logged block's content fits its tag. */
    boolean matches(Tag tag, int transaction, byte[] content) {
        if (!hasChecksums()) {
            return true;
        }
        byte[] number = ByteBuffer.allocate(4).putInt(transaction).array();
        int crc = KernelCrc.CRC32C.update(checksumSeed, number);
        crc = KernelCrc.CRC32C.update(crc, content);
        return has(INCOMPAT_CSUM_V3) ? crc == tag.checksum() : (crc & 0xffff) == tag.checksum();
    }

    /** Whether the area for fast commits holds one that continues the last whole transaction. */
    boolean hasFastCommits(int nextTransaction) throws IOException {
        if (!has(INCOMPAT_FAST_COMMIT)) {
            return false;
        }
        int headTag = 9;
        for (long candidate : new long[] {end, end + 1}) {
            if (candidate >= length) {
                return false;
            }
            Cursor in = Cursor.over(
                    device, 0, block(candidate), java.nio.ByteOrder.LITTLE_ENDIAN, "ext4 fast commit block");
            if (in.u16() == headTag && in.at(8).s32() == nextTransaction) {
                return true;
            }
        }
        return false;
    }
}
