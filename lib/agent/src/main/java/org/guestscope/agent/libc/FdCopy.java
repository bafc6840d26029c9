package org.guestscope.agent.libc;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * Copies from one descriptor to another through native memory, and past the page cache where that is known to be as good:
 * in an emulated machine every copy of a page costs.
 */
public final class FdCopy implements AutoCloseable {

    /** The most that is copied at once. */
    public static final int MAX_BYTES = 1 << 20;

    private static final int F_SETFL = 4;

    /** {@code struct statfs} begins with {@code f_type}; 120 bytes in all on 64-bit machines. */
    private static final int STATFS_BYTES = 120;

    /**
     * ext2, ext3, ext4 and xfs (linux/magic.h). Others may do worse things with a direct write than be slow: btrfs leaves
     * such data uncompressed.
     */
    private static final Set<Long> DIRECT = Set.of(0xef53L, 0x58465342L);

    private final Fd from;
    private final Fd to;
    private final Memory memory = new Memory(MAX_BYTES + Posix.DIRECT_ALIGNMENT);
    private final Pointer buffer = memory.align(Posix.DIRECT_ALIGNMENT);
    private boolean direct;

    /**
     * A copy from and to the positions of two files.
     *
     * @param device whether {@code to} is a block device
     */
    public FdCopy(Fd from, Fd to, boolean device) throws ErrnoException {
        this.from = from;
        this.to = to;
        long offset = Posix.lseek(to.name(), to, 0, Posix.SEEK_CUR);
        if (offset % Posix.DIRECT_ALIGNMENT == 0 && (device || DIRECT.contains(type()))) {
            direct = setDirect(true);
        }
    }

    /** Reads {@code length} bytes, at most {@link #MAX_BYTES}; gives less only at the end. */
    public int read(int length) throws ErrnoException {
        int got = 0;
        while (got < length) {
            int at = got;
            int more = (int) Posix.check(from.name(), () -> Libc.read(from.number(), buffer.share(at), length - at));
            if (more == 0) {
                break;
            }
            got += more;
        }
        return got;
    }

    /** Writes the first {@code length} bytes of what was read. */
    public void write(int length) throws ErrnoException {
        int done = 0;
        while (done < length) {
            int at = done;
            if (direct && (length % Posix.DIRECT_ALIGNMENT != 0 || at % Posix.DIRECT_ALIGNMENT != 0)) {
                direct = setDirect(false);
            }
            try {
                done += (int) Posix.check(to.name(), () -> Libc.write(to.number(), buffer.share(at), length - at));
            } catch (ErrnoException e) {
                if (!direct || e.errno() != Errno.EINVAL) {
                    throw e;
                }
                direct = setDirect(false);
            }
        }
    }

    private long type() throws ErrnoException {
        byte[] buffer = new byte[STATFS_BYTES];
        Posix.check("statfs", () -> Libc.fstatfs(to.number(), buffer));
        return ByteBuffer.wrap(buffer).order(ByteOrder.nativeOrder()).getLong();
    }

    /** Sets the status flags of {@code to}; of those that can be set, the files of a copy have no other. */
    private boolean setDirect(boolean on) throws ErrnoException {
        try {
            Posix.check("fcntl", () -> Libc.fcntl(to.number(), F_SETFL, on ? Posix.O_DIRECT : 0));
            return on;
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EINVAL) {
                throw e;
            }
            return false;
        }
    }

    @Override
    public void close() throws ErrnoException {
        if (direct) {
            direct = setDirect(false);
        }
        memory.close();
    }
}
