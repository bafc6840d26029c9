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

    /**
     * Makes the kernel read the partition table of the disk {@code device} again. Fails when something of it is in use.
     */
    @Action(name = "blockdev-rereadpt", since = "1.9.3", summary = "have the kernel read a partition table again")
    void blockdevRereadpt(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Returns a line with cylinders, heads and sectors of the disk {@code device}, which no disk has had for decades.
     */
    @Action(name = "sfdisk-kernel-geometry", since = "1.0.26", summary = "disk geometry as the kernel sees it")
    String sfdiskKernelGeometry(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Returns a line with cylinders, heads and sectors of the disk {@code device}, which no disk has had for decades.
     */
    @Action(name = "sfdisk-disk-geometry", since = "1.0.26", summary = "disk geometry as the partition table tells it")
    String sfdiskDiskGeometry(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Writes an empty partition table to the disk {@code device}, losing the partitions that are there. {@code
     * part-add} then adds some.
     *
     * @param parttype {@code gpt}, {@code mbr}, or one of the rare ones {@code aix}, {@code amiga}, {@code bsd}, {@code
     *     dasd}, {@code dvh}, {@code mac}, {@code pc98}, {@code sun}
     */
    @Action(name = "part-init", since = "1.0.78", summary = "write an empty partition table")
    void partInit(@Is(ParamKind.DEVICE) String device, String parttype) throws IOException;

    /**
     * Adds a partition to the disk {@code device}. Positions are in sectors, as {@code blockdev-getss} tells their
     * size; boundaries of 2048 sectors suit every disk.
     *
     * <pre>{@code
     * part-add /dev/sda primary 2048 -2048
     * }</pre>
     *
     * @param prlogex {@code primary}, {@code logical} or {@code extended}; for GPT always {@code primary}
     * @param startsect the first sector; negative counts from the end
     * @param endsect the last sector; negative counts from the end
     */
    @Action(name = "part-add", since = "1.0.78", summary = "add a partition between two sectors")
    void partAdd(@Is(ParamKind.DEVICE) String device, String prlogex, long startsect, long endsect) throws IOException;

    /**
     * Partitions the disk {@code device} as one partition, losing what is there. It begins at sector 128.
     *
     * @param parttype {@code gpt}, {@code mbr} or another one of {@code part-init}
     */
    @Action(name = "part-disk", since = "1.0.78", summary = "partition a whole disk as one partition")
    void partDisk(@Is(ParamKind.DEVICE) String device, String parttype) throws IOException;

    /**
     * Sets or clears the flag by which a BIOS, or with GPT the firmware, finds the partition to start from.
     *
     * @param device the disk
     * @param partnum the partition's number
     * @param bootable true to set it
     */
    @Action(name = "part-set-bootable", since = "1.0.78", summary = "set or clear a partition's boot flag")
    void partSetBootable(@Is(ParamKind.DEVICE) String device, int partnum, boolean bootable) throws IOException;

    /**
     * Names a partition, in tables that have names: GPT and Mac.
     *
     * @param device the disk
     * @param partnum the partition's number
     * @param name its name
     */
    @Action(name = "part-set-name", since = "1.0.78", summary = "set the name of a GPT partition")
    void partSetName(@Is(ParamKind.DEVICE) String device, int partnum, String name) throws IOException;

    /**
     * Returns the partitions of the disk {@code device}, each with its number, its first and last byte, and its size in
     * bytes.
     */
    @Action(name = "part-list", since = "1.0.78", summary = "partitions of a disk with start, end and size in bytes")
    List<Partition> partList(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Returns the kind of the partition table on the disk {@code device}, such as {@code gpt} or {@code msdos}. Fails
     * when there is none.
     */
    @Action(name = "part-get-parttype", since = "1.0.78", summary = "type of a disk's partition table")
    String partGetParttype(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Deletes a partition from the table. Deleting an extended one deletes the logical ones in it.
     *
     * @param device the disk
     * @param partnum the partition's number
     */
    @Action(name = "part-del", since = "1.3.2", summary = "delete a partition")
    void partDel(@Is(ParamKind.DEVICE) String device, int partnum) throws IOException;

    /**
     * Returns true if a partition has the boot flag.
     *
     * @param device the disk
     * @param partnum the partition's number
     */
    @Action(name = "part-get-bootable", since = "1.3.2", summary = "whether a partition's boot flag is set")
    boolean partGetBootable(@Is(ParamKind.DEVICE) String device, int partnum) throws IOException;

    /**
     * Returns the type byte of a partition in an MBR table, in hexadecimal: {@code 0x83} Linux, {@code 0x82} swap,
     * {@code 0x8e} LVM, {@code 0x7} NTFS. In a GPT there are no such bytes; what comes then is the beginning of the type's
     * GUID, which is none of them.
     *
     * @param device the disk
     * @param partnum the partition's number
     */
    @Action(
            name = "part-get-mbr-id",
            since = "1.3.2",
            radix = Radix.HEXADECIMAL,
            summary = "type byte of an MBR partition")
    int partGetMbrId(@Is(ParamKind.DEVICE) String device, int partnum) throws IOException;

    /**
     * Sets the type byte of a partition in an MBR table.
     *
     * <pre>{@code
     * part-set-mbr-id /dev/sda 1 0x8e
     * }</pre>
     *
     * @param device the disk
     * @param partnum the partition's number
     * @param idbyte the type
     */
    @Action(name = "part-set-mbr-id", since = "1.3.2", summary = "set the type byte of an MBR partition")
    void partSetMbrId(@Is(ParamKind.DEVICE) String device, int partnum, int idbyte) throws IOException;

    /** Returns the disk that {@code partition} is on, {@code /dev/sda} of {@code /dev/sda1}. */
    @Action(name = "part-to-dev", since = "1.5.15", returns = Content.DEVICE, summary = "disk that a partition is on")
    String partToDev(@Is(ParamKind.DEVICE) String partition) throws IOException;

    /** Returns the number of {@code partition} on its disk, 1 of {@code /dev/sda1}. */
    @Action(name = "part-to-partnum", since = "1.13.25", summary = "number of a partition on its disk")
    int partToPartnum(@Is(ParamKind.DEVICE) String partition) throws IOException;

    /**
     * Sets the type of a partition in a GPT table.
     *
     * @param device the disk
     * @param partnum the partition's number
     * @param guid the type's GUID, such as {@code C12A7328-F81F-11D2-BA4B-00A0C93EC93B} for an EFI system partition
     */
    @Action(
            name = "part-set-gpt-type",
            since = "1.21.1",
            feature = "gdisk",
            summary = "set the type GUID of a GPT partition")
    void partSetGptType(@Is(ParamKind.DEVICE) String device, int partnum, @Is(ParamKind.GUID) String guid)
            throws IOException;

    /**
     * Returns the GUID that tells the type of a partition in a GPT table.
     *
     * @param device the disk
     * @param partnum the partition's number
     */
    @Action(name = "part-get-gpt-type", since = "1.21.1", feature = "gdisk", summary = "type GUID of a GPT partition")
    String partGetGptType(@Is(ParamKind.DEVICE) String device, int partnum) throws IOException;

    /**
     * Sets the attribute bits of a partition in a GPT table.
     *
     * @param device the disk
     * @param partnum the partition's number
     * @param attributes the bits as a number: 1 needed by the platform, 4 bootable by a BIOS, bits 48 and up by type
     */
    @Action(
            name = "part-set-gpt-attributes",
            since = "1.21.1",
            feature = "gdisk",
            summary = "set the attribute bits of a GPT partition")
    void partSetGptAttributes(@Is(ParamKind.DEVICE) String device, int partnum, long attributes) throws IOException;

    /**
     * Returns the attribute bits of a partition in a GPT table, as a number.
     *
     * @param device the disk
     * @param partnum the partition's number
     */
    @Action(
            name = "part-get-gpt-attributes",
            since = "1.21.1",
            feature = "gdisk",
            summary = "attribute bits of a GPT partition")
    long partGetGptAttributes(@Is(ParamKind.DEVICE) String device, int partnum) throws IOException;

    /**
     * Returns the name of a partition, in tables that have names: GPT and Mac.
     *
     * @param device the disk
     * @param partnum the partition's number
     */
    @Action(name = "part-get-name", since = "1.25.33", summary = "name of a partition")
    String partGetName(@Is(ParamKind.DEVICE) String device, int partnum) throws IOException;

    /**
     * Sets the GUID by which one partition in a GPT table is known.
     *
     * @param device the disk
     * @param partnum the partition's number
     * @param guid the GUID
     */
    @Action(
            name = "part-set-gpt-guid",
            since = "1.29.25",
            feature = "gdisk",
            summary = "set the GUID of a GPT partition")
    void partSetGptGuid(@Is(ParamKind.DEVICE) String device, int partnum, @Is(ParamKind.GUID) String guid)
            throws IOException;

    /**
     * Returns the GUID by which one partition in a GPT table is known.
     *
     * @param device the disk
     * @param partnum the partition's number
     */
    @Action(name = "part-get-gpt-guid", since = "1.29.25", feature = "gdisk", summary = "GUID of a GPT partition")
    String partGetGptGuid(@Is(ParamKind.DEVICE) String device, int partnum) throws IOException;

    /**
     * Returns what a partition in an MBR table is: {@code primary}, {@code extended} or {@code logical}. In other tables
     * all are primary.
     *
     * @param device the disk
     * @param partnum the partition's number
     */
    @Action(
            name = "part-get-mbr-part-type",
            since = "1.29.32",
            summary = "whether an MBR partition is primary, extended or logical")
    String partGetMbrPartType(@Is(ParamKind.DEVICE) String device, int partnum) throws IOException;

    /** Sets the GUID of the GPT disk {@code device} to {@code guid}. */
    @Action(name = "part-set-disk-guid", since = "1.33.2", feature = "gdisk", summary = "set the GUID of a GPT disk")
    void partSetDiskGuid(@Is(ParamKind.DEVICE) String device, @Is(ParamKind.GUID) String guid) throws IOException;

    /** Returns the GUID of the GPT disk {@code device}. */
    @Action(name = "part-get-disk-guid", since = "1.33.2", feature = "gdisk", summary = "GUID of a GPT disk")
    String partGetDiskGuid(@Is(ParamKind.DEVICE) String device) throws IOException;

    /** Gives the GPT disk {@code device} a new random GUID, after copying a disk. Its partitions keep theirs. */
    @Action(
            name = "part-set-disk-guid-random",
            since = "1.33.2",
            feature = "gdisk",
            summary = "give a GPT disk a new random GUID")
    void partSetDiskGuidRandom(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Moves the second copy of a GPT table to the end of the disk {@code device}, which is needed after the disk grew.
     * Then {@code part-resize} can use the space.
     */
    @Action(
            name = "part-expand-gpt",
            since = "1.33.2",
            feature = "gdisk",
            summary = "move the second GPT header to the end of a disk that grew")
    void partExpandGpt(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Moves the end of a partition. What is in it is not touched: shrink a filesystem before, grow it after.
     *
     * @param device the disk
     * @param partnum the partition's number
     * @param endsect the new last sector; negative counts from the end
     */
    @Action(name = "part-resize", since = "1.37.20", summary = "move the end of a partition")
    void partResize(@Is(ParamKind.DEVICE) String device, int partnum, long endsect) throws IOException;

    /**
     * Partitions the disk {@code device} as sfdisk's input lines say, losing what is there.
     *
     * @param cyls cylinders, without effect
     * @param heads heads, without effect
     * @param sectors sectors, without effect
     * @param lines the lines, as sfdisk(8) explains them
     */
    @Action(
            name = "sfdisk",
            since = "0.0.8",
            deprecated = true,
            deprecatedBy = "part-add",
            summary = "partition a disk with sfdisk's input lines")
    void sfdisk(@Is(ParamKind.DEVICE) String device, int cyls, int heads, int sectors, List<String> lines)
            throws IOException;

    /**
     * Changes one partition of the disk {@code device} as an input line of sfdisk says.
     *
     * @param partnum the partition's number
     * @param cyls cylinders, without effect
     * @param heads heads, without effect
     * @param sectors sectors, without effect
     * @param line the line, as sfdisk(8) explains it
     */
    @Action(
            name = "sfdisk-N",
            since = "1.0.26",
            deprecated = true,
            deprecatedBy = "part-add",
            summary = "change one partition with an sfdisk input line")
    void sfdiskN(@Is(ParamKind.DEVICE) String device, int partnum, int cyls, int heads, int sectors, String line)
            throws IOException;

    /** Returns what {@code sfdisk -l} reports on the disk {@code device}. It is made for people. */
    @Action(
            name = "sfdisk-l",
            since = "1.0.26",
            deprecated = true,
            deprecatedBy = "part-list",
            returns = Content.DEVICE,
            summary = "sfdisk's report on a disk")
    String sfdiskL(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Partitions the disk {@code device} as sfdisk's input lines say, losing what is there; numbers without a unit are
     * MiB.
     *
     * @param lines the lines, as sfdisk(8) explains them
     */
    @Action(
            name = "sfdiskM",
            since = "1.0.55",
            deprecated = true,
            deprecatedBy = "part-add",
            summary = "partition a disk with sfdisk's input lines, sizes in MiB")
    void sfdiskM(@Is(ParamKind.DEVICE) String device, List<String> lines) throws IOException;
}
