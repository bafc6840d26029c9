package org.guestscope.appliance.fuse;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.guestscope.appliance.fuse.FuseFilesystem.Entry;
import org.guestscope.appliance.fuse.NativeLayout.Operation;
import org.guestscope.guest.struct.StatNs;
import org.jspecify.annotations.Nullable;

/** {@code struct fuse_operations} on top of a {@link FuseFilesystem}: every operation answers 0 or a negative errno. */
final class FuseOperations {
    // Linux's error numbers.
    private static final int ENOENT = 2;
    private static final int EIO = 5;
    private static final int EEXIST = 17;
    private static final int EINVAL = 22;
    private static final int EROFS = 30;
    private static final int ERANGE = 34;
    private static final int ENODATA = 61;

    private static final int W_OK = 2;
    private static final int O_ACCMODE = 3;
    private static final int O_RDONLY = 0;
    private static final int O_TRUNC = 01000;
    private static final int S_IFREG = 0100000;
    private static final int XATTR_CREATE = 1;
    private static final int XATTR_REPLACE = 2;
    private static final int FUSE_READDIR_PLUS = 1;
    private static final int FUSE_FILL_DIR_PLUS = 2;

    /** Entries whose status is asked for in one call when a listing wants it. */
    private static final int BATCH = 500;

    private final FuseFilesystem files;
    private final boolean readOnly;
    private final @Nullable Consumer<String> calls;
    /** Keeps the callbacks reachable; libfuse has bare pointers. */
    private final List<Callback> callbacks = new ArrayList<>();

    private final Memory table = new Memory((long) Operation.values().length * Native.POINTER_SIZE);
    private final Memory stat = new Memory(NativeLayout.STAT_SIZE);
    private final Map<Long, Listing> listings = new HashMap<>();
    private long nextListing = 1;
    private @Nullable IOException failure;

    /** A directory that is being read. */
    private static final class Listing {
        final List<Entry> entries;
        /** Status of some entries from {@code first} on. */
        List<StatNs> stats = List.of();

        int first;

        Listing(List<Entry> entries) {
            this.entries = entries;
        }
    }

    FuseOperations(FuseFilesystem files, FuseMount.Settings settings) {
        this.files = files;
        this.readOnly = settings.readOnly();
        this.calls = settings.calls();
        int cacheSeconds = settings.cacheSeconds();
        table.clear();
        set(Operation.INIT, (LibFuse.Begin) (connection, config) -> {
            NativeLayout.configure(config, cacheSeconds);
            return Pointer.NULL;
        });
        reading();
        changing();
    }

    Pointer table() {
        return table;
    }

    long size() {
        return table.size();
    }

    /** The last failure that was no error number of the system. */
    @Nullable IOException failure() {
        return failure;
    }

    private void set(Operation operation, Callback callback) {
        callbacks.add(callback);
        table.setPointer(
                (long) operation.ordinal() * Native.POINTER_SIZE, CallbackReference.getFunctionPointer(callback));
    }

    private void reading() {
        set(Operation.GETATTR, (LibFuse.WithInfo) (path, buffer, info) -> answer("getattr", path, name -> {
            NativeLayout.writeStat(buffer, files.stat(name));
            return 0;
        }));
        set(Operation.READLINK, (LibFuse.Fill) (path, buffer, size) -> answer("readlink", path, name -> {
            byte[] target = bytes(files.readLink(name));
            int length = (int) Math.min(target.length, size - 1);
            buffer.write(0, target, 0, length);
            buffer.setByte(length, (byte) 0);
            return 0;
        }));
        set(Operation.OPEN, (LibFuse.OfTwo) (path, info) -> answer("open", path, name -> {
            int flags = NativeLayout.flags(info);
            boolean emptied = (flags & O_TRUNC) != 0;
            if (readOnly && (emptied || (flags & O_ACCMODE) != O_RDONLY)) {
                return -EROFS;
            }
            if (emptied) {
                files.truncate(name, 0);
            }
            return 0;
        }));
        set(Operation.READ, (LibFuse.Transfer) (path, buffer, size, offset, info) -> answer("read", path, name -> {
            byte[] content = files.read(name, (int) Math.min(size, Integer.MAX_VALUE), offset);
            int length = (int) Math.min(content.length, size);
            buffer.write(0, content, 0, length);
            return length;
        }));
        set(Operation.STATFS, (LibFuse.OfTwo) (path, buffer) -> answer("statfs", path, name -> {
            NativeLayout.writeStatVfs(buffer, files.statistics(name));
            return 0;
        }));
        set(Operation.ACCESS, (LibFuse.WithMode) (path, mode) -> answer("access", path, name -> {
            StatNs unused = files.stat(name);
            return readOnly && (mode & W_OK) != 0 ? -EROFS : 0;
        }));
        set(Operation.GETXATTR, (LibFuse.GetAttribute) (path, attribute, value, size) ->
                answer("getxattr", path, name -> fill(files.attribute(name, text(attribute)), value, size)));
        set(Operation.LISTXATTR, (LibFuse.Fill) (path, buffer, size) -> answer("listxattr", path, name -> {
            StringBuilder list = new StringBuilder();
            files.attributeNames(name).forEach(each -> list.append(each).append('\0'));
            return fill(bytes(list.toString()), buffer, size);
        }));
        set(Operation.OPENDIR, (LibFuse.OfTwo) (path, info) -> answer("opendir", path, name -> {
            NativeLayout.handle(info, nextListing);
            listings.put(nextListing++, new Listing(files.list(name)));
            return 0;
        }));
        set(Operation.READDIR, (LibFuse.ReadDirectory) (path, buffer, filler, offset, info, flags) -> answer(
                "readdir",
                path,
                name -> readDirectory(
                        name, buffer, filler, offset, NativeLayout.handle(info), (flags & FUSE_READDIR_PLUS) != 0)));
        set(Operation.RELEASEDIR, (LibFuse.OfTwo) (path, info) -> {
            listings.remove(NativeLayout.handle(info));
            return 0;
        });
    }

    private void changing() {
        set(Operation.MKNOD, (LibFuse.MakeNode) (path, mode, device) -> change(
                "mknod",
                path,
                name -> files.makeNode(name, mode, NativeLayout.major(device), NativeLayout.minor(device))));
        set(Operation.CREATE, (LibFuse.WithModeAndInfo)
                (path, mode, info) -> change("create", path, name -> files.makeNode(name, mode | S_IFREG, 0, 0)));
        set(Operation.MKDIR, (LibFuse.WithMode)
                (path, mode) -> change("mkdir", path, name -> files.makeDirectory(name, mode)));
        set(Operation.UNLINK, (LibFuse.OfPath) path -> change("unlink", path, files::unlink));
        set(Operation.RMDIR, (LibFuse.OfPath) path -> change("rmdir", path, files::removeDirectory));
        set(Operation.SYMLINK, (LibFuse.OfTwo)
                (target, path) -> change("symlink", path, name -> files.symbolicLink(text(target), name)));
        set(
                Operation.RENAME,
                // RENAME_NOREPLACE and RENAME_EXCHANGE have no counterpart.
                (LibFuse.Rename) (from, to, flags) ->
                        flags != 0 ? -EINVAL : change("rename", from, name -> files.rename(name, text(to))));
        set(Operation.LINK, (LibFuse.OfTwo) (from, to) -> change("link", from, name -> files.link(name, text(to))));
        set(Operation.CHMOD, (LibFuse.WithModeAndInfo)
                (path, mode, info) -> change("chmod", path, name -> files.changeMode(name, mode & 07777)));
        set(Operation.CHOWN, (LibFuse.ChangeOwner)
                (path, owner, group, info) -> change("chown", path, name -> files.changeOwner(name, owner, group)));
        set(Operation.TRUNCATE, (LibFuse.Truncate)
                (path, size, info) -> change("truncate", path, name -> files.truncate(name, size)));
        set(Operation.WRITE, (LibFuse.Transfer) (path, buffer, size, offset, info) -> {
            int status = change(
                    "write", path, name -> files.write(name, buffer.getByteArray(0, Math.toIntExact(size)), offset));
            return status == 0 ? (int) size : status;
        });
        set(Operation.UTIMENS, (LibFuse.WithInfo) (path, times, info) -> change(
                "utimens",
                path,
                name -> files.changeTimes(
                        name,
                        NativeLayout.seconds(times, 0),
                        NativeLayout.nanos(times, 0),
                        NativeLayout.seconds(times, 1),
                        NativeLayout.nanos(times, 1))));
        set(Operation.FSYNC, (LibFuse.WithModeAndInfo) (path, onlyData, info) -> answer("fsync", path, name -> {
            files.sync();
            return 0;
        }));
        set(Operation.SETXATTR, (LibFuse.SetAttribute) (path, attribute, value, size, flags) -> change(
                "setxattr",
                path,
                name -> setAttribute(name, text(attribute), value.getByteArray(0, Math.toIntExact(size)), flags)));
        set(Operation.REMOVEXATTR, (LibFuse.OfTwo)
                (path, attribute) -> change("removexattr", path, name -> files.removeAttribute(name, text(attribute))));
    }

    private void setAttribute(String path, String name, byte[] value, int flags) throws IOException {
        boolean exists = flags != 0 && files.attributeNames(path).contains(name);
        if ((flags & XATTR_CREATE) != 0 && exists) {
            throw new FuseErrorException(EEXIST, name);
        }
        if ((flags & XATTR_REPLACE) != 0 && !exists) {
            throw new FuseErrorException(ENODATA, name);
        }
        files.setAttribute(path, name, value);
    }

    /** A result of any length in a buffer, whose size 0 asks how long it would have to be. */
    private static int fill(byte[] content, Pointer buffer, long size) {
        if (size == 0) {
            return content.length;
        }
        if (content.length > size) {
            return -ERANGE;
        }
        buffer.write(0, content, 0, content.length);
        return content.length;
    }

    /** Hands entries over from an offset on until the filler says that it is full. */
    private int readDirectory(String path, Pointer buffer, Pointer filler, long offset, long handle, boolean plus)
            throws IOException {
        Listing listing = listings.get(handle);
        if (listing == null) {
            return -EINVAL;
        }
        Function fill = Function.getFunction(filler);
        for (int i = (int) offset; i < listing.entries.size(); i++) {
            Entry entry = listing.entries.get(i);
            boolean whole = plus && !entry.name().equals(".") && !entry.name().equals("..");
            if (whole) {
                StatNs known = status(listing, path, i);
                whole = known.stIno() != -1;
                if (whole) {
                    NativeLayout.writeStat(stat, known);
                }
            }
            if (!whole) {
                NativeLayout.writeType(stat, entry.inode(), entry.type());
            }
            // The offset is where the next call goes on.
            int full = fill.invokeInt(
                    new Object[] {buffer, terminated(entry.name()), stat, (long) i + 1, whole ? FUSE_FILL_DIR_PLUS : 0
                    });
            if (full != 0) {
                break;
            }
        }
        return 0;
    }

    private StatNs status(Listing listing, String path, int index) throws IOException {
        if (index < listing.first || index >= listing.first + listing.stats.size()) {
            List<Entry> batch = listing.entries.subList(index, Math.min(index + BATCH, listing.entries.size()));
            listing.stats = files.stat(path, batch.stream().map(Entry::name).toList());
            listing.first = index;
        }
        return listing.stats.get(index - listing.first);
    }

    /** An operation that answers a number. */
    private interface Body {
        int run(String path) throws IOException;
    }

    /** An operation that changes something. */
    private interface Change {
        void run(String path) throws IOException;
    }

    private int change(String operation, Pointer path, Change change) {
        return answer(operation, path, name -> {
            if (readOnly) {
                return -EROFS;
            }
            change.run(name);
            return 0;
        });
    }

    /** Nothing may be thrown through libfuse's frames. */
    private int answer(String operation, Pointer path, Body body) {
        String name = text(path);
        int status;
        try {
            status = body.run(name);
        } catch (FuseErrorException e) {
            status = -e.errno();
        } catch (IOException e) {
            failure = e;
            status = -EIO;
        } catch (RuntimeException | OutOfMemoryError e) {
            failure = new IOException(operation + ": " + e, e);
            status = -EIO;
        }
        // A name that is not there is asked for all the time and says nothing.
        if (calls != null && status != -ENOENT) {
            calls.accept("fuse: " + operation + " " + name + " = " + status);
        }
        return status;
    }

    private static String text(Pointer pointer) {
        return pointer.getString(0, StandardCharsets.ISO_8859_1.name());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] terminated(String text) {
        return bytes(text + '\0');
    }
}
