package org.guestscope.disk.fs.xfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;

/**
 * What log recovery would write to the superblock and the headers of the allocation groups, which hold all the counters.
 * Other logged buffers, inodes and the like do not matter to them, as every change of a counter is logged itself.
 */
final class LogReplay {

    private static final int BLOCK_BYTES = 512;
    /** After a crash some megabytes wait in the log; more than this much is left to a kernel. */
    private static final long MAX_BYTES = 256L << 20;

    private static final int OPERATION_BYTES = 12;
    private static final int FLAG_START = 0x1;
    private static final int FLAG_COMMIT = 0x2;
    private static final int FLAG_CONTINUE = 0x4;
    private static final int FLAG_CONTINUED = 0x8;
    private static final int FLAG_UNMOUNT = 0x20;
    private static final int MAX_TRANSACTIONS = 1 << 16;

    private final BlockDevice device;
    private final LogState log;
    private final boolean checked;
    private final Map<Long, byte[]> patches = new HashMap<>();
    private final Set<Long> intents = new HashSet<>();
    private final Map<Integer, LogTransaction> transactions = new HashMap<>();
    private final Set<Long> places = new HashSet<>();

    private LogReplay(BlockDevice device, Superblock superblock, LogState log) {
        this.device = device;
        this.log = log;
        this.checked = superblock.version5();
        long sectorBlocks = superblock.sectorSize() / BLOCK_BYTES;
        long agBlocks = superblock.agBlocks() * superblock.blockSize() / BLOCK_BYTES;
        places.add(0L);
        for (long ag = 0; ag < superblock.agCount(); ag++) {
            places.add(ag * agBlocks + sectorBlocks);
            places.add(ag * agBlocks + 2 * sectorBlocks);
        }
    }

    /**
     * The device with the counters as they would be after recovery.
     *
     * @throws DiskFormatException.Unsupported when recovery would do more than write logged buffers, so that the counters
     *     change again
     */
    static BlockDevice replay(BlockDevice device, Superblock superblock, LogState log) throws IOException {
        LogReplay replay = new LogReplay(device, superblock, log);
        replay.run();
        return new PatchedDevice(device, replay.patches);
    }

    private void run() throws IOException {
        long head = log.verifiedHead();
        long last = log.lastRecord(head);
        LogRecord newest = LogRecord.read(device.name(), log, last, checked);
        long distance = Math.floorMod(head - newest.tailBlock(), log.blocks());
        if (distance == 0) {
            distance = log.blocks();
        }
        if (newest.tailBlock() >= log.blocks() || distance * BLOCK_BYTES > MAX_BYTES) {
            throw unsupported("%d blocks to replay from %d on".formatted(distance, newest.tailBlock()));
        }
        for (long done = 0; done < distance; ) {
            LogRecord record =
                    LogRecord.read(device.name(), log, Math.floorMod(newest.tailBlock() + done, log.blocks()), checked);
            if (record.format() != LogRecord.FORMAT_LITTLE_ENDIAN) {
                throw unsupported("items of format %d".formatted(record.format()));
            }
            process(record);
            done += record.blocks();
            if (done > distance) {
                throw unsupported("records that do not end at the head");
            }
        }
        if (!intents.isEmpty()) {
            throw unsupported("%d intents to finish".formatted(intents.size()));
        }
    }

    private DiskFormatException unsupported(String what) {
        return DiskFormatException.unsupported(device.name(), "XFS log", what);
    }

    private void process(LogRecord record) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(record.data());
        for (int i = 0; i < record.operations(); i++) {
            if (in.remaining() < OPERATION_BYTES) {
                throw unsupported("a record shorter than its operations");
            }
            int transaction = in.getInt();
            int length = in.getInt();
            in.get();
            int flags = in.get();
            in.getShort();
            if (length < 0 || length > in.remaining()) {
                throw unsupported("an operation of %d bytes".formatted(length));
            }
            ByteBuffer data = in.slice(in.position(), length);
            in.position(in.position() + length);
            operation(transaction, flags, data);
        }
    }

    private void operation(int number, int flags, ByteBuffer data) throws IOException {
        if ((flags & FLAG_UNMOUNT) != 0) {
            return;
        }
        if ((flags & FLAG_START) != 0) {
            if (transactions.size() >= MAX_TRANSACTIONS) {
                throw unsupported("more than %d open transactions".formatted(MAX_TRANSACTIONS));
            }
            transactions.put(number, new LogTransaction(device.name(), places));
            return;
        }
        LogTransaction transaction = transactions.get(number);
        if (transaction == null) {
            // It began before the tail, so that all of it has been written back.
            return;
        }
        if ((flags & FLAG_COMMIT) != 0) {
            transactions.remove(number);
            for (LogTransaction.Item item : transaction.items()) {
                commit(item);
            }
        } else if ((flags & FLAG_CONTINUED) != 0) {
            transaction.append(data);
        } else {
            transaction.add(data, (flags & FLAG_CONTINUE) != 0);
        }
    }

    private void commit(LogTransaction.Item item) throws IOException {
        if (item.isIntent()) {
            intents.add(item.intent());
        } else if (item.isDone()) {
            intents.remove(item.intent());
        } else {
            apply(item);
        }
    }

    /** Copies the chunks that a buffer item's bitmap names, one region for each run of them. */
    private void apply(LogTransaction.Item item) throws IOException {
        List<byte[]> regions = new ArrayList<>(item.regions());
        ByteBuffer format = ByteBuffer.wrap(regions.get(0)).order(ByteOrder.LITTLE_ENDIAN);
        int blocks = Short.toUnsignedInt(format.getShort(6));
        long place = format.getLong(8);
        int words = format.getInt(16);
        if (blocks == 0 || blocks > 64 || words < 0 || words > (format.capacity() - 20) / 4) {
            throw unsupported("a buffer item of %d blocks with a map of %d words".formatted(blocks, words));
        }
        byte[] buffer = patches.get(place);
        if (buffer == null) {
            buffer = new byte[blocks * BLOCK_BYTES];
            device.read(place * BLOCK_BYTES, ByteBuffer.wrap(buffer));
            patches.put(place, buffer);
        }
        int chunks = Math.min(words * Integer.SIZE, buffer.length / LogTransaction.CHUNK_BYTES);
        int region = 1;
        for (int chunk = 0; chunk < chunks; chunk++) {
            int first = chunk;
            while (chunk < chunks && (format.getInt(20 + chunk / Integer.SIZE * 4) >>> chunk % Integer.SIZE & 1) != 0) {
                chunk++;
            }
            if (chunk == first) {
                continue;
            }
            if (region >= regions.size()) {
                throw unsupported("a buffer item without all its regions");
            }
            byte[] data = regions.get(region++);
            int length = Math.min(data.length, (chunk - first) * LogTransaction.CHUNK_BYTES);
            System.arraycopy(data, 0, buffer, first * LogTransaction.CHUNK_BYTES, length);
        }
    }
}
