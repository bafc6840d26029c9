package org.guestscope.guest.action;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.jspecify.annotations.Nullable;

/** NTFS's own tools. */
@Family(title = "NTFS")
public interface Ntfs {

    /**
     * Asks ntfs-3g whether the NTFS filesystem on {@code device} could be mounted: 0 yes, 12 no NTFS, 13 damaged, 14
     * hibernated, 15 not unmounted cleanly, others as ntfs-3g.probe(8) explains.
     *
     * @param rw whether writing is asked for; else reading only
     * @return the program's status
     */
    @Action(
            name = "ntfs-3g-probe",
            since = "1.0.43",
            feature = "ntfs3g",
            summary = "whether an NTFS filesystem could be mounted, as a status number")
    int ntfs3gProbe(boolean rw, @Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Changes the size of the NTFS filesystem on {@code device}, which must not be mounted. Windows checks it at its
     * next start; until then a second change needs {@code force}.
     *
     * @param size the new size in bytes; as large as the device unless given
     * @param force whether to go on although a check by Windows is due; false unless given
     */
    @Action(
            name = "ntfsresize",
            since = "1.3.2",
            aliases = {"ntfsresize-opts"},
            feature = "ntfsprogs",
            summary = "resize an NTFS filesystem")
    void ntfsresize(@Is(ParamKind.DEVICE) String device, @Opt @Nullable Long size, @Opt @Nullable Boolean force)
            throws IOException;

    /**
     * Repairs some simple faults of the NTFS filesystem on {@code device}, empties its log and has Windows check it at
     * its next start. It is no replacement for that check.
     *
     * @param clearbadsectors whether to forget which sectors are bad, after moving to a good disk; false unless given
     */
    @Action(
            name = "ntfsfix",
            since = "1.17.9",
            feature = "ntfs3g",
            summary = "repair simple faults of an NTFS filesystem")
    void ntfsfix(@Is(ParamKind.DEVICE) String device, @Opt @Nullable Boolean clearbadsectors) throws IOException;

    /**
     * Saves the NTFS filesystem on {@code device} to a file on the host, without what is unused. {@code ntfsclone-in}
     * restores it.
     *
     * @param backupfile the file to write
     * @param metadataonly whether to leave out the contents of files; false unless given
     * @param rescue whether to go on past sectors that cannot be read; false unless given
     * @param ignorefscheck whether to go on in spite of faults; false unless given
     * @param preservetimestamps with {@code metadataonly}, whether to keep times; false unless given
     * @param force whether to save a filesystem that Windows should check first; false unless given
     */
    @Action(
            name = "ntfsclone-out",
            since = "1.17.9",
            feature = "ntfs3g",
            summary = "save an NTFS filesystem into a host file")
    void ntfscloneOut(
            @Is(ParamKind.DEVICE) String device,
            OutputStream backupfile,
            @Opt @Nullable Boolean metadataonly,
            @Opt @Nullable Boolean rescue,
            @Opt @Nullable Boolean ignorefscheck,
            @Opt @Nullable Boolean preservetimestamps,
            @Opt @Nullable Boolean force)
            throws IOException;

    /**
     * Restores an NTFS filesystem that {@code ntfsclone-out} saved to {@code device}, losing what is there. The device
     * has to be at least as large as the old one.
     *
     * @param backupfile the file on the host
     */
    @Action(
            name = "ntfsclone-in",
            since = "1.17.9",
            feature = "ntfs3g",
            summary = "restore an NTFS filesystem from a host file")
    void ntfscloneIn(InputStream backupfile, @Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Copies the contents of a file of the NTFS filesystem on {@code device}, which must not be mounted, to the host;
     * also of files that are hidden, such as 0 for the file table.
     *
     * @param inode the file's number
     * @param filename the file to write
     */
    @Action(name = "ntfscat-i", since = "1.33.14", summary = "copy an NTFS file given by inode to the host")
    void ntfscatI(@Is(ParamKind.MOUNTABLE) String device, long inode, OutputStream filename) throws IOException;

    /**
     * Changes the size of the NTFS filesystem on {@code device}.
     *
     * @param size the new size in bytes
     */
    @Action(
            name = "ntfsresize-size",
            since = "1.3.14",
            feature = "ntfsprogs",
            deprecated = true,
            deprecatedBy = "ntfsresize",
            summary = "set the size of an NTFS filesystem in bytes")
    void ntfsresizeSize(@Is(ParamKind.DEVICE) String device, long size) throws IOException;
}
