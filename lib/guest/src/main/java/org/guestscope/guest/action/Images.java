package org.guestscope.guest.action;

import java.io.IOException;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.catalogue.Side;
import org.jspecify.annotations.Nullable;

/** Makes and asks disk images on the host. */
@Family(title = "image files", side = Side.HOST)
public interface Images {

    /** Returns how many drives can be added to one session. */
    @Action(name = "max-disks", since = "1.19.7", summary = "how many drives can be attached")
    int maxDisks() throws IOException;

    /**
     * Returns the usual name of a device: {@code /dev/vda} and {@code /dev/hda} become {@code /dev/sda}, a
     * device-mapper name of a logical volume becomes {@code /dev/VG/LV}. Other names stay.
     *
     * @param device the name, which need not exist
     */
    @Action(name = "canonical-device-name", since = "1.19.7", summary = "standard spelling of a device name")
    String canonicalDeviceName(String device) throws IOException;

    /**
     * Returns the place of the whole disk {@code device} among the drives that were added, from 0. Fails when there is
     * none.
     */
    @Action(name = "device-index", since = "1.19.7", summary = "position of a drive among those added, from 0")
    int deviceIndex(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Returns the format of an image file on the host, such as {@code raw} or {@code qcow2}. It is told by the first
     * bytes, which a guest can have written: do not rely on it for raw disks that you do not trust.
     *
     * @param filename the image
     */
    @Action(name = "disk-format", since = "1.19.38", summary = "format of a host disk image")
    String diskFormat(String filename) throws IOException;

    /**
     * Returns the size in bytes of the disk that an image file on the host holds, which may be much more than the file
     * takes.
     *
     * @param filename the image
     */
    @Action(
            name = "disk-virtual-size",
            since = "1.19.39",
            summary = "size of the disk that a host image holds, in bytes")
    long diskVirtualSize(String filename) throws IOException;

    /**
     * Returns true if an image file on the host holds only what differs from another file.
     *
     * @param filename the image
     */
    @Action(name = "disk-has-backing-file", since = "1.19.39", summary = "whether a host image rests on another one")
    boolean diskHasBackingFile(String filename) throws IOException;

    /**
     * Makes an image file on the host; {@code add-drive} then adds it. A file that exists is lost.
     *
     * <pre>{@code
     * disk-create new.qcow2 qcow2 -1 backingfile:old.img backingformat:raw
     * }</pre>
     *
     * @param filename the image
     * @param format {@code raw} or {@code qcow2}
     * @param size the disk's size in bytes; -1 for that of the backing file
     * @param backingfile for qcow2, a file that the image holds only the changes to
     * @param backingformat its format; found out unless given
     * @param preallocation {@code sparse} or {@code off}, which take no space and are the default, {@code full}, or for
     *     qcow2 {@code metadata}
     * @param compat for qcow2, {@code 1.1}, which is the default, or {@code 0.10} for very old programs
     * @param clustersize for qcow2, bytes of a cluster, a power of two of at least 512
     */
    @Action(name = "disk-create", since = "1.25.31", summary = "make an empty image file on the host")
    void diskCreate(
            String filename,
            String format,
            long size,
            @Opt @Nullable String backingfile,
            @Opt @Nullable String backingformat,
            @Opt @Nullable String preallocation,
            @Opt @Nullable String compat,
            @Opt @Nullable Integer clustersize)
            throws IOException;
}
