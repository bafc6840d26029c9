package org.guestscope.disk.fs.reiserfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.disk.fs.Usage;

/**
 * Usage of a reiserfs. All figures stand in the superblock, so of a journal that must be replayed only the newest copy of
 * the superblock's block matters.
 */
public final class Reiserfs {

    private static final long[] OFFSETS = {64 << 10, 8 << 10};
    private static final int STRUCTURE_BYTES = 204;

    private Reiserfs() {}

    /**
     * What statfs reports after a read-only mount, which replays the journal.
     *
     * @throws DiskFormatException when the mount would fail
     */
    public static Usage usage(BlockDevice device) throws IOException {
        for (long offset : OFFSETS) {
            Cursor in = Cursor.read(device, offset, STRUCTURE_BYTES, ByteOrder.LITTLE_ENDIAN, "reiserfs superblock");
            String magic = new String(in.at(52).bytes(9), StandardCharsets.ISO_8859_1);
            if (magic.startsWith("ReIsErFs") || magic.equals("ReIsEr2Fs") || magic.equals("ReIsEr3Fs")) {
                return usage(device, in, offset);
            }
        }
        throw DiskFormatException.bad(device.name(), OFFSETS[0], "reiserfs superblock", "magic not found");
    }

    private static Usage usage(BlockDevice device, Cursor onDisk, long offset) throws IOException {
        int blockSize = onDisk.at(44).u16();
        if (blockSize < 512 || blockSize > 4096 || Integer.bitCount(blockSize) != 1) {
            throw onDisk.at(44).bad("blocksize", "%d, must be a power of two of 512..4096".formatted(blockSize));
        }
        long journalDevice = onDisk.at(16).u32();
        if (journalDevice != 0) {
            throw onDisk.unsupported("the journal is on another device");
        }
        long journalStart = onDisk.at(12).u32();
        long journalBlocks = onDisk.at(20).u32();
        long superblockNumber = offset / blockSize;
        Journal journal = new Journal(device, blockSize, journalStart, journalBlocks);
        long replayed = journal.newestCopy(superblockNumber);
        Cursor in = onDisk;
        if (replayed >= 0) {
            byte[] block = new byte[blockSize];
            device.read(replayed * blockSize, ByteBuffer.wrap(block));
            in = Cursor.over(
                    device, replayed * blockSize, block, ByteOrder.LITTLE_ENDIAN, "reiserfs superblock in the journal");
            in.at((int) (offset % blockSize));
        } else {
            in.at(0);
        }
        int start = in.position();
        long blocks = in.u32();
        long free = in.u32();
        int bitmaps = in.at(start + 70).u16();
        if (blocks > device.size() / blockSize || free > blocks) {
            throw in.bad(
                    "block_count",
                    "%d with %d free, device holds %d".formatted(blocks, free, device.size() / blockSize));
        }
        return new Usage.Exact(new StatVfs(blockSize, blocks - bitmaps - 1, free, free, 0, 0));
    }
}
