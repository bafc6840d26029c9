package org.guestscope.disk.fs.btrfs;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.fs.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Usage and subvolumes of a btrfs. Everything but fsync logs is copied on write, so that the superblock's trees are
 * whole whenever the disk is looked at.
 *
 * @see <a href="https://btrfs.readthedocs.io/en/latest/dev/On-disk-format.html">Btrfs on-disk format</a>
 */
public final class Btrfs {

    private static final long EXTENT_TREE = 2;
    private static final long TOP_TREE = 5;
    private static final long CHECKSUM_TREE = 7;
    private static final long FREE_SPACE_TREE = 10;
    private static final long BLOCK_GROUP_TREE = 11;
    private static final long RO_COMPAT_FREE_SPACE_TREE_VALID = 0x2;
    private static final long RO_COMPAT_BLOCK_GROUP_TREE = 0x8;

    private final Superblock superblock;
    private final Trees trees;
    private final Trees.Root rootTree;
    private final ChunkMap chunks;
    private final List<SpaceUse.Device> devices = new ArrayList<>();
    private final List<SpaceUse.BlockGroup> chunkGroups = new ArrayList<>();

    /**
     * What statfs reports after a read-only mount, and the subvolumes there are besides the default one.
     *
     * @param usage of the filesystem, and so of each of its subvolumes
     * @param subvolumes paths in the order of their numbers
     */
    public record Result(Usage usage, List<String> subvolumes) {}

    private Btrfs(Superblock superblock, Trees trees, ChunkMap chunks) {
        this.superblock = superblock;
        this.trees = trees;
        this.chunks = chunks;
        this.rootTree = new Trees.Root(superblock.root(), superblock.rootLevel());
    }

    /**
     * Reads the filesystem that {@code device} belongs to.
     *
     * @param all the guest's devices, among which the further members are found by the filesystem's UUID
     * @throws DiskFormatException when the mount would fail, because a device is missing for one
     */
    public static Result read(BlockDevice device, List<BlockDevice> all) throws IOException {
        Superblock superblock = Superblock.read(device);
        Map<Long, BlockDevice> members = new LinkedHashMap<>();
        members.put(superblock.deviceId(), device);
        for (BlockDevice other : all) {
            Superblock found = member(other, superblock.fsid());
            if (found == null) {
                continue;
            }
            members.putIfAbsent(found.deviceId(), other);
            if (found.generation() > superblock.generation()) {
                superblock = found;
            }
        }
        if (superblock.logRoot() != 0) {
            return new Result(
                    new Usage.NeedsAppliance(device.name() + ": btrfs has an fsync log to replay"), List.of());
        }
        if (members.size() != superblock.devices()) {
            throw DiskFormatException.bad(
                    device.name(),
                    Superblock.OFFSET + 0x88,
                    "btrfs superblock",
                    "num_devices %s, but %d found: devices are missing"
                            .formatted(Long.toUnsignedString(superblock.devices()), members.size()));
        }
        ChunkMap chunks = new ChunkMap();
        chunks.addAll(Cursor.over(
                device,
                Superblock.OFFSET + 0x32b,
                superblock.systemChunks(),
                ByteOrder.LITTLE_ENDIAN,
                "btrfs sys_chunk_array"));
        Trees trees = new Trees(device.name(), superblock, members, chunks);
        Btrfs btrfs = new Btrfs(superblock, trees, chunks);
        btrfs.readChunks(members, device);
        Usage usage = btrfs.hasOrphans()
                ? new Usage.NeedsAppliance(
                        device.name() + ": btrfs has deleted files or subvolumes to free at the next mount")
                : btrfs.usage(device);
        return new Result(usage, new Subvolumes(device, trees, btrfs.rootTree).besidesDefault());
    }

    /** Whether subvolumes, or files of the top one, were deleted while in use, which a writable mount finishes. */
    private boolean hasOrphans() throws IOException {
        if (superblock.seed()) {
            return false;
        }
        Tree top = tree(TOP_TREE);
        return hasOrphans(rootTree) || (top != null && hasOrphans(top.root));
    }

    private boolean hasOrphans(Trees.Root tree) throws IOException {
        boolean[] found = new boolean[1];
        trees.scan(tree, new Key(Key.ORPHAN_OBJECT, Key.ORPHAN_ITEM, 0), (key, item) -> {
            found[0] = key.object() == Key.ORPHAN_OBJECT && key.type() == Key.ORPHAN_ITEM;
            return false;
        });
        return found[0];
    }

    private static @Nullable Superblock member(BlockDevice device, byte[] fsid) throws IOException {
        try {
            Superblock superblock = Superblock.read(device);
            return Arrays.equals(superblock.fsid(), fsid) ? superblock : null;
        } catch (DiskFormatException notAMember) {
            // A device of the guest that holds something else, or nothing that could be mounted.
            return null;
        }
    }

    private void readChunks(Map<Long, BlockDevice> members, BlockDevice device) throws IOException {
        Trees.Root chunkTree = new Trees.Root(superblock.chunkRoot(), superblock.chunkRootLevel());
        trees.scan(chunkTree, new Key(0, 0, 0), (key, item) -> {
            if (key.type() == Key.DEV_ITEM) {
                long id = item.u64();
                devices.add(new SpaceUse.Device(item.u63("total_bytes"), item.u63("bytes_used")));
                if (!members.containsKey(id)) {
                    throw item.bad("devid", "%d: this device of the filesystem is missing".formatted(id));
                }
            } else if (key.type() == Key.CHUNK_ITEM) {
                long length = item.u63("length");
                long type = item.at(24).u64();
                chunks.add(key.offset(), item.at(0));
                chunkGroups.add(new SpaceUse.BlockGroup(key.offset(), length, 0, type));
            }
            return true;
        });
        if (devices.size() != superblock.devices()) {
            throw DiskFormatException.bad(
                    device.name(),
                    Superblock.OFFSET + 0x88,
                    "btrfs superblock",
                    "num_devices %d, but the chunk tree has %d".formatted(superblock.devices(), devices.size()));
        }
    }

    private record Tree(Trees.Root root, long bytesUsed) {}

    private @Nullable Tree tree(long object) throws IOException {
        Tree[] found = new Tree[1];
        trees.scan(rootTree, new Key(object, Key.ROOT_ITEM, 0), (key, item) -> {
            if (key.object() == object && key.type() == Key.ROOT_ITEM) {
                long address = item.at(176).u64();
                long used = item.at(192).u63("bytes_used");
                found[0] = new Tree(new Trees.Root(address, item.at(238).u8()), used);
            }
            return false;
        });
        return found[0];
    }

    private Usage usage(BlockDevice device) throws IOException {
        boolean separateGroups = (superblock.roCompat() & RO_COMPAT_BLOCK_GROUP_TREE) != 0;
        long reserveBytes = 0;
        int reserveTrees = 0;
        Tree groupTree = null;
        for (long object : new long[] {EXTENT_TREE, CHECKSUM_TREE, FREE_SPACE_TREE, BLOCK_GROUP_TREE}) {
            Tree tree = tree(object);
            if (tree == null) {
                continue;
            }
            if (object == (separateGroups ? BLOCK_GROUP_TREE : EXTENT_TREE)) {
                groupTree = tree;
            }
            if (object != BLOCK_GROUP_TREE || separateGroups) {
                reserveBytes += tree.bytesUsed;
                reserveTrees++;
            }
        }
        if (groupTree == null) {
            throw DiskFormatException.bad(
                    device.name(), superblock.root(), "btrfs tree of roots", "has no root for block groups");
        }
        boolean freeSpaceTree = (superblock.roCompat() & RO_COMPAT_FREE_SPACE_TREE_VALID) != 0;
        long reserve = SpaceUse.globalReserve(superblock.nodeSize(), reserveBytes, reserveTrees, freeSpaceTree);
        List<SpaceUse.BlockGroup> groups = new ArrayList<>();
        for (SpaceUse.BlockGroup chunk : chunkGroups) {
            groups.add(blockGroup(device, groupTree.root, chunk));
        }
        return new Usage.Exact(SpaceUse.statfs(
                superblock.sectorSize(), superblock.totalBytes(), reserve, groups, devices, superblock.seed()));
    }

    /** A chunk's block group item, which says how much of it is used. */
    private SpaceUse.BlockGroup blockGroup(BlockDevice device, Trees.Root tree, SpaceUse.BlockGroup chunk)
            throws IOException {
        SpaceUse.BlockGroup[] found = new SpaceUse.BlockGroup[1];
        trees.scan(tree, new Key(chunk.start(), Key.BLOCK_GROUP_ITEM, 0), (key, item) -> {
            if (key.object() == chunk.start() && key.type() == Key.BLOCK_GROUP_ITEM) {
                long used = item.u63("used");
                item.skip(8);
                long flags = item.u64();
                if (key.offset() != chunk.length() || used > chunk.length()) {
                    throw item.bad("block group", "%d of %d bytes used".formatted(used, key.offset()));
                }
                found[0] = new SpaceUse.BlockGroup(chunk.start(), chunk.length(), used, flags);
            }
            return false;
        });
        if (found[0] == null) {
            throw DiskFormatException.bad(
                    device.name(), chunk.start(), "btrfs chunk", "has no block group item (logical address)");
        }
        return found[0];
    }
}
