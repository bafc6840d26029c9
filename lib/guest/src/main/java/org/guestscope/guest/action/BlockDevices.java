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

    @Action(name = "list-devices", since = "0.0.4", returns = Content.DEVICE, summary = "whole disks")
    List<String> listDevices() throws IOException;

    @Action(name = "list-partitions", since = "0.0.4", returns = Content.DEVICE, summary = "partitions of all disks")
    List<String> listPartitions() throws IOException;

    @Action(name = "blockdev-setro", since = "1.9.3", summary = "make the kernel refuse writes to a device")
    void blockdevSetro(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "blockdev-setrw", since = "1.9.3", summary = "let the kernel write to a device")
    void blockdevSetrw(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "blockdev-getro", since = "1.9.3", summary = "whether the kernel refuses writes to a device")
    boolean blockdevGetro(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "blockdev-getss", since = "1.9.3", summary = "logical sector size of a device, in bytes")
    int blockdevGetss(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "blockdev-getbsz", since = "1.9.3", summary = "kernel's block size for a device, in bytes")
    int blockdevGetbsz(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "blockdev-getsz", since = "1.9.3", summary = "size of a device in 512-byte units")
    long blockdevGetsz(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "blockdev-getsize64", since = "1.9.3", summary = "size of a device in bytes")
    long blockdevGetsize64(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "blockdev-flushbufs", since = "1.9.3", summary = "write out and drop the cached blocks of a device")
    void blockdevFlushbufs(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "ping-daemon", since = "1.0.18", summary = "check that the agent answers")
    void pingDaemon() throws IOException;

    @Action(name = "nr-devices", since = "1.19.15", summary = "number of whole disks")
    int nrDevices() throws IOException;

    @Action(
            name = "list-disk-labels",
            since = "1.19.49",
            returns = Content.DEVICE,
            summary = "drive labels and the devices they belong to")
    Map<String, String> listDiskLabels() throws IOException;

    @Action(name = "is-whole-device", since = "1.21.9", summary = "whether a device is a disk and not a part of one")
    boolean isWholeDevice(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "blockdev-setra", since = "1.29.10", summary = "set a device's read-ahead, in 512-byte sectors")
    void blockdevSetra(@Is(ParamKind.DEVICE) String device, int sectors) throws IOException;

    @Action(
            name = "blockdev-setbsz",
            since = "1.9.3",
            deprecated = true,
            summary = "set the kernel's block size for a device")
    void blockdevSetbsz(@Is(ParamKind.DEVICE) String device, int blocksize) throws IOException;
}
