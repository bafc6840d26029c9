package org.guestscope.agent.hivex;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.libc.CString;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.jspecify.annotations.Nullable;

/** An open registry hive; texts are UTF-8, one byte per {@code char}; keys and values go by the library's handles. */
public final class Hive implements AutoCloseable {

    private final Pointer h;

    private Hive(Pointer h) {
        this.h = h;
    }

    /**
     * Opens a hive.
     *
     * @param path its path in the appliance
     * @param what its name for messages
     * @param unsafe whether to put up with corrupt parts
     */
    public static Hive open(String path, String what, boolean verbose, boolean debug, boolean write, boolean unsafe)
            throws IOException {
        int flags = (verbose ? LibHivex.HIVEX_OPEN_VERBOSE : 0)
                | (debug ? LibHivex.HIVEX_OPEN_DEBUG : 0)
                | (write ? LibHivex.HIVEX_OPEN_WRITE : 0)
                | (unsafe ? LibHivex.HIVEX_OPEN_UNSAFE : 0);
        try {
            return new Hive(pointer(what, () -> LibHivex.hivex_open(CString.of(path), flags)));
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            throw new ChildException(LibHivex.NAME + " is missing from the appliance");
        }
    }

    /** The root key. */
    public long root() throws IOException {
        return handle("root key", () -> LibHivex.hivex_root(h));
    }

    /** A key's name. */
    public String nodeName(long node) throws IOException {
        return CString.take(pointer(key(node), () -> LibHivex.hivex_node_name(h, node)));
    }

    /** The keys below a key. */
    public List<Long> children(long node) throws IOException {
        return handles(pointer(key(node), () -> LibHivex.hivex_node_children(h, node)));
    }

    /** The key of a name below a key, or 0. */
    public long child(long node, String name) throws IOException {
        return handleOrNone(key(node), () -> LibHivex.hivex_node_get_child(h, node, CString.of(name)));
    }

    /** The key above a key. */
    public long parent(long node) throws IOException {
        return handle(key(node), () -> LibHivex.hivex_node_parent(h, node));
    }

    /** The values of a key. */
    public List<Long> values(long node) throws IOException {
        return handles(pointer(key(node), () -> LibHivex.hivex_node_values(h, node)));
    }

    /** The value of a name in a key, or 0. */
    public long value(long node, String name) throws IOException {
        return handleOrNone(key(node), () -> LibHivex.hivex_node_get_value(h, node, CString.of(name)));
    }

    /** A value's name, empty for the key's default value. */
    public String valueName(long value) throws IOException {
        return CString.take(pointer(value(value), () -> LibHivex.hivex_value_key(h, value)));
    }

    /** A value's type, a {@code REG_*} number. */
    public long valueType(long value) throws IOException {
        int[] type = new int[1];
        check(value(value), LibHivex.hivex_value_type(h, value, type, new long[1]));
        return Integer.toUnsignedLong(type[0]);
    }

    /** A value's bytes. */
    public byte[] valueBytes(long value) throws IOException {
        long[] length = new long[1];
        Pointer bytes = pointer(value(value), () -> LibHivex.hivex_value_value(h, value, new int[1], length));
        try {
            return bytes.getByteArray(0, Math.toIntExact(length[0]));
        } finally {
            CString.free(bytes);
        }
    }

    /** A value's text, taken for UTF-16 of the little end first. */
    public String valueString(long value) throws IOException {
        return CString.take(pointer(value(value), () -> LibHivex.hivex_value_string(h, value)));
    }

    /** Writes the changes to a path of the appliance, or with {@code null} to the file that was opened. */
    public void commit(@Nullable String path) throws IOException {
        check(path == null ? "" : path, LibHivex.hivex_commit(h, CString.ofNullable(path), 0));
    }

    /** Adds a key. */
    public long addChild(long parent, String name) throws IOException {
        return handle(name, () -> LibHivex.hivex_node_add_child(h, parent, CString.of(name)));
    }

    /** Deletes a key and all below it. */
    public void delete(long node) throws IOException {
        check(key(node), LibHivex.hivex_node_delete_child(h, node));
    }

    /** Sets one value of a key. */
    public void setValue(long node, String name, long type, byte[] bytes) throws IOException {
        byte[] key = CString.of(name);
        long keyAt = LibHivex.SET_VALUE_BYTES;
        long bytesAt = keyAt + key.length;
        // One byte more, so that a value without bytes has an address inside the block too.
        try (Memory value = new Memory(bytesAt + bytes.length + 1)) {
            value.write(keyAt, key, 0, key.length);
            value.write(bytesAt, bytes, 0, bytes.length);
            value.setPointer(LibHivex.SET_VALUE_KEY, value.share(keyAt));
            value.setInt(LibHivex.SET_VALUE_T, (int) type);
            value.setLong(LibHivex.SET_VALUE_LEN, bytes.length);
            value.setPointer(LibHivex.SET_VALUE_VALUE, value.share(bytesAt));
            check(key(node), LibHivex.hivex_node_set_value(h, node, value, 0));
        }
    }

    @Override
    public void close() throws IOException {
        check("", LibHivex.hivex_close(h));
    }

    private static String key(long node) {
        return "key 0x" + Long.toHexString(node);
    }

    private static String value(long value) {
        return "value 0x" + Long.toHexString(value);
    }

    /** A list that ends with 0. */
    private static List<Long> handles(Pointer array) {
        List<Long> handles = new ArrayList<>();
        for (long at = 0; array.getLong(at) != 0; at += Long.BYTES) {
            handles.add(array.getLong(at));
        }
        CString.free(array);
        return handles;
    }

    private static Pointer pointer(String what, Supplier<@Nullable Pointer> call) throws IOException {
        Pointer result = call.get();
        if (result == null) {
            throw failure(what);
        }
        return result;
    }

    private static long handle(String what, LongSupplier call) throws IOException {
        long result = call.getAsLong();
        if (result == 0) {
            throw failure(what);
        }
        return result;
    }

    /** Not found is told from failure by {@code errno} alone, which the library leaves as it was. */
    private static long handleOrNone(String what, LongSupplier call) throws IOException {
        Native.setLastError(0);
        long result = call.getAsLong();
        if (result == 0 && Native.getLastError() != 0) {
            throw failure(what);
        }
        return result;
    }

    private static void check(String what, int result) throws IOException {
        if (result < 0) {
            throw failure(what);
        }
    }

    private static IOException failure(String what) {
        int errno = Native.getLastError();
        return new ErrnoException(what, errno == 0 ? Errno.EINVAL : errno);
    }
}
