package org.guestscope.disk.fs.reiserfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.jspecify.annotations.Nullable;

/**
 * The journal: transactions of a description block, the blocks and a commit block in a ring, and behind the ring a header
 * that names the first transaction not yet written back.
 */
final class Journal {

    private static final byte[] DESCRIPTION_MAGIC = "ReIsErLB".getBytes(StandardCharsets.US_ASCII);
    private static final int MAGIC_FROM_END = 12;
    /** Numbers in a description block begin behind trans_id, len and mount_id, those in a commit block behind two. */
    private static final int DESCRIPTION_NUMBERS = 12;

    private static final int COMMIT_NUMBERS = 8;

    private final BlockDevice device;
    private final int blockSize;
    private final long start;
    private final long blocks;

    Journal(BlockDevice device, int blockSize, long start, long blocks) throws DiskFormatException {
        this.device = device;
        this.blockSize = blockSize;
        this.start = start;
        this.blocks = blocks;
        if (start == 0 || blocks == 0 || start + blocks + 1 > device.size() / blockSize) {
            throw DiskFormatException.bad(
                    device.name(),
                    0,
                    "reiserfs journal",
                    "%d blocks at %d, device holds %d".formatted(blocks, start, device.size() / blockSize));
        }
    }

    /** Where on the device the newest committed copy of a block lies, or -1 when the journal does not hold it. */
    long newestCopy(long wanted) throws IOException {
        Replay replay = replay();
        if (replay == null) {
            return -1;
        }
        long at = replay.at;
        long copy = -1;
        for (long scanned = 0; scanned < blocks; ) {
            Transaction transaction = transaction(at);
            if (transaction == null
                    || Long.compareUnsigned(transaction.id(), replay.oldest) < 0
                    || transaction.mount() != replay.mount) {
                break;
            }
            long position = transaction.find(wanted);
            if (position >= 0) {
                copy = start + (at + 1 + position) % blocks;
            }
            long length = transaction.length() + 2;
            at = (at + length) % blocks;
            scanned += length;
        }
        return copy;
    }

    /** Where a mount begins to replay: the oldest transaction it would take, and the mount all must be of. */
    private record Replay(long at, long oldest, long mount) {}

    private @Nullable Replay replay() throws IOException {
        ByteBuffer header = block(start + blocks);
        long flushed = Integer.toUnsignedLong(header.getInt(0));
        long first = Integer.toUnsignedLong(header.getInt(4));
        long mount = Integer.toUnsignedLong(header.getInt(8));
        if (flushed > 0 && first < blocks) {
            return new Replay(first, flushed + 1, mount);
        }
        // Nothing has been written back yet, so that the header names nothing: any valid transaction counts.
        Replay oldest = null;
        for (long at = 0; at < blocks; ) {
            Transaction transaction = transaction(at);
            if (transaction == null) {
                at++;
                continue;
            }
            long newestMount = oldest == null ? transaction.mount() : Math.max(oldest.mount, transaction.mount());
            oldest = oldest == null || transaction.id() < oldest.oldest
                    ? new Replay(at, transaction.id(), newestMount)
                    : new Replay(oldest.at, oldest.oldest, newestMount);
            at += transaction.length() + 2;
        }
        return oldest;
    }

    private record Transaction(ByteBuffer description, ByteBuffer commit, long length, int numbersInDescription) {

        long id() {
            return Integer.toUnsignedLong(description.getInt(0));
        }

        long mount() {
            return Integer.toUnsignedLong(description.getInt(8));
        }

        long find(long wanted) {
            long found = -1;
            for (int i = 0; i < length; i++) {
                int number = i < numbersInDescription
                        ? description.getInt(DESCRIPTION_NUMBERS + 4 * i)
                        : commit.getInt(COMMIT_NUMBERS + 4 * (i - numbersInDescription));
                if (Integer.toUnsignedLong(number) == wanted) {
                    found = i;
                }
            }
            return found;
        }
    }

    /** The transaction at a place in the ring, or null when none was committed there. */
    private @Nullable Transaction transaction(long at) throws IOException {
        ByteBuffer description = block(start + at);
        for (int i = 0; i < DESCRIPTION_MAGIC.length; i++) {
            if (description.get(blockSize - MAGIC_FROM_END + i) != DESCRIPTION_MAGIC[i]) {
                return null;
            }
        }
        long length = Integer.toUnsignedLong(description.getInt(4));
        int half = (blockSize - 24) / 4;
        if (length == 0 || length > Math.min(blocks - 2, 2L * half)) {
            return null;
        }
        ByteBuffer commit = block(start + (at + length + 1) % blocks);
        boolean committed = commit.getInt(0) == description.getInt(0) && commit.getInt(4) == description.getInt(4);
        return committed ? new Transaction(description, commit, length, half) : null;
    }

    private ByteBuffer block(long number) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(blockSize).order(ByteOrder.LITTLE_ENDIAN);
        device.read(number * blockSize, block);
        block.flip();
        return block;
    }
}
