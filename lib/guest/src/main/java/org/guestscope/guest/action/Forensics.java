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

    /**
     * Lists all files of the filesystem on {@code device}, deleted ones too, without mounting it. Works for what the
     * Sleuth Kit reads: NTFS, FAT, ext2/3/4, ISO 9660 and some others.
     *
     * @return for each file its inode, kind, size, name, times, and flags: bit 0 the name is in use, bit 1 the inode is
     */
    @Action(
            name = "filesystem-walk",
            since = "1.33.39",
            feature = "libtsk",
            summary = "all files of a filesystem, deleted ones too, read without mounting")
    List<TskDirent> filesystemWalk(@Is(ParamKind.MOUNTABLE) String device) throws IOException;

    /**
     * Lists the names in the filesystem on {@code device} that point to an inode, deleted ones too, without mounting
     * it.
     *
     * @param inode the inode number
     * @return the entries, as {@code filesystem-walk} gives them
     */
    @Action(
            name = "find-inode",
            since = "1.35.6",
            feature = "libtsk",
            summary = "names in a filesystem that point to an inode")
    List<TskDirent> findInode(@Is(ParamKind.MOUNTABLE) String device, long inode) throws IOException;

    /**
     * Copies the contents of a file to the host, also of a deleted one as far as its blocks are known, without mounting
     * the filesystem on {@code device}.
     *
     * @param inode the file's inode number
     * @param filename the file to write
     */
    @Action(
            name = "download-inode",
            since = "1.33.14",
            feature = "sleuthkit",
            summary = "copy a file given by inode to the host, without mounting")
    void downloadInode(@Is(ParamKind.MOUNTABLE) String device, long inode, OutputStream filename) throws IOException;

    /**
     * Copies blocks of the filesystem on {@code device} to the host, without mounting it.
     *
     * @param start the first block
     * @param stop the last block
     * @param filename the file to write
     * @param unallocated whether to copy only blocks that no file uses; false unless given
     */
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
