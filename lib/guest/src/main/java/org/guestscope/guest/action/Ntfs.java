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

    @Action(
            name = "ntfs-3g-probe",
            since = "1.0.43",
            feature = "ntfs3g",
            summary = "whether an NTFS filesystem could be mounted, as a status number")
    int ntfs3gProbe(boolean rw, @Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "ntfsresize",
            since = "1.3.2",
            aliases = {"ntfsresize-opts"},
            feature = "ntfsprogs",
            summary = "resize an NTFS filesystem")
    void ntfsresize(@Is(ParamKind.DEVICE) String device, @Opt @Nullable Long size, @Opt @Nullable Boolean force)
            throws IOException;

    @Action(
            name = "ntfsfix",
            since = "1.17.9",
            feature = "ntfs3g",
            summary = "repair simple faults of an NTFS filesystem")
    void ntfsfix(@Is(ParamKind.DEVICE) String device, @Opt @Nullable Boolean clearbadsectors) throws IOException;

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

    @Action(
            name = "ntfsclone-in",
            since = "1.17.9",
            feature = "ntfs3g",
            summary = "restore an NTFS filesystem from a host file")
    void ntfscloneIn(InputStream backupfile, @Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "ntfscat-i", since = "1.33.14", summary = "copy an NTFS file given by inode to the host")
    void ntfscatI(@Is(ParamKind.MOUNTABLE) String device, long inode, OutputStream filename) throws IOException;

    @Action(
            name = "ntfsresize-size",
            since = "1.3.14",
            feature = "ntfsprogs",
            deprecated = true,
            deprecatedBy = "ntfsresize",
            summary = "set the size of an NTFS filesystem in bytes")
    void ntfsresizeSize(@Is(ParamKind.DEVICE) String device, long size) throws IOException;
}
