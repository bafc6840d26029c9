package org.guestscope.guest.action;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Content;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.catalogue.Radix;
import org.guestscope.guest.struct.IsoInfo;
import org.jspecify.annotations.Nullable;

/** Makes filesystems and asks what they are. */
@Family(title = "filesystems")
public interface Filesystems {

    @Action(
            name = "fsck",
            since = "1.0.16",
            radix = Radix.HEXADECIMAL,
            summary = "run the checker of a filesystem type, giving its exit status")
    int fsck(String fstype, @Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "vfs-type", since = "1.0.75", summary = "filesystem or volume type of a device")
    String vfsType(@Is(ParamKind.MOUNTABLE) String mountable) throws IOException;

    @Action(name = "vfs-label", since = "1.3.18", summary = "label of a filesystem")
    String vfsLabel(@Is(ParamKind.MOUNTABLE) String mountable) throws IOException;

    @Action(
            name = "vfs-uuid",
            since = "1.3.18",
            aliases = {"get-uuid"},
            summary = "UUID of a filesystem")
    String vfsUuid(@Is(ParamKind.MOUNTABLE) String mountable) throws IOException;

    @Action(
            name = "findfs-uuid",
            since = "1.5.3",
            returns = Content.DEVICE,
            summary = "device of the filesystem with a UUID")
    String findfsUuid(String uuid) throws IOException;

    @Action(
            name = "findfs-label",
            since = "1.5.3",
            returns = Content.DEVICE,
            summary = "device of the filesystem with a label")
    String findfsLabel(String label) throws IOException;

    @Action(
            name = "mkfs",
            since = "0.0.8",
            aliases = {"mkfs-opts"},
            summary = "make a filesystem")
    void mkfs(
            String fstype,
            @Is(ParamKind.DEVICE) String device,
            @Opt @Nullable Integer blocksize,
            @Opt @Nullable String features,
            @Opt @Nullable Integer inode,
            @Opt @Nullable Integer sectorsize,
            @Opt @Nullable String label)
            throws IOException;

    @Action(name = "blkid", since = "1.15.9", summary = "everything blkid reports of a device")
    Map<String, String> blkid(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "set-label", since = "1.17.9", summary = "set the label of a filesystem")
    void setLabel(@Is(ParamKind.MOUNTABLE) String mountable, String label) throws IOException;

    @Action(
            name = "isoinfo-device",
            since = "1.17.19",
            summary = "volume descriptor of an ISO 9660 filesystem on a device")
    IsoInfo isoinfoDevice(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "isoinfo", since = "1.17.19", summary = "volume descriptor of an ISO 9660 file")
    IsoInfo isoinfo(@Is(ParamKind.PATH) String isofile) throws IOException;

    @Action(
            name = "filesystem-available",
            since = "1.19.5",
            summary = "whether the appliance can mount a filesystem type")
    boolean filesystemAvailable(String filesystem) throws IOException;

    @Action(
            name = "mklost-and-found",
            since = "1.19.56",
            summary = "make the lost+found directory of an ext2/3/4 filesystem")
    void mklostAndFound(@Is(ParamKind.PATH) String mountpoint) throws IOException;

    @Action(name = "set-uuid", since = "1.23.10", summary = "set the UUID of a filesystem")
    void setUuid(@Is(ParamKind.DEVICE) String device, String uuid) throws IOException;

    @Action(name = "set-uuid-random", since = "1.29.50", summary = "give a filesystem a new random UUID")
    void setUuidRandom(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "vfs-minimum-size",
            since = "1.31.18",
            summary = "smallest size a filesystem could be shrunk to, in bytes")
    long vfsMinimumSize(@Is(ParamKind.MOUNTABLE) String mountable) throws IOException;

    @Action(
            name = "mksquashfs",
            since = "1.35.25",
            feature = "squashfs",
            summary = "pack a directory into a host squashfs file")
    void mksquashfs(
            @Is(ParamKind.PATH) String path,
            OutputStream filename,
            @Opt @Nullable String compress,
            @Opt @Nullable List<String> excludes)
            throws IOException;

    @Action(
            name = "list-filesystems",
            since = "1.5.15",
            keys = Content.MOUNTABLE,
            summary = "devices that can hold a filesystem and the type of each")
    Map<String, String> listFilesystems() throws IOException;

    @Action(
            name = "mkfs-b",
            since = "1.0.68",
            deprecated = true,
            deprecatedBy = "mkfs",
            summary = "make a filesystem with a block size")
    void mkfsB(String fstype, int blocksize, @Is(ParamKind.DEVICE) String device) throws IOException;
}
