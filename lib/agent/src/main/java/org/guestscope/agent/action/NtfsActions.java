package org.guestscope.agent.action;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.guestscope.agent.child.Child;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.guest.action.Ntfs;
import org.jspecify.annotations.Nullable;

/** NTFS's own tools, from ntfs-3g. */
public final class NtfsActions implements Ntfs {

    private final ActionContext context;

    /** With what all actions share. */
    public NtfsActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public int ntfs3gProbe(boolean rw, String device) throws IOException {
        return context.child("ntfs-3g.probe", rw ? "-w" : "-r", device).run().status();
    }

    @Override
    public void ntfsresize(String device, @Nullable Long size, @Nullable Boolean force) throws IOException {
        if (size != null && size <= 0) {
            throw new ErrnoException("size " + size, Errno.EINVAL);
        }
        Child resize = context.child("ntfsresize", "-P");
        resize.flag(force, "--force").option("--size", size).add(device).require();
    }

    @Override
    public void ntfsresizeSize(String device, long size) throws IOException {
        ntfsresize(device, size, null);
    }

    @Override
    public void ntfsfix(String device, @Nullable Boolean clearbadsectors) throws IOException {
        context.child("ntfsfix").flag(clearbadsectors, "-b").add(device).require();
    }

    @Override
    public void ntfscloneOut(
            String device,
            OutputStream backupfile,
            @Nullable Boolean metadataonly,
            @Nullable Boolean rescue,
            @Nullable Boolean ignorefscheck,
            @Nullable Boolean preservetimestamps,
            @Nullable Boolean force)
            throws IOException {
        context.child("ntfsclone", "-o", "-", "--save-image")
                .flag(metadataonly, "--metadata")
                .flag(rescue, "--rescue")
                .flag(ignorefscheck, "--ignore-fs-check")
                .flag(preservetimestamps, "--preserve-timestamps")
                .flag(force, "--force")
                .add(device)
                .stdout(backupfile)
                .require();
    }

    @Override
    public void ntfscloneIn(InputStream backupfile, String device) throws IOException {
        context.child("ntfsclone", "-O", device, "--restore-image", "-")
                .stdin(backupfile)
                .require();
    }

    @Override
    public void ntfscatI(String device, long inode, OutputStream filename) throws IOException {
        if (inode < 0) {
            throw new ErrnoException("inode " + inode, Errno.EINVAL);
        }
        context.child("ntfscat", "-i", Long.toString(inode), context.wholeDevice(device))
                .stdout(filename)
                .require();
    }
}
