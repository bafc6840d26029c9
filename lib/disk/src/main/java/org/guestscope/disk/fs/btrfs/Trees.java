package org.guestscope.disk.fs.btrfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.jspecify.annotations.Nullable;

/** Reads tree blocks by logical address and walks over trees in the order of keys. */
final class Trees {

    /** struct btrfs_header: csum, fsid, bytenr, flags, chunk_tree_uuid, generation, owner, nritems, level. */
    private static final int HEADER_BYTES = 0x65;

    private static final int ITEM_BYTES = 25;
    private static final int POINTER_BYTES = 33;
    private static final int CHECKED_FROM = 32;
    private static final int CACHED_NODES = 48;
    /** Blocks read for one filesystem, repeated reads not counted: far more than its chunks and roots take. */
    private static final int MAX_NODES = 20_000;

    private final Superblock superblock;
    private final Map<Long, BlockDevice> devices;
    private final ChunkMap chunks;
    private final String name;
    private int nodesLeft = MAX_NODES;
    private final Map<Long, byte[]> cache = new LinkedHashMap<>(CACHED_NODES, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > CACHED_NODES;
        }
    };

    Trees(String name, Superblock superblock, Map<Long, BlockDevice> devices, ChunkMap chunks) {
        this.name = name;
        this.superblock = superblock;
        this.devices = devices;
        this.chunks = chunks;
    }

    /**
     * A tree's root.
     *
     * @param address logical address
     * @param level height; 0 for a leaf
     */
    record Root(long address, int level) {}

    /** Takes an item; the cursor covers its data alone. */
    @FunctionalInterface
    interface Visitor {
        /** Returns whether to go on. */
        boolean visit(Key key, Cursor item) throws IOException;
    }

    /** Hands over the items of a tree from the first key not below {@code from} on. */
    void scan(Root root, Key from, Visitor visitor) throws IOException {
        scan(root.address(), root.level(), from, visitor);
    }

    private boolean scan(long address, int level, Key from, Visitor visitor) throws IOException {
        byte[] raw = node(address, level);
        Cursor in = Cursor.over(anyDevice(), address, raw, ByteOrder.LITTLE_ENDIAN, "btrfs tree block");
        int count = (int) Math.min(in.at(0x60).u32(), Integer.MAX_VALUE);
        int most = (raw.length - HEADER_BYTES) / (level == 0 ? ITEM_BYTES : POINTER_BYTES);
        if (count > most) {
            throw in.bad("nritems", "%d, must be at most %d".formatted(count, most));
        }
        return level == 0 ? leaf(in, raw, count, from, visitor) : inner(in, count, level, from, visitor);
    }

    private static boolean leaf(Cursor in, byte[] raw, int count, Key from, Visitor visitor) throws IOException {
        for (int i = 0; i < count; i++) {
            Key key = Key.read(in.at(HEADER_BYTES + i * ITEM_BYTES));
            long offset = in.u32();
            long size = in.u32();
            if (offset + size > raw.length - HEADER_BYTES) {
                throw in.bad("item", "%d bytes at %d of %d".formatted(size, offset, raw.length - HEADER_BYTES));
            }
            if (key.compareTo(from) < 0) {
                continue;
            }
            in.at(HEADER_BYTES + (int) offset);
            if (!visitor.visit(key, in.slice((int) size))) {
                return false;
            }
        }
        return true;
    }

    private boolean inner(Cursor in, int count, int level, Key from, Visitor visitor) throws IOException {
        int first = 0;
        for (int i = 1; i < count; i++) {
            if (Key.read(in.at(HEADER_BYTES + i * POINTER_BYTES)).compareTo(from) > 0) {
                break;
            }
            first = i;
        }
        for (int i = first; i < count; i++) {
            long child = in.at(HEADER_BYTES + i * POINTER_BYTES + 17).u64();
            if (!scan(child, level - 1, from, visitor)) {
                return false;
            }
        }
        return true;
    }

    private byte[] node(long address, int level) throws IOException {
        byte[] known = cache.get(address);
        if (known != null && Byte.toUnsignedInt(known[0x64]) == level) {
            return known;
        }
        if (nodesLeft-- == 0) {
            throw DiskFormatException.unsupported(
                    name, "btrfs trees", "more than %d blocks to read".formatted(MAX_NODES));
        }
        String why = "is not mapped to any device";
        for (ChunkMap.Place place : chunks.find(address, superblock.nodeSize())) {
            BlockDevice device = devices.get(place.device());
            if (device == null) {
                why = "lies on missing device %d".formatted(place.device());
                continue;
            }
            byte[] raw = new byte[superblock.nodeSize()];
            if (place.offset() < 0 || place.offset() > device.size() - raw.length) {
                why = "lies at 0x%x, beyond device %d".formatted(place.offset(), place.device());
                continue;
            }
            device.read(place.offset(), ByteBuffer.wrap(raw));
            why = check(raw, address, level);
            if (why == null) {
                cache.put(address, raw);
                return raw;
            }
        }
        throw DiskFormatException.bad(name, address, "btrfs tree block", why + " (logical address)");
    }

    /** What is wrong with a tree block, or null. */
    private @Nullable String check(byte[] raw, long address, int level) {
        ByteBuffer in = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        if (!superblock.checksum().matches(raw, CHECKED_FROM)) {
            return "has a wrong checksum";
        }
        if (in.getLong(0x30) != address) {
            return "says that it belongs at 0x%x".formatted(in.getLong(0x30));
        }
        if (!Arrays.equals(raw, 0x20, 0x30, superblock.metadataUuid(), 0, 16)) {
            return "belongs to another filesystem";
        }
        int found = Byte.toUnsignedInt(raw[0x64]);
        return found == level ? null : "has level %d, must be %d".formatted(found, level);
    }

    /** Tree blocks are known by logical address; errors name the device the filesystem was found on. */
    private BlockDevice anyDevice() {
        return List.copyOf(devices.values()).get(0);
    }
}
