package org.guestscope.disk.fs.blkid;

import java.io.IOException;
import java.util.List;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.fs.blkid.Identity.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * The ext family, told apart by feature flags alone: what ext2's or ext3's old drivers could not read is ext4.
 *
 * @see <a href="https://docs.kernel.org/filesystems/ext4/super.html">ext4 superblock</a>
 */
final class ExtSignatures {

    private static final int HAS_JOURNAL = 0x4;
    private static final int JOURNAL_DEVICE = 0x8;
    private static final int TEST_FILESYSTEM = 0x4;

    /** sparse_super, large_file, btree_dir. */
    private static final long OLD_RO_COMPAT = 0x7;
    /** filetype, meta_bg. */
    private static final long EXT2_INCOMPAT = 0x12;
    /** filetype, recover, meta_bg. */
    private static final long EXT3_INCOMPAT = 0x16;

    private ExtSignatures() {}

    static List<Signature> all() {
        Magic magic = Magic.hex(1, 0x38, "53ef");
        return List.of(
                Signature.filesystem("ext4dev", (w, m) -> names(w, s -> s.isExt4() && s.isTest()), magic),
                Signature.filesystem("ext4", (w, m) -> names(w, s -> s.isExt4() && !s.isTest()), magic),
                Signature.filesystem("ext3", (w, m) -> names(w, Superblock::isExt3), magic),
                Signature.filesystem("ext2", (w, m) -> names(w, Superblock::isExt2), magic),
                Signature.of("jbd", Purpose.OTHER, (w, m) -> names(w, Superblock::isJournalDevice), magic));
    }

    private interface Test {
        boolean holds(Superblock superblock);
    }

    private static @Nullable Names names(Window window, Test test) throws IOException {
        Cursor cursor = window.littleEndian(1024, 512, "ext superblock");
        if (cursor == null) {
            return null;
        }
        Superblock superblock = Superblock.read(cursor);
        return test.holds(superblock) ? new Names(superblock.label, superblock.uuid) : null;
    }

    private record Superblock(
            long compat,
            long incompat,
            long roCompat,
            @Nullable String uuid,
            @Nullable String label,
            long flags) {

        static Superblock read(Cursor in) throws IOException {
            in.at(0x5c);
            long compat = in.u32();
            long incompat = in.u32();
            long roCompat = in.u32();
            String uuid = Names.uuid(in.bytes(16));
            String label = Names.label(in.bytes(16));
            long flags = in.at(0x160).u32();
            return new Superblock(compat, incompat, roCompat, uuid, label, flags);
        }

        boolean isTest() {
            return (flags & TEST_FILESYSTEM) != 0;
        }

        boolean isJournalDevice() {
            return (incompat & JOURNAL_DEVICE) != 0;
        }

        boolean isExt4() {
            return !isJournalDevice() && ((roCompat & ~OLD_RO_COMPAT) != 0 || (incompat & ~EXT3_INCOMPAT) != 0);
        }

        boolean isExt3() {
            return (compat & HAS_JOURNAL) != 0 && (roCompat & ~OLD_RO_COMPAT) == 0 && (incompat & ~EXT3_INCOMPAT) == 0;
        }

        boolean isExt2() {
            return (compat & HAS_JOURNAL) == 0 && (roCompat & ~OLD_RO_COMPAT) == 0 && (incompat & ~EXT2_INCOMPAT) == 0;
        }
    }
}
