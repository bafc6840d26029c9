package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Content;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.ParamKind;

/** Lists block devices and changes their settings. */
@Family(title = "block devices")
public interface BlockDevices {

    /**
     * Returns the whole disks that were added, in the order of adding: {@code /dev/sda}, {@code /dev/sdb} and so on.
     */
    @Action(name = "list-devices", since = "0.0.4", returns = Content.DEVICE, summary = "whole disks")
    List<String> listDevices() throws IOException;

    /** Returns the partitions of all disks and software RAID arrays. Logical volumes are listed by {@code lvs}. */
    @Action(name = "list-partitions", since = "0.0.4", returns = Content.DEVICE, summary = "partitions of all disks")
    List<String> listPartitions() throws IOException;

    /**
     * Makes the kernel of the appliance refuse to write to {@code device} from now on. It says nothing about the image
     * file on the host.
     */
    @Action(name = "blockdev-setro", since = "1.9.3", summary = "make the kernel refuse writes to a device")
    void blockdevSetro(@Is(ParamKind.DEVICE) String device) throws IOException;

    /** Lets the kernel write to {@code device} again. */
    @Action(name = "blockdev-setrw", since = "1.9.3", summary = "let the kernel write to a device")
    void blockdevSetrw(@Is(ParamKind.DEVICE) String device) throws IOException;

    /** Returns true if the kernel refuses writes to {@code device}. */
    @Action(name = "blockdev-getro", since = "1.9.3", summary = "whether the kernel refuses writes to a device")
    boolean blockdevGetro(@Is(ParamKind.DEVICE) String device) throws IOException;

    /** Returns the logical sector size of {@code device} in bytes, 512 or 4096: what partition tables count in. */
    @Action(name = "blockdev-getss", since = "1.9.3", summary = "logical sector size of a device, in bytes")
    int blockdevGetss(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Returns the size in bytes of the blocks in which the kernel reads {@code device}. It has nothing to do with the
     * block size of a filesystem on it.
     */
    @Action(name = "blockdev-getbsz", since = "1.9.3", summary = "kernel's block size for a device, in bytes")
    int blockdevGetbsz(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Returns the size of {@code device} in units of 512 bytes, whatever its sectors are. {@code blockdev-getsize64}
     * gives bytes.
     */
    @Action(name = "blockdev-getsz", since = "1.9.3", summary = "size of a device in 512-byte units")
    long blockdevGetsz(@Is(ParamKind.DEVICE) String device) throws IOException;

    /** Returns the size of {@code device} in bytes. */
    @Action(name = "blockdev-getsize64", since = "1.9.3", summary = "size of a device in bytes")
    long blockdevGetsize64(@Is(ParamKind.DEVICE) String device) throws IOException;

    /** Writes out what the kernel holds back for {@code device} and forgets what it has read of it. */
    @Action(name = "blockdev-flushbufs", since = "1.9.3", summary = "write out and drop the cached blocks of a device")
    void blockdevFlushbufs(@Is(ParamKind.DEVICE) String device) throws IOException;

    /** Does nothing but wait for the agent's answer, to see that the appliance lives. */
    @Action(name = "ping-daemon", since = "1.0.18", summary = "check that the agent answers")
    void pingDaemon() throws IOException;

    /** Returns the number of whole disks, as {@code list-devices} lists them. */
    @Action(name = "nr-devices", since = "1.19.15", summary = "number of whole disks")
    int nrDevices() throws IOException;

    /**
     * Returns the labels that drives were given with {@code add-drive label:}, each with its device. Partitions of a
     * labelled drive are listed with their number behind the label.
     */
    @Action(
            name = "list-disk-labels",
            since = "1.19.49",
            returns = Content.DEVICE,
            summary = "drive labels and the devices they belong to")
    Map<String, String> listDiskLabels() throws IOException;

    /** Returns true if {@code device} is a whole disk, false for a partition, a logical volume or another device. */
    @Action(name = "is-whole-device", since = "1.21.9", summary = "whether a device is a disk and not a part of one")
    boolean isWholeDevice(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Sets how much of {@code device} the kernel reads ahead.
     *
     * @param sectors the amount, in units of 512 bytes
     */
    @Action(name = "blockdev-setra", since = "1.29.10", summary = "set a device's read-ahead, in 512-byte sectors")
    void blockdevSetra(@Is(ParamKind.DEVICE) String device, int sectors) throws IOException;

    /**
     * Sets the size of the blocks in which the kernel reads {@code device}. Mounting a filesystem sets it again, so
     * there is no use for it; that of a device in use stays.
     *
     * @param blocksize bytes, a power of two from 512 to 4096
     */
    @Action(
            name = "blockdev-setbsz",
            since = "1.9.3",
            deprecated = true,
            summary = "set the kernel's block size for a device")
    void blockdevSetbsz(@Is(ParamKind.DEVICE) String device, int blocksize) throws IOException;
}
