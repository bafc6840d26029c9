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

    @Action(
            name = "journal-get",
            since = "1.23.11",
            feature = "journal",
            summary = "fields of the current journal entry")
    List<Xattr> journalGet() throws IOException;

    @Action(
            name = "journal-open",
            since = "1.23.11",
            feature = "journal",
            summary = "open the systemd journals of a directory")
    void journalOpen(@Is(ParamKind.PATH) String directory) throws IOException;

    @Action(name = "journal-close", since = "1.23.11", feature = "journal", summary = "close the systemd journals")
    void journalClose() throws IOException;

    @Action(name = "journal-next", since = "1.23.11", feature = "journal", summary = "go to the next journal entry")
    boolean journalNext() throws IOException;

    @Action(
            name = "journal-skip",
            since = "1.23.11",
            feature = "journal",
            summary = "move over journal entries, forwards or backwards")
    long journalSkip(long skip) throws IOException;

    @Action(
            name = "journal-get-data-threshold",
            since = "1.23.11",
            feature = "journal",
            summary = "length at which journal fields are cut")
    long journalGetDataThreshold() throws IOException;

    @Action(
            name = "journal-set-data-threshold",
            since = "1.23.11",
            feature = "journal",
            summary = "set the length at which journal fields are cut")
    void journalSetDataThreshold(long threshold) throws IOException;

    @Action(
            name = "journal-get-realtime-usec",
            since = "1.27.18",
            feature = "journal",
            summary = "time of the current journal entry, in microseconds since 1970")
    long journalGetRealtimeUsec() throws IOException;
}
