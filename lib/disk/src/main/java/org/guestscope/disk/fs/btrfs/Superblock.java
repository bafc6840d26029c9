package org.guestscope.disk.fs.btrfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;

/**
 * struct btrfs_super_block, of one device of the filesystem.
 *
 * @param fsid the filesystem's UUID, the same on all its devices
 * @param metadataUuid the UUID that tree blocks carry: fsid, unless that was changed since
 * @param seed whether it is the never changing beginning of other filesystems, and nothing can be written to it
 * @param generation of the newest commit
 * @param root logical address of the tree of roots
 * @param chunkRoot logical address of the chunk tree
 * @param logRoot logical address of the tree of fsync logs, 0 when there are none
 * @param totalBytes of all devices
 * @param devices how many devices there are
 * @param systemChunks sys_chunk_array: the chunks that hold the chunk tree
 * @param roCompat compat_ro_flags
 * @param deviceId this device's number
 */
record Superblock(
        byte[] fsid,
        byte[] metadataUuid,
        boolean seed,
        long generation,
        long root,
        long chunkRoot,
        long logRoot,
        long totalBytes,
        long devices,
        int sectorSize,
        int nodeSize,
        byte[] systemChunks,
        long roCompat,
        long incompat,
        Checksum checksum,
        int rootLevel,
        int chunkRootLevel,
        long deviceId) {

    static final long OFFSET = 64 << 10;
    private static final int BYTES = 4096;
    private static final int CHECKED_FROM = 32;
    private static final long MAGIC = 0x4d5f53665248425fL;
    private static final int MAX_SYSTEM_CHUNK_BYTES = 2048;
    private static final int MAX_LEVEL = 7;
    private static final int PAGE_BYTES = 4096;
    private static final int MAX_NODE_BYTES = 64 << 10;
    /**
     * What Linux 6.1 mounts: mixed_backref, default_subvol, mixed_groups, compress_lzo, compress_zstd, big_metadata,
     * extended_iref, raid56, skinny_metadata, no_holes, metadata_uuid, raid1c34, zoned.
     */
    private static final long INCOMPAT_KNOWN = 0x1fff;

    private static final long FLAG_SEEDING = 1L << 32;
    private static final long INCOMPAT_METADATA_UUID = 0x400;
    private static final long INCOMPAT_ZONED = 0x1000;

    static Superblock read(BlockDevice device) throws IOException {
        if (device.size() < OFFSET + BYTES) {
            throw DiskFormatException.not(device.name(), "btrfs superblock", "device ends before it");
        }
        byte[] raw = new byte[BYTES];
        device.read(OFFSET, ByteBuffer.wrap(raw));
        Cursor in = Cursor.over(device, OFFSET, raw, ByteOrder.LITTLE_ENDIAN, "btrfs superblock");
        byte[] fsid = in.at(0x20).bytes(16);
        long address = in.u64();
        long flags = in.u64();
        if (in.u64() != MAGIC) {
            throw DiskFormatException.not(device.name(), "btrfs superblock", "magic not found");
        }
        long generation = in.u64();
        long root = in.u63("root");
        long chunkRoot = in.u63("chunk_root");
        long logRoot = in.u63("log_root");
        in.skip(8);
        long totalBytes = in.u63("total_bytes");
        in.skip(8 + 8);
        long devices = in.u64();
        long sectorSize = in.u32();
        long nodeSize = in.u32();
        in.skip(4 + 4);
        long systemChunkBytes = in.u32();
        in.skip(8 + 8);
        long roCompat = in.u64();
        long incompat = in.u64();
        int checksumType = in.u16();
        int rootLevel = in.u8();
        int chunkRootLevel = in.u8();
        int logRootLevel = in.u8();
        long deviceId = in.u64();

        Checksum checksum = Checksum.of(checksumType);
        if (checksum == null) {
            throw in.at(0xc4).bad("csum_type", "%d, must be 0..3".formatted(checksumType));
        }
        if (!checksum.matches(raw, CHECKED_FROM)) {
            throw in.at(0).bad("csum", "does not match the superblock");
        }
        if (address != OFFSET) {
            throw in.at(0x30).bad("bytenr", "0x%x, must be 0x%x".formatted(address, OFFSET));
        }
        if ((incompat & ~INCOMPAT_KNOWN) != 0) {
            throw in.at(0xbc).bad("incompat_flags", "0x%x, Linux 6.1 knows 0x%x".formatted(incompat, INCOMPAT_KNOWN));
        }
        if ((incompat & INCOMPAT_ZONED) != 0) {
            throw in.unsupported("incompat_flags 0x%x: zoned".formatted(incompat));
        }
        byte[] metadataUuid =
                (incompat & INCOMPAT_METADATA_UUID) != 0 ? in.at(0x23b).bytes(16) : fsid;
        if (sectorSize != PAGE_BYTES) {
            throw in.at(0x90).bad("sectorsize", "%d, must be %d".formatted(sectorSize, PAGE_BYTES));
        }
        if (nodeSize < sectorSize || nodeSize > MAX_NODE_BYTES || Long.bitCount(nodeSize) != 1) {
            throw in.at(0x94)
                    .bad("nodesize", "%d, must be a power of two of %d..65536".formatted(nodeSize, sectorSize));
        }
        if (rootLevel > MAX_LEVEL || chunkRootLevel > MAX_LEVEL || logRootLevel > MAX_LEVEL) {
            throw in.at(0xc6).bad("level", "%d, %d, must be 0..7".formatted(rootLevel, chunkRootLevel));
        }
        if (systemChunkBytes > MAX_SYSTEM_CHUNK_BYTES || systemChunkBytes < 17 + 80) {
            throw in.at(0xa0).bad("sys_chunk_array_size", "%d, must be 97..2048".formatted(systemChunkBytes));
        }
        if (devices == 0 || root % sectorSize != 0 || chunkRoot % sectorSize != 0) {
            throw in.at(0x50).bad("root", "0x%x, chunk_root 0x%x".formatted(root, chunkRoot));
        }
        byte[] systemChunks = in.at(0x32b).bytes((int) systemChunkBytes);
        return new Superblock(
                fsid,
                metadataUuid,
                (flags & FLAG_SEEDING) != 0,
                generation,
                root,
                chunkRoot,
                logRoot,
                totalBytes,
                devices,
                (int) sectorSize,
                (int) nodeSize,
                systemChunks,
                roCompat,
                incompat,
                checksum,
                rootLevel,
                chunkRootLevel,
                deviceId);
    }
}
