package org.guestscope.disk.fs.ext4;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.KernelCrc;

/**
 * What a mount would write from the journal to the disk, kept as places in the journal: the last copy of each block from
 * the transactions that were committed, less what later ones revoked. The three passes are those of jbd2's recovery.
 */
final class JournalReplay implements Blocks {

    /** Logged blocks that are remembered, some 30 MiB of them; a journal of 1 GiB in use has no more. */
    private static final int MAX_BLOCKS = 1 << 18;
    /** Logged blocks whose checksums are compared, which a mount does for all of them. */
    private static final int MAX_VERIFIED_BLOCKS = 1 << 14;

    private final BlockDevice device;
    private final int blockSize;
    private final Journal journal;
    private final Map<Long, Integer> revoked = new HashMap<>();
    private final Map<Long, Copy> copies = new HashMap<>();
    private int endTransaction;
    private int verified;

    /** A block's place in the journal; its first bytes were replaced if they looked like the journal's magic. */
    private record Copy(long place, boolean escaped) {}

    JournalReplay(BlockDevice device, Superblock superblock, Blocks blocks, Inode inode) throws IOException {
        this.device = device;
        this.blockSize = superblock.blockSize();
        this.journal = new Journal(device, superblock, blocks, inode);
        if (journal.isEmpty()) {
            return;
        }
        scan();
        walk(this::revoke);
        walk(this::replay);
        if (journal.hasFastCommits(endTransaction)) {
            throw DiskFormatException.unsupported(device.name(), "ext4 journal", "fast commits to replay");
        }
    }

    @Override
    public byte[] block(long number) throws IOException {
        Copy copy = copies.get(number);
        if (copy == null) {
            return Ext4.block(device, blockSize, number);
        }
        byte[] content = journal.block(copy.place);
        if (copy.escaped) {
            ByteBuffer.wrap(content).putInt(0, Journal.MAGIC);
        }
        return content;
    }

    /** Finds the first transaction that was not wholly written. */
    private void scan() throws IOException {
        int transaction = journal.sequence();
        long position = journal.start();
        long lastCommitTime = 0;
        boolean doubtful = false;
        int checksum = ~0;
        for (long scanned = 0; scanned < journal.ringLength(); ) {
            byte[] block = journal.block(position);
            ByteBuffer in = ByteBuffer.wrap(block);
            if (in.getInt(0) != Journal.MAGIC || in.getInt(8) != transaction) {
                break;
            }
            long steps = 1;
            int type = in.getInt(4);
            if (type == Journal.DESCRIPTOR) {
                // A stale block of an earlier life of the journal may carry the right number by chance.
                doubtful |= !journal.hasValidTail(block);
                int logged = journal.tags(block, tag -> {});
                if (journal.hasTransactionChecksums()) {
                    checksum = checksum(checksum, block, position, logged);
                }
                steps += logged;
            } else if (type == Journal.REVOKE) {
                doubtful |= !journal.hasValidTail(block);
            } else if (type == Journal.COMMIT) {
                long commitTime = in.getLong(48);
                boolean valid = journal.hasValidCommit(block, checksum);
                checksum = ~0;
                if (doubtful || !valid) {
                    if (commitTime >= lastCommitTime && (doubtful || !journal.commitsAsynchronously())) {
                        throw DiskFormatException.bad(
                                device.name(),
                                0,
                                "ext4 journal",
                                "transaction %s has a wrong checksum".formatted(Integer.toUnsignedString(transaction)));
                    }
                    break;
                }
                lastCommitTime = commitTime;
                transaction++;
            } else {
                break;
            }
            position = journal.advance(position, steps);
            scanned += steps;
        }
        endTransaction = transaction;
    }

    private int checksum(int before, byte[] descriptor, long position, int logged) throws IOException {
        verified += logged;
        if (verified > MAX_VERIFIED_BLOCKS) {
            throw DiskFormatException.unsupported(
                    device.name(), "ext4 journal", "more than %d blocks to verify".formatted(MAX_VERIFIED_BLOCKS));
        }
        int checksum = KernelCrc.updateBigEndian(before, descriptor);
        for (int i = 1; i <= logged; i++) {
            checksum = KernelCrc.updateBigEndian(checksum, journal.block(journal.advance(position, i)));
        }
        return checksum;
    }

    private interface Step {
        void take(int transaction, int type, long position, byte[] block) throws IOException;
    }

    /** Goes over the blocks of the whole transactions again. */
    private void walk(Step step) throws IOException {
        int transaction = journal.sequence();
        long position = journal.start();
        while (transaction != endTransaction) {
            byte[] block = journal.block(position);
            int type = ByteBuffer.wrap(block).getInt(4);
            step.take(transaction, type, position, block);
            long steps = type == Journal.DESCRIPTOR ? 1 + journal.tags(block, tag -> {}) : 1;
            position = journal.advance(position, steps);
            if (type == Journal.COMMIT) {
                transaction++;
            }
        }
    }

    private void revoke(int transaction, int type, long position, byte[] block) throws IOException {
        if (type != Journal.REVOKE) {
            return;
        }
        for (long number : journal.revoked(block)) {
            limit(revoked.size());
            revoked.merge(number, transaction, (known, now) -> now - known > 0 ? now : known);
        }
    }

    private void replay(int transaction, int type, long position, byte[] block) throws IOException {
        if (type != Journal.DESCRIPTOR) {
            return;
        }
        long[] place = {position};
        journal.tags(block, tag -> {
            place[0] = journal.advance(place[0], 1);
            Integer revokedIn = revoked.get(tag.block());
            if (revokedIn != null && transaction - revokedIn <= 0) {
                return;
            }
            if (journal.hasChecksums() && verified < MAX_VERIFIED_BLOCKS) {
                verified++;
                if (!journal.matches(tag, transaction, journal.block(place[0]))) {
                    throw DiskFormatException.bad(
                            device.name(),
                            tag.block() * blockSize,
                            "ext4 journal",
                            "copy of block %d has a wrong checksum".formatted(tag.block()));
                }
            }
            limit(copies.size());
            copies.put(tag.block(), new Copy(place[0], tag.escaped()));
        });
    }

    private void limit(int size) throws DiskFormatException {
        if (size >= MAX_BLOCKS) {
            throw DiskFormatException.unsupported(
                    device.name(), "ext4 journal", "more than %d blocks to replay".formatted(MAX_BLOCKS));
        }
    }
}
