package org.guestscope.agent.action;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.tsk.FilesystemWalk;
import org.guestscope.guest.action.Forensics;
import org.guestscope.guest.struct.TskDirent;
import org.jspecify.annotations.Nullable;

/** Reads filesystems that are not mounted: lists through libtsk, contents from the programs of the Sleuth Kit. */
public final class ForensicsActions implements Forensics {

    private final ActionContext context;

    /** With what all actions share. */
    public ForensicsActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public List<TskDirent> filesystemWalk(String device) throws IOException {
        try (FilesystemWalk walk = FilesystemWalk.open(context.wholeDevice(device), context.cancellation())) {
            return walk.entries(inode -> true);
        }
    }

    @Override
    public List<TskDirent> findInode(String device, long inode) throws IOException {
        try (FilesystemWalk walk = FilesystemWalk.open(context.wholeDevice(device), context.cancellation())) {
            return walk.entries(each -> each == inode);
        }
    }

    @Override
    public void downloadInode(String device, long inode, OutputStream filename) throws IOException {
        if (inode < 0) {
            throw new ErrnoException(Long.toString(inode), Errno.EINVAL);
        }
        context.child("icat", "-i", "raw", "-r", context.wholeDevice(device), Long.toString(inode))
                .stdout(filename)
                .require();
    }

    @Override
    public void downloadBlocks(
            String device, long start, long stop, OutputStream filename, @Nullable Boolean unallocated)
            throws IOException {
        if (start < 0 || stop < start) {
            throw new ChildException("%d-%d: not a range of blocks".formatted(start, stop));
        }
        // blkls leaves out what is allocated unless told otherwise.
        context.child("blkls", "-i", "raw")
                .flag(!Boolean.TRUE.equals(unallocated), "-e")
                .add(context.wholeDevice(device), start + "-" + stop)
                .stdout(filename)
                .require();
    }
}
