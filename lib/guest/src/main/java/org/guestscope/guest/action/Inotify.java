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

    @Action(name = "inotify-init", since = "1.0.66", feature = "inotify", summary = "begin watching files for changes")
    void inotifyInit(int maxevents) throws IOException;

    @Action(
            name = "inotify-add-watch",
            since = "1.0.66",
            feature = "inotify",
            summary = "watch a path for some kinds of events")
    long inotifyAddWatch(@Is(ParamKind.PATH) String path, int mask) throws IOException;

    @Action(name = "inotify-rm-watch", since = "1.0.66", feature = "inotify", summary = "stop watching a path")
    void inotifyRmWatch(int wd) throws IOException;

    @Action(name = "inotify-read", since = "1.0.66", feature = "inotify", summary = "events that have happened")
    List<InotifyEvent> inotifyRead() throws IOException;

    @Action(
            name = "inotify-files",
            since = "1.0.66",
            feature = "inotify",
            summary = "names of the files that had events, sorted")
    List<String> inotifyFiles() throws IOException;

    @Action(name = "inotify-close", since = "1.0.66", feature = "inotify", summary = "end watching files")
    void inotifyClose() throws IOException;
}
