package org.guestscope.agent.action;

import java.io.IOException;
import java.util.List;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.journal.JournalReader;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.guest.action.Journal;
import org.guestscope.guest.struct.Xattr;
import org.jspecify.annotations.Nullable;

/** Reads journals through libsystemd, one directory at a time. */
public final class JournalActions implements Journal {

    private final ActionContext context;
    private @Nullable JournalReader journal;

    /** With what all actions share. */
    public JournalActions(ActionContext context) {
        this.context = context;
    }

    private JournalReader journal() throws IOException {
        JournalReader open = journal;
        if (open == null) {
            throw new ChildException("no journal is open: call journal-open first");
        }
        return open;
    }

    @Override
    public void journalOpen(String directory) throws IOException {
        if (journal != null) {
            journalClose();
        }
        journal = JournalReader.open(context.sysroot().outsidePath(directory), directory);
    }

    @Override
    public void journalClose() throws IOException {
        journal().close();
        journal = null;
    }

    @Override
    public boolean journalNext() throws IOException {
        return journal().next();
    }

    @Override
    public long journalSkip(long skip) throws IOException {
        return journal().skip(skip);
    }

    @Override
    public List<Xattr> journalGet() throws IOException {
        return journal().fields();
    }

    @Override
    public long journalGetDataThreshold() throws IOException {
        return journal().dataThreshold();
    }

    @Override
    public void journalSetDataThreshold(long threshold) throws IOException {
        if (threshold < 0) {
            throw new ErrnoException(Long.toString(threshold), Errno.EINVAL);
        }
        journal().setDataThreshold(threshold);
    }

    @Override
    public long journalGetRealtimeUsec() throws IOException {
        return journal().realtimeMicroseconds();
    }
}
