package org.guestscope.disk.fs.btrfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.jspecify.annotations.Nullable;

/** The subvolumes with their paths, as {@code btrfs subvolume list} shows them on a mount of the default one. */
final class Subvolumes {

    private static final long TOP_LEVEL = 5;
    private static final long FIRST_FREE = 256;
    /** Numbers from here on are negative ones, of trees that are no subvolumes. */
    private static final long LAST_FREE = -256;

    private static final long ROOT_DIRECTORY = 256;
    private static final long ROOT_TREE_DIRECTORY = 6;
    private static final int MAX_SUBVOLUMES = 4096;
    private static final int MAX_DEPTH = 256;

    private final BlockDevice device;
    private final Trees trees;
    private final Trees.Root rootTree;
    private final Map<Long, Subvolume> byNumber = new TreeMap<>(Long::compareUnsigned);

    /** A subvolume's tree, and its name and place in the parent; without a parent it has been deleted. */
    private static final class Subvolume {
        private final Trees.Root root;
        private long parent;
        private long directory;
        private String name = "";

        Subvolume(Trees.Root root) {
            this.root = root;
        }
    }

    Subvolumes(BlockDevice device, Trees trees, Trees.Root rootTree) {
        this.device = device;
        this.trees = trees;
        this.rootTree = rootTree;
    }

    /** Paths of all but the default subvolume. A path ends at the default subvolume, the mount's root. */
    List<String> besidesDefault() throws IOException {
        long standard = defaultSubvolume();
        collect();
        List<String> paths = new ArrayList<>();
        for (Map.Entry<Long, Subvolume> entry : byNumber.entrySet()) {
            if (entry.getKey() == standard || entry.getKey() == TOP_LEVEL) {
                continue;
            }
            String path = path(entry.getValue(), standard);
            if (path != null) {
                paths.add(path);
            }
        }
        return paths;
    }

    /** The entry "default" of the directory in the tree of roots. */
    private long defaultSubvolume() throws IOException {
        long[] found = {TOP_LEVEL};
        trees.scan(rootTree, new Key(ROOT_TREE_DIRECTORY, Key.DIR_ITEM, 0), (key, item) -> {
            if (key.object() != ROOT_TREE_DIRECTORY || key.type() != Key.DIR_ITEM) {
                return false;
            }
            Key location = Key.read(item);
            item.skip(8 + 2);
            int length = item.u16();
            item.skip(1);
            if (new String(item.bytes(length), StandardCharsets.UTF_8).equals("default")) {
                found[0] = location.object();
                return false;
            }
            return true;
        });
        return found[0];
    }

    private void collect() throws IOException {
        trees.scan(rootTree, new Key(TOP_LEVEL, 0, 0), (key, item) -> {
            boolean free = Long.compareUnsigned(key.object(), FIRST_FREE) >= 0
                    && Long.compareUnsigned(key.object(), LAST_FREE) <= 0;
            if (Long.compareUnsigned(key.object(), LAST_FREE) > 0) {
                return false;
            }
            if (!free && key.object() != TOP_LEVEL) {
                return true;
            }
            if (key.type() == Key.ROOT_ITEM) {
                long address = item.at(176).u64();
                byNumber.put(
                        key.object(),
                        new Subvolume(new Trees.Root(address, item.at(238).u8())));
                if (byNumber.size() > MAX_SUBVOLUMES) {
                    throw DiskFormatException.unsupported(
                            device.name(), "btrfs tree of roots", "more than %d subvolumes".formatted(MAX_SUBVOLUMES));
                }
            } else if (key.type() == Key.ROOT_BACKREF) {
                Subvolume subvolume = byNumber.get(key.object());
                if (subvolume != null) {
                    subvolume.parent = key.offset();
                    subvolume.directory = item.u64();
                    item.skip(8);
                    int length = item.u16();
                    subvolume.name = new String(item.bytes(length), StandardCharsets.UTF_8);
                }
            }
            return true;
        });
    }

    private @Nullable String path(Subvolume subvolume, long top) throws IOException {
        Deque<String> parts = new ArrayDeque<>();
        Subvolume at = subvolume;
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            Subvolume parent = byNumber.get(at.parent);
            if (parent == null) {
                return null;
            }
            parts.addFirst(at.name);
            directories(parent, at.directory, parts);
            if (at.parent == top || at.parent == TOP_LEVEL) {
                return String.join("/", parts);
            }
            at = parent;
        }
        return null;
    }

    /** Puts the names of the directories down to a numbered one before {@code parts}. */
    private void directories(Subvolume subvolume, long number, Deque<String> parts) throws IOException {
        long[] at = {number};
        for (int depth = 0; depth < MAX_DEPTH && at[0] != ROOT_DIRECTORY; depth++) {
            long inode = at[0];
            trees.scan(subvolume.root, new Key(inode, Key.INODE_REF, 0), (key, item) -> {
                if (key.object() != inode || key.type() != Key.INODE_REF) {
                    throw item.bad("key", "is not the name of directory %d".formatted(inode));
                }
                item.skip(8);
                int length = item.u16();
                parts.addFirst(new String(item.bytes(length), StandardCharsets.UTF_8));
                at[0] = key.offset();
                return false;
            });
            if (at[0] == inode) {
                throw DiskFormatException.bad(
                        device.name(), 0, "btrfs subvolume", "directory %d has no name".formatted(inode));
            }
        }
    }
}
