package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Content;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.ParamKind;

/** Finds the volumes of Windows dynamic disks. */
@Family(title = "Windows dynamic disks")
public interface Ldm {

    /** Returns the devices of the volumes of Windows dynamic disks, after {@code ldmtool-create-all}. */
    @Action(
            name = "list-ldm-volumes",
            since = "1.20.0",
            feature = "ldm",
            returns = Content.DEVICE,
            summary = "Windows dynamic disk volumes")
    List<String> listLdmVolumes() throws IOException;

    /** Returns the devices of partitions of Windows dynamic disks, after {@code ldmtool-create-all}. */
    @Action(
            name = "list-ldm-partitions",
            since = "1.20.0",
            feature = "ldm",
            returns = Content.DEVICE,
            summary = "Windows dynamic disk partitions")
    List<String> listLdmPartitions() throws IOException;

    /** Looks at all disks for Windows dynamic disks and makes devices for their volumes. */
    @Action(
            name = "ldmtool-create-all",
            since = "1.20.0",
            feature = "ldm",
            summary = "make devices for all Windows dynamic disk volumes")
    void ldmtoolCreateAll() throws IOException;

    /** Takes the devices of all Windows dynamic volumes away; their data stays. */
    @Action(
            name = "ldmtool-remove-all",
            since = "1.20.0",
            feature = "ldm",
            summary = "remove the devices of all Windows dynamic disk volumes")
    void ldmtoolRemoveAll() throws IOException;

    /** Returns the GUIDs of the groups of Windows dynamic disks found on all disks. */
    @Action(
            name = "ldmtool-scan",
            since = "1.20.0",
            feature = "ldm",
            summary = "GUIDs of the Windows dynamic disk groups on all disks")
    List<String> ldmtoolScan() throws IOException;

    /** Returns the GUIDs of the groups of Windows dynamic disks found on {@code devices}. */
    @Action(
            name = "ldmtool-scan-devices",
            since = "1.20.0",
            feature = "ldm",
            summary = "GUIDs of the Windows dynamic disk groups on some devices")
    List<String> ldmtoolScanDevices(@Is(ParamKind.DEVICE_LIST) List<String> devices) throws IOException;

    /**
     * Returns the name of a group of Windows dynamic disks.
     *
     * @param diskgroup the group's GUID
     */
    @Action(
            name = "ldmtool-diskgroup-name",
            since = "1.20.0",
            feature = "ldm",
            summary = "name of a Windows dynamic disk group")
    String ldmtoolDiskgroupName(String diskgroup) throws IOException;

    /**
     * Returns the names of the volumes of a group of Windows dynamic disks.
     *
     * @param diskgroup the group's GUID
     */
    @Action(
            name = "ldmtool-diskgroup-volumes",
            since = "1.20.0",
            feature = "ldm",
            summary = "volumes of a Windows dynamic disk group")
    List<String> ldmtoolDiskgroupVolumes(String diskgroup) throws IOException;

    /**
     * Returns the devices of the disks of a group of Windows dynamic disks, as far as they are there.
     *
     * @param diskgroup the group's GUID
     */
    @Action(
            name = "ldmtool-diskgroup-disks",
            since = "1.20.0",
            feature = "ldm",
            returns = Content.DEVICE,
            summary = "disks of a Windows dynamic disk group")
    List<String> ldmtoolDiskgroupDisks(String diskgroup) throws IOException;

    /**
     * Returns how a volume is laid out: {@code simple}, {@code spanned}, {@code striped}, {@code mirrored} or {@code
     * raid5}.
     *
     * @param diskgroup the group's GUID
     * @param volume the volume's name
     */
    @Action(
            name = "ldmtool-volume-type",
            since = "1.20.0",
            feature = "ldm",
            summary = "layout of a Windows dynamic disk volume")
    String ldmtoolVolumeType(String diskgroup, String volume) throws IOException;

    /**
     * Returns the drive letter that Windows had for a volume; an empty text when it had none.
     *
     * @param diskgroup the group's GUID
     * @param volume the volume's name
     */
    @Action(
            name = "ldmtool-volume-hint",
            since = "1.20.0",
            feature = "ldm",
            summary = "drive letter hint of a Windows dynamic disk volume")
    String ldmtoolVolumeHint(String diskgroup, String volume) throws IOException;

    /**
     * Returns the devices of the partitions that a volume is made of.
     *
     * @param diskgroup the group's GUID
     * @param volume the volume's name
     */
    @Action(
            name = "ldmtool-volume-partitions",
            since = "1.20.0",
            feature = "ldm",
            returns = Content.DEVICE,
            summary = "partitions a Windows dynamic disk volume is made of")
    List<String> ldmtoolVolumePartitions(String diskgroup, String volume) throws IOException;
}
