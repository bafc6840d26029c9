package org.guestscope.guest.action;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.struct.TskDirent;
import org.jspecify.annotations.Nullable;

/** Reads filesystems without mounting them. */
@Family(title = "forensics")
public interface Forensics {

    @Action(
            name = "filesystem-walk",
            since = "1.33.39",
            feature = "libtsk",
            summary = "all files of a filesystem, deleted ones too, read without mounting")
    List<TskDirent> filesystemWalk(@Is(ParamKind.MOUNTABLE) String device) throws IOException;

    @Action(
            name = "find-inode",
            since = "1.35.6",
            feature = "libtsk",
            summary = "names in a filesystem that point to an inode")
    List<TskDirent> findInode(@Is(ParamKind.MOUNTABLE) String device, long inode) throws IOException;

    @Action(
            name = "download-inode",
            since = "1.33.14",
            feature = "sleuthkit",
            summary = "copy a file given by inode to the host, without mounting")
    void downloadInode(@Is(ParamKind.MOUNTABLE) String device, long inode, OutputStream filename) throws IOException;

    @Action(
            name = "download-blocks",
            since = "1.33.45",
            feature = "sleuthkit",
            summary = "copy a filesystem's data blocks to the host")
    void downloadBlocks(
            @Is(ParamKind.MOUNTABLE) String device,
            long start,
            long stop,
            OutputStream filename,
            @Opt @Nullable Boolean unallocated)
            throws IOException;
}
