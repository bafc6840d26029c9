package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.struct.Xattr;

/** Reads the systemd journal of a guest. */
@Family(title = "systemd journal")
public interface Journal {

    /**
     * Returns the fields of the current entry, such as {@code MESSAGE}, {@code PRIORITY} and {@code _SYSTEMD_UNIT},
     * with their values as bytes. {@code journal-next} has to be called first.
     */
    @Action(
            name = "journal-get",
            since = "1.23.11",
            feature = "journal",
            summary = "fields of the current journal entry")
    List<Xattr> journalGet() throws IOException;

    /**
     * Opens the systemd journal in a directory of the guest, in front of its first entry; one that is open is closed
     * first.
     *
     * <pre>{@code
     * journal-open /var/log/journal
     * }</pre>
     *
     * @param directory the directory with the journal files, or the one above
     */
    @Action(
            name = "journal-open",
            since = "1.23.11",
            feature = "journal",
            summary = "open the systemd journals of a directory")
    void journalOpen(@Is(ParamKind.PATH) String directory) throws IOException;

    /** Closes the journal. Fails when none is open. */
    @Action(name = "journal-close", since = "1.23.11", feature = "journal", summary = "close the systemd journals")
    void journalClose() throws IOException;

    /**
     * Goes to the next entry.
     *
     * @return false when there is none
     */
    @Action(name = "journal-next", since = "1.23.11", feature = "journal", summary = "go to the next journal entry")
    boolean journalNext() throws IOException;

    /**
     * Goes over several entries at once.
     *
     * @param skip how many; negative for backwards
     * @return how many there were, fewer at an end
     */
    @Action(
            name = "journal-skip",
            since = "1.23.11",
            feature = "journal",
            summary = "move over journal entries, forwards or backwards")
    long journalSkip(long skip) throws IOException;

    /** Returns the length in bytes at which values are cut, 0 for none. */
    @Action(
            name = "journal-get-data-threshold",
            since = "1.23.11",
            feature = "journal",
            summary = "length at which journal fields are cut")
    long journalGetDataThreshold() throws IOException;

    /**
     * Sets the length in bytes at which values may be cut, so that huge ones cost no time; they may come back longer.
     *
     * @param threshold the length; 0 for no cutting
     */
    @Action(
            name = "journal-set-data-threshold",
            since = "1.23.11",
            feature = "journal",
            summary = "set the length at which journal fields are cut")
    void journalSetDataThreshold(long threshold) throws IOException;

    /** Returns when the current entry was written, in microseconds since 1970. */
    @Action(
            name = "journal-get-realtime-usec",
            since = "1.27.18",
            feature = "journal",
            summary = "time of the current journal entry, in microseconds since 1970")
    long journalGetRealtimeUsec() throws IOException;
}
