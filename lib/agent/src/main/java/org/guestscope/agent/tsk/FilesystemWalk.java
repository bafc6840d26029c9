package org.guestscope.agent.tsk;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.guestscope.agent.child.Cancellation;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.libc.CString;
import org.guestscope.guest.struct.TskDirent;
import org.jspecify.annotations.Nullable;

/** Lists the files of a filesystem from its structures on the device, deleted ones too. */
public final class FilesystemWalk implements AutoCloseable {

    /** The name is in use. */
    private static final int FLAG_ALLOCATED = 1;

    /** The name is deleted and its inode in use, most likely by another file. */
    private static final int FLAG_REALLOCATED = 2;

    private static final int FLAG_COMPRESSED = 4;

    /** Letters of {@code TSK_FS_NAME_TYPE_ENUM} and of {@code TSK_FS_META_TYPE_ENUM}, by number. */
    private static final String NAME_TYPES = "ufcdbrlshwuu";

    private static final String META_TYPES = "urdfcblhswuu";
    private static final long NO_SIZE = -1;

    private final String device;
    private final Cancellation cancellation;
    private final Pointer image;
    private final Pointer fs;

    private FilesystemWalk(String device, Cancellation cancellation, Pointer image, Pointer fs) {
        this.device = device;
        this.cancellation = cancellation;
        this.image = image;
        this.fs = fs;
    }

    /** Opens the filesystem on a device of the appliance. */
    public static FilesystemWalk open(String device, Cancellation cancellation) throws IOException {
        try {
            Pointer image = LibTsk.tsk_img_open_sing(CString.of(device), LibTsk.TSK_IMG_TYPE_RAW, 0);
            if (image == null) {
                throw failure(device);
            }
            Pointer fs = LibTsk.tsk_fs_open_img(image, 0, LibTsk.TSK_FS_TYPE_DETECT);
            if (fs == null) {
                IOException failure = failure(device);
                LibTsk.tsk_img_close(image);
                throw failure;
            }
            return new FilesystemWalk(device, cancellation, image, fs);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            throw new ChildException(LibTsk.NAME + " is missing from the appliance");
        }
    }

    /** The entries whose inode number is wanted, in the library's order; of {@code .} and {@code ..} only the root's {@code .}. */
    public List<TskDirent> entries(Predicate<Long> wanted) throws IOException {
        Collector collector = new Collector(wanted);
        int flags = LibTsk.TSK_FS_DIR_WALK_FLAG_ALLOC
                | LibTsk.TSK_FS_DIR_WALK_FLAG_UNALLOC
                | LibTsk.TSK_FS_DIR_WALK_FLAG_RECURSE
                | LibTsk.TSK_FS_DIR_WALK_FLAG_NOORPHAN;
        int result = LibTsk.tsk_fs_dir_walk(fs, fs.getLong(LibTsk.FS_INFO_ROOT_INUM), flags, collector, null);
        cancellation.check();
        if (result != 0) {
            throw failure(device);
        }
        return collector.entries;
    }

    @Override
    public void close() {
        LibTsk.tsk_fs_close(fs);
        LibTsk.tsk_img_close(image);
    }

    private static ChildException failure(String device) {
        String message = CString.text(LibTsk.tsk_error_get());
        LibTsk.tsk_error_reset();
        return new ChildException(device + ": " + (message.isEmpty() ? "the filesystem cannot be read" : message));
    }

    /** Takes the library's entries over while it walks. */
    private final class Collector implements LibTsk.TSK_FS_DIR_WALK_CB {

        private final List<TskDirent> entries = new ArrayList<>();
        private final Predicate<Long> wanted;

        Collector(Predicate<Long> wanted) {
            this.wanted = wanted;
        }

        @Override
        public int callback(Pointer file, @Nullable Pointer path, @Nullable Pointer ptr) {
            if (cancellation.isCancelled()) {
                return LibTsk.TSK_WALK_STOP;
            }
            Pointer name = file.getPointer(LibTsk.FS_FILE_NAME);
            if (name != null && wanted.test(name.getLong(LibTsk.FS_NAME_META_ADDR))) {
                String directory = CString.text(path);
                String text = CString.text(name.getPointer(LibTsk.FS_NAME_NAME));
                if (!text.equals("..") && (!text.equals(".") || directory.isEmpty())) {
                    entries.add(entry(directory + text, name, file.getPointer(LibTsk.FS_FILE_META)));
                }
            }
            return LibTsk.TSK_WALK_CONT;
        }
    }

    private static TskDirent entry(String path, Pointer name, @Nullable Pointer meta) {
        boolean isDeleted = (name.getInt(LibTsk.FS_NAME_FLAGS) & LibTsk.TSK_FS_NAME_FLAG_UNALLOC) != 0;
        int metaFlags = meta == null ? 0 : meta.getInt(LibTsk.FS_META_FLAGS);
        long flags = isDeleted ? 0 : FLAG_ALLOCATED;
        if (isDeleted && (metaFlags & LibTsk.TSK_FS_META_FLAG_ALLOC) != 0) {
            flags |= FLAG_REALLOCATED;
        }
        if ((metaFlags & LibTsk.TSK_FS_META_FLAG_COMP) != 0) {
            flags |= FLAG_COMPRESSED;
        }
        return new TskDirent(
                name.getLong(LibTsk.FS_NAME_META_ADDR),
                type(name.getInt(LibTsk.FS_NAME_TYPE), meta),
                meta == null ? NO_SIZE : meta.getLong(LibTsk.FS_META_SIZE),
                path,
                flags,
                seconds(meta, LibTsk.FS_META_ATIME),
                nanoseconds(meta, LibTsk.FS_META_ATIME),
                seconds(meta, LibTsk.FS_META_MTIME),
                nanoseconds(meta, LibTsk.FS_META_MTIME),
                seconds(meta, LibTsk.FS_META_CTIME),
                nanoseconds(meta, LibTsk.FS_META_CTIME),
                seconds(meta, LibTsk.FS_META_CRTIME),
                nanoseconds(meta, LibTsk.FS_META_CRTIME),
                meta == null ? 0 : Integer.toUnsignedLong(meta.getInt(LibTsk.FS_META_NLINK)),
                meta == null ? "" : CString.text(meta.getPointer(LibTsk.FS_META_LINK)),
                0);
    }

    /** What the name says, or where it says nothing the inode. */
    private static char type(int nameType, @Nullable Pointer meta) {
        char byName = letter(NAME_TYPES, nameType);
        return byName != 'u' || meta == null ? byName : letter(META_TYPES, meta.getInt(LibTsk.FS_META_TYPE));
    }

    private static char letter(String letters, int number) {
        return number >= 0 && number < letters.length() ? letters.charAt(number) : 'u';
    }

    private static long seconds(@Nullable Pointer meta, int time) {
        return meta == null ? 0 : meta.getLong(time);
    }

    private static long nanoseconds(@Nullable Pointer meta, int time) {
        return meta == null ? 0 : Integer.toUnsignedLong(meta.getInt(time + (long) LibTsk.NANO));
    }
}
