package org.guestscope.agent.action;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.guestscope.guest.action.Inotify;
import org.guestscope.guest.struct.InotifyEvent;
import org.jspecify.annotations.Nullable;

/** Watches files for changes; see inotify(7). */
public final class InotifyActions implements Inotify {

    private static final String MAX_EVENTS = "/proc/sys/fs/inotify/max_queued_events";
    private static final int BUFFER = 64 << 10;

    private final ActionContext context;
    private @Nullable Fd inotify;

    /** With what all actions share. */
    public InotifyActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public void inotifyInit(int maxevents) throws IOException {
        context.requireRoot();
        if (maxevents < 0) {
            throw new ChildException(maxevents + ": the number of events is not negative");
        }
        if (maxevents > 0) {
            try (Fd limit = Posix.open(MAX_EVENTS, Posix.O_WRONLY)) {
                limit.output().write((maxevents + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
        if (inotify != null) {
            inotify.close();
        }
        inotify = Posix.inotifyInit();
    }

    @Override
    public long inotifyAddWatch(String path, int mask) throws IOException {
        Fd open = open();
        try (Fd file = context.sysroot().handle(path)) {
            return Posix.inotifyAddWatch(path, open, file.procPath(), mask);
        }
    }

    @Override
    public void inotifyRmWatch(int wd) throws IOException {
        Posix.inotifyRemoveWatch(Integer.toString(wd), open(), wd);
    }

    @Override
    public List<InotifyEvent> inotifyRead() throws IOException {
        List<InotifyEvent> events = new ArrayList<>();
        byte[] buffer = new byte[BUFFER];
        while (true) {
            int length;
            try {
                length = open().input().read(buffer);
            } catch (ErrnoException e) {
                if (e.errno() == Errno.EAGAIN) {
                    return events;
                }
                throw e;
            }
            if (length <= 0) {
                return events;
            }
            ByteBuffer in = ByteBuffer.wrap(buffer, 0, length).order(ByteOrder.nativeOrder());
            while (in.hasRemaining()) {
                long watch = in.getInt();
                long mask = Integer.toUnsignedLong(in.getInt());
                long cookie = Integer.toUnsignedLong(in.getInt());
                byte[] name = new byte[in.getInt()];
                in.get(name);
                String text = new String(name, StandardCharsets.ISO_8859_1);
                int nul = text.indexOf('\0');
                events.add(new InotifyEvent(watch, mask, cookie, nul < 0 ? text : text.substring(0, nul)));
            }
        }
    }

    @Override
    public List<String> inotifyFiles() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (InotifyEvent event : inotifyRead()) {
            if (!event.inName().isEmpty()) {
                names.add(event.inName());
            }
        }
        return new ArrayList<>(names);
    }

    @Override
    public void inotifyClose() throws IOException {
        open().close();
        inotify = null;
    }

    private Fd open() throws IOException {
        Fd open = inotify;
        if (open == null) {
            throw new ChildException("nothing is being watched: call inotify-init first");
        }
        return open;
    }
}
