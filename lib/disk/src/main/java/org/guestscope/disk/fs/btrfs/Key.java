package org.guestscope.disk.fs.btrfs;

import java.util.Comparator;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;

/**
 * struct btrfs_disk_key; trees are sorted by it.
 *
 * @param object objectid
 * @param type one of the constants here
 * @param offset its meaning depends on the type
 */
record Key(long object, int type, long offset) implements Comparable<Key> {

    static final int INODE_REF = 12;
    static final int DIR_ITEM = 84;
    /** BTRFS_ORPHAN_OBJECTID, -5. */
    static final long ORPHAN_OBJECT = -5;

    static final int ORPHAN_ITEM = 48;
    static final int ROOT_ITEM = 132;
    static final int ROOT_BACKREF = 144;
    static final int BLOCK_GROUP_ITEM = 192;
    static final int DEV_ITEM = 216;
    static final int CHUNK_ITEM = 228;

    private static final Comparator<Key> ORDER = Comparator.comparing(Key::object, Long::compareUnsigned)
            .thenComparingInt(Key::type)
            .thenComparing(Key::offset, Long::compareUnsigned);

    static Key read(Cursor in) throws DiskFormatException {
        return new Key(in.u64(), in.u8(), in.u64());
    }

    @Override
    public int compareTo(Key other) {
        return ORDER.compare(this, other);
    }
}
