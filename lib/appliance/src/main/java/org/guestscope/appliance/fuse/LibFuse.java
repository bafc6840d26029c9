package org.guestscope.appliance.fuse;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * The part of libfuse 3 that serves one directory from one thread, named as in {@code fuse.h} of version 3.14. The library
 * keeps no thread of its own here: {@link #fuse_loop} calls back on the thread that called it. Whoever makes the {@code
 * fuse} owns it until {@link #fuse_destroy}; operations must stay reachable until then.
 *
 * @see <a href="https://github.com/libfuse/libfuse/blob/fuse-3.14.0/include/fuse.h">fuse.h</a>
 */
interface LibFuse extends Library {
    /** The ABI whose structs {@link NativeLayout} knows. */
    String NAME = "libfuse3.so.3";

    static LibFuse load() {
        return Native.load(NAME, LibFuse.class);
    }

    /** Returns null when it fails, after a message on stderr. */
    @Nullable Pointer fuse_new(Pointer args, Pointer operations, long operationsSize, Pointer privateData);

    int fuse_mount(Pointer fuse, byte[] mountpoint);

    void fuse_unmount(Pointer fuse);

    /** 0 when the directory was unmounted, else a negative error number or the number of a signal. */
    int fuse_loop(Pointer fuse);

    void fuse_destroy(Pointer fuse);

    /** {@code init}, which returns the private data of the other operations. */
    interface Begin extends Callback {
        Pointer call(Pointer connection, Pointer config);
    }

    /** {@code getattr}, {@code utimens}. */
    interface WithInfo extends Callback {
        int call(Pointer path, Pointer buffer, Pointer info);
    }

    /** {@code unlink}, {@code rmdir}. */
    interface OfPath extends Callback {
        int call(Pointer path);
    }

    /** {@code symlink}, {@code link}, {@code removexattr}, {@code statfs}, {@code open}, {@code opendir}, ... */
    interface OfTwo extends Callback {
        int call(Pointer first, Pointer second);
    }

    /** {@code rename}. */
    interface Rename extends Callback {
        int call(Pointer from, Pointer to, int flags);
    }

    /** {@code readlink}, {@code listxattr}. */
    interface Fill extends Callback {
        int call(Pointer path, Pointer buffer, long size);
    }

    /** {@code mknod}. */
    interface MakeNode extends Callback {
        int call(Pointer path, int mode, long device);
    }

    /** {@code mkdir}, {@code access}. */
    interface WithMode extends Callback {
        int call(Pointer path, int mode);
    }

    /** {@code chmod}, {@code create}, {@code fsync}. */
    interface WithModeAndInfo extends Callback {
        int call(Pointer path, int mode, Pointer info);
    }

    /** {@code chown}. */
    interface ChangeOwner extends Callback {
        int call(Pointer path, int owner, int group, Pointer info);
    }

    /** {@code truncate}. */
    interface Truncate extends Callback {
        int call(Pointer path, long size, Pointer info);
    }

    /** {@code read}, {@code write}. */
    interface Transfer extends Callback {
        int call(Pointer path, Pointer buffer, long size, long offset, Pointer info);
    }

    /** {@code setxattr}. */
    interface SetAttribute extends Callback {
        int call(Pointer path, Pointer name, Pointer value, long size, int flags);
    }

    /** {@code getxattr}. */
    interface GetAttribute extends Callback {
        int call(Pointer path, Pointer name, Pointer value, long size);
    }

    /** {@code readdir}; {@code filler} is a {@code fuse_fill_dir_t}. */
    interface ReadDirectory extends Callback {
        int call(Pointer path, Pointer buffer, Pointer filler, long offset, Pointer info, int flags);
    }
}
