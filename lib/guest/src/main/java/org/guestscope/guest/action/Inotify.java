package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.struct.InotifyEvent;

/** Watches files for changes. */
@Family(title = "inotify")
public interface Inotify {

    /**
     * Begins to watch for changes; watches that were there end. Something has to be mounted. Then {@code
     * inotify-add-watch} says what to watch.
     *
     * @param maxevents how many events the kernel keeps until they are read; 0 for its own limit
     */
    @Action(name = "inotify-init", since = "1.0.66", feature = "inotify", summary = "begin watching files for changes")
    void inotifyInit(int maxevents) throws IOException;

    /**
     * Watches the file or directory {@code path}; a directory is watched with its entries but not with what is below
     * them.
     *
     * @param mask the sum of the events, as inotify(7) numbers them: 2 modified, 256 created, 512 deleted, 4095 all
     * @return the watch's number
     */
    @Action(
            name = "inotify-add-watch",
            since = "1.0.66",
            feature = "inotify",
            summary = "watch a path for some kinds of events")
    long inotifyAddWatch(@Is(ParamKind.PATH) String path, int mask) throws IOException;

    /** Ends the watch with the number {@code wd}, which {@code inotify-add-watch} gave. */
    @Action(name = "inotify-rm-watch", since = "1.0.66", feature = "inotify", summary = "stop watching a path")
    void inotifyRmWatch(int wd) throws IOException;

    /**
     * Returns the events that have happened since the last call, without waiting for more: the watch, what happened, a
     * number that joins the two halves of a renaming, and the name in the directory.
     */
    @Action(name = "inotify-read", since = "1.0.66", feature = "inotify", summary = "events that have happened")
    List<InotifyEvent> inotifyRead() throws IOException;

    /** Returns the names that had events since the last call, each once, sorted. */
    @Action(
            name = "inotify-files",
            since = "1.0.66",
            feature = "inotify",
            summary = "names of the files that had events, sorted")
    List<String> inotifyFiles() throws IOException;

    /** Ends all watches. Fails when {@code inotify-init} was not called. */
    @Action(name = "inotify-close", since = "1.0.66", feature = "inotify", summary = "end watching files")
    void inotifyClose() throws IOException;
}
