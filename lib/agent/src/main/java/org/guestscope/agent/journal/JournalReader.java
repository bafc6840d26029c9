package org.guestscope.agent.journal;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.libc.CString;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.guest.struct.Xattr;

/** The journal files of a directory, read entry by entry; before the first {@link #next} there is no current entry. */
public final class JournalReader implements AutoCloseable {

    private final Pointer journal;

    private JournalReader(Pointer journal) {
        this.journal = journal;
    }

    /**
     * Opens the journals of a directory.
     *
     * @param path its path in the appliance
     * @param what its name for messages
     */
    public static JournalReader open(String path, String what) throws IOException {
        try (Memory slot = slot()) {
            check(what, LibSystemd.sd_journal_open_directory(slot, CString.of(path), 0));
            return new JournalReader(slot.getPointer(0));
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            throw new ChildException(LibSystemd.NAME + " is missing from the appliance");
        }
    }

    /** Goes to the next entry; false at the end. */
    public boolean next() throws IOException {
        return check("", LibSystemd.sd_journal_next(journal)) > 0;
    }

    /** Goes over entries, backwards for a negative number; gives how many there were. */
    public long skip(long entries) throws IOException {
        if (entries == 0) {
            // The library would go to the first entry if there is no current one.
            return 0;
        }
        return check(
                "",
                entries < 0
                        ? LibSystemd.sd_journal_previous_skip(journal, -entries)
                        : LibSystemd.sd_journal_next_skip(journal, entries));
    }

    /** The current entry's fields, in the journal's order, a name as often as it has values. */
    public List<Xattr> fields() throws IOException {
        List<Xattr> fields = new ArrayList<>();
        long[] length = new long[1];
        try (Memory slot = slot()) {
            LibSystemd.sd_journal_restart_data(journal);
            while (check("", LibSystemd.sd_journal_enumerate_data(journal, slot, length)) > 0) {
                fields.add(field(slot.getPointer(0).getByteArray(0, Math.toIntExact(length[0]))));
            }
        }
        return fields;
    }

    /** Takes {@code NAME=value} apart. */
    static Xattr field(byte[] data) throws IOException {
        int equals = 0;
        while (equals < data.length && data[equals] != '=') {
            equals++;
        }
        if (equals == data.length) {
            throw new ChildException("bad journal entry: a field of %d bytes has no name".formatted(data.length));
        }
        String name = new String(data, 0, equals, StandardCharsets.ISO_8859_1);
        return new Xattr(name, Arrays.copyOfRange(data, equals + 1, data.length));
    }

    /** When the current entry was written, in microseconds since 1970. */
    public long realtimeMicroseconds() throws IOException {
        long[] time = new long[1];
        check("", LibSystemd.sd_journal_get_realtime_usec(journal, time));
        return time[0];
    }

    /** From how many bytes on fields may be cut; 0 for never. */
    public long dataThreshold() throws IOException {
        long[] bytes = new long[1];
        check("", LibSystemd.sd_journal_get_data_threshold(journal, bytes));
        return bytes[0];
    }

    /** Sets from how many bytes on fields may be cut; 0 for never. */
    public void setDataThreshold(long bytes) throws IOException {
        check("", LibSystemd.sd_journal_set_data_threshold(journal, bytes));
    }

    @Override
    public void close() {
        LibSystemd.sd_journal_close(journal);
    }

    private static Memory slot() {
        Memory slot = new Memory(Native.POINTER_SIZE);
        slot.setPointer(0, Pointer.NULL);
        return slot;
    }

    private static int check(String what, int result) throws IOException {
        if (result < 0) {
            throw new ErrnoException(what, -result);
        }
        return result;
    }
}
