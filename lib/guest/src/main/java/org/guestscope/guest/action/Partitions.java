package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Content;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.catalogue.Radix;
import org.guestscope.guest.struct.Partition;

/** Reads and changes partition tables. */
@Family(title = "partitions")
public interface Partitions {

    @Action(name = "blockdev-rereadpt", since = "1.9.3", summary = "have the kernel read a partition table again")
    void blockdevRereadpt(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "sfdisk-kernel-geometry", since = "1.0.26", summary = "disk geometry as the kernel sees it")
    String sfdiskKernelGeometry(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "sfdisk-disk-geometry", since = "1.0.26", summary = "disk geometry as the partition table tells it")
    String sfdiskDiskGeometry(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "part-init", since = "1.0.78", summary = "write an empty partition table")
    void partInit(@Is(ParamKind.DEVICE) String device, String parttype) throws IOException;

    @Action(name = "part-add", since = "1.0.78", summary = "add a partition between two sectors")
    void partAdd(@Is(ParamKind.DEVICE) String device, String prlogex, long startsect, long endsect) throws IOException;

    @Action(name = "part-disk", since = "1.0.78", summary = "partition a whole disk as one partition")
    void partDisk(@Is(ParamKind.DEVICE) String device, String parttype) throws IOException;

    @Action(name = "part-set-bootable", since = "1.0.78", summary = "set or clear a partition's boot flag")
    void partSetBootable(@Is(ParamKind.DEVICE) String device, int partnum, boolean bootable) throws IOException;

    @Action(name = "part-set-name", since = "1.0.78", summary = "set the name of a GPT partition")
    void partSetName(@Is(ParamKind.DEVICE) String device, int partnum, String name) throws IOException;

    @Action(name = "part-list", since = "1.0.78", summary = "partitions of a disk with start, end and size in bytes")
    List<Partition> partList(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "part-get-parttype", since = "1.0.78", summary = "type of a disk's partition table")
    String partGetParttype(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "part-del", since = "1.3.2", summary = "delete a partition")
    void partDel(@Is(ParamKind.DEVICE) String device, int partnum) throws IOException;

    @Action(name = "part-get-bootable", since = "1.3.2", summary = "whether a partition's boot flag is set")
    boolean partGetBootable(@Is(ParamKind.DEVICE) String device, int partnum) throws IOException;

    @Action(
            name = "part-get-mbr-id",
            since = "1.3.2",
            radix = Radix.HEXADECIMAL,
            summary = "type byte of an MBR partition")
    int partGetMbrId(@Is(ParamKind.DEVICE) String device, int partnum) throws IOException;

    @Action(name = "part-set-mbr-id", since = "1.3.2", summary = "set the type byte of an MBR partition")
    void partSetMbrId(@Is(ParamKind.DEVICE) String device, int partnum, int idbyte) throws IOException;

    @Action(name = "part-to-dev", since = "1.5.15", returns = Content.DEVICE, summary = "disk that a partition is on")
    String partToDev(@Is(ParamKind.DEVICE) String partition) throws IOException;

    @Action(name = "part-to-partnum", since = "1.13.25", summary = "number of a partition on its disk")
    int partToPartnum(@Is(ParamKind.DEVICE) String partition) throws IOException;

    @Action(
            name = "part-set-gpt-type",
            since = "1.21.1",
            feature = "gdisk",
            summary = "set the type GUID of a GPT partition")
    void partSetGptType(@Is(ParamKind.DEVICE) String device, int partnum, @Is(ParamKind.GUID) String guid)
            throws IOException;

    @Action(name = "part-get-gpt-type", since = "1.21.1", feature = "gdisk", summary = "type GUID of a GPT partition")
    String partGetGptType(@Is(ParamKind.DEVICE) String device, int partnum) throws IOException;

    @Action(
            name = "part-set-gpt-attributes",
            since = "1.21.1",
            feature = "gdisk",
            summary = "set the attribute bits of a GPT partition")
    void partSetGptAttributes(@Is(ParamKind.DEVICE) String device, int partnum, long attributes) throws IOException;

    @Action(
            name = "part-get-gpt-attributes",
            since = "1.21.1",
            feature = "gdisk",
            summary = "attribute bits of a GPT partition")
    long partGetGptAttributes(@Is(ParamKind.DEVICE) String device, int partnum) throws IOException;

    @Action(name = "part-get-name", since = "1.25.33", summary = "name of a partition")
    String partGetName(@Is(ParamKind.DEVICE) String device, int partnum) throws IOException;

    @Action(
            name = "part-set-gpt-guid",
            since = "1.29.25",
            feature = "gdisk",
            summary = "set the GUID of a GPT partition")
    void partSetGptGuid(@Is(ParamKind.DEVICE) String device, int partnum, @Is(ParamKind.GUID) String guid)
            throws IOException;

    @Action(name = "part-get-gpt-guid", since = "1.29.25", feature = "gdisk", summary = "GUID of a GPT partition")
    String partGetGptGuid(@Is(ParamKind.DEVICE) String device, int partnum) throws IOException;

    @Action(
            name = "part-get-mbr-part-type",
            since = "1.29.32",
            summary = "whether an MBR partition is primary, extended or logical")
    String partGetMbrPartType(@Is(ParamKind.DEVICE) String device, int partnum) throws IOException;

    @Action(name = "part-set-disk-guid", since = "1.33.2", feature = "gdisk", summary = "set the GUID of a GPT disk")
    void partSetDiskGuid(@Is(ParamKind.DEVICE) String device, @Is(ParamKind.GUID) String guid) throws IOException;

    @Action(name = "part-get-disk-guid", since = "1.33.2", feature = "gdisk", summary = "GUID of a GPT disk")
    String partGetDiskGuid(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "part-set-disk-guid-random",
            since = "1.33.2",
            feature = "gdisk",
            summary = "give a GPT disk a new random GUID")
    void partSetDiskGuidRandom(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "part-expand-gpt",
            since = "1.33.2",
            feature = "gdisk",
            summary = "move the second GPT header to the end of a disk that grew")
    void partExpandGpt(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "part-resize", since = "1.37.20", summary = "move the end of a partition")
    void partResize(@Is(ParamKind.DEVICE) String device, int partnum, long endsect) throws IOException;

    @Action(
            name = "sfdisk",
            since = "0.0.8",
            deprecated = true,
            deprecatedBy = "part-add",
            summary = "partition a disk with sfdisk's input lines")
    void sfdisk(@Is(ParamKind.DEVICE) String device, int cyls, int heads, int sectors, List<String> lines)
            throws IOException;

    @Action(
            name = "sfdisk-N",
            since = "1.0.26",
            deprecated = true,
            deprecatedBy = "part-add",
            summary = "change one partition with an sfdisk input line")
    void sfdiskN(@Is(ParamKind.DEVICE) String device, int partnum, int cyls, int heads, int sectors, String line)
            throws IOException;

    @Action(
            name = "sfdisk-l",
            since = "1.0.26",
            deprecated = true,
            deprecatedBy = "part-list",
            returns = Content.DEVICE,
            summary = "sfdisk's report on a disk")
    String sfdiskL(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "sfdiskM",
            since = "1.0.55",
            deprecated = true,
            deprecatedBy = "part-add",
            summary = "partition a disk with sfdisk's input lines, sizes in MiB")
    void sfdiskM(@Is(ParamKind.DEVICE) String device, List<String> lines) throws IOException;
}
