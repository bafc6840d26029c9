package org.guestscope.agent.tsk;

import com.sun.jna.Callback;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Functions of {@code tsk/libtsk.h}, version 19 of its binary interface, and the places of the fields of its structures
 * on 64-bit machines that {@link FilesystemWalk} reads.
 *
 * <p>An image and the filesystem in it are used by one thread and closed by it, the filesystem first. What a callback is
 * handed is the library's and is valid until the callback returns. Errors are kept per thread by the library.
 */
final class LibTsk {

    /** The library's file, which tells whether it is there. */
    static final String NAME = "libtsk.so.19";

    static final int TSK_IMG_TYPE_RAW = 1;
    static final int TSK_FS_TYPE_DETECT = 0;

    static final int TSK_FS_DIR_WALK_FLAG_ALLOC = 1;
    static final int TSK_FS_DIR_WALK_FLAG_UNALLOC = 2;
    static final int TSK_FS_DIR_WALK_FLAG_RECURSE = 4;
    static final int TSK_FS_DIR_WALK_FLAG_NOORPHAN = 8;

    static final int TSK_WALK_CONT = 0;
    static final int TSK_WALK_STOP = 1;

    static final int TSK_FS_NAME_FLAG_ALLOC = 1;
    static final int TSK_FS_NAME_FLAG_UNALLOC = 2;
    static final int TSK_FS_META_FLAG_ALLOC = 1;
    static final int TSK_FS_META_FLAG_COMP = 0x10;

    /** {@code TSK_FS_INFO.root_inum}. */
    static final int FS_INFO_ROOT_INUM = 32;

    /** {@code TSK_FS_FILE}. */
    static final int FS_FILE_NAME = 8;

    static final int FS_FILE_META = 16;

    /** {@code TSK_FS_NAME}. */
    static final int FS_NAME_NAME = 8;

    static final int FS_NAME_META_ADDR = 40;
    static final int FS_NAME_TYPE = 80;
    static final int FS_NAME_FLAGS = 84;

    /** {@code TSK_FS_META}; of each time the seconds, and its nanoseconds in the next eight bytes. */
    static final int FS_META_FLAGS = 4;

    static final int FS_META_TYPE = 16;
    static final int FS_META_NLINK = 24;
    static final int FS_META_SIZE = 32;
    static final int FS_META_MTIME = 48;
    static final int FS_META_ATIME = 64;
    static final int FS_META_CTIME = 80;
    static final int FS_META_CRTIME = 96;
    static final int FS_META_LINK = 248;
    static final int NANO = 8;

    static {
        Native.register(NAME);
    }

    private LibTsk() {}

    /** {@code TSK_FS_DIR_WALK_CB}. */
    interface TSK_FS_DIR_WALK_CB extends Callback {
        int callback(Pointer file, @Nullable Pointer path, @Nullable Pointer ptr);
    }

    static native @Nullable Pointer tsk_img_open_sing(byte[] image, int type, int ssize);

    static native void tsk_img_close(Pointer image);

    static native @Nullable Pointer tsk_fs_open_img(Pointer image, long offset, int type);

    static native void tsk_fs_close(Pointer fs);

    static native byte tsk_fs_dir_walk(
            Pointer fs, long inode, int flags, TSK_FS_DIR_WALK_CB action, @Nullable Pointer ptr);

    static native @Nullable Pointer tsk_error_get();

    static native void tsk_error_reset();
}
