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

    @Action(
            name = "list-ldm-volumes",
            since = "1.20.0",
            feature = "ldm",
            returns = Content.DEVICE,
            summary = "Windows dynamic disk volumes")
    List<String> listLdmVolumes() throws IOException;

    @Action(
            name = "list-ldm-partitions",
            since = "1.20.0",
            feature = "ldm",
            returns = Content.DEVICE,
            summary = "Windows dynamic disk partitions")
    List<String> listLdmPartitions() throws IOException;

    @Action(
            name = "ldmtool-create-all",
            since = "1.20.0",
            feature = "ldm",
            summary = "make devices for all Windows dynamic disk volumes")
    void ldmtoolCreateAll() throws IOException;

    @Action(
            name = "ldmtool-remove-all",
            since = "1.20.0",
            feature = "ldm",
            summary = "remove the devices of all Windows dynamic disk volumes")
    void ldmtoolRemoveAll() throws IOException;

    @Action(
            name = "ldmtool-scan",
            since = "1.20.0",
            feature = "ldm",
            summary = "GUIDs of the Windows dynamic disk groups on all disks")
    List<String> ldmtoolScan() throws IOException;

    @Action(
            name = "ldmtool-scan-devices",
            since = "1.20.0",
            feature = "ldm",
            summary = "GUIDs of the Windows dynamic disk groups on some devices")
    List<String> ldmtoolScanDevices(@Is(ParamKind.DEVICE_LIST) List<String> devices) throws IOException;

    @Action(
            name = "ldmtool-diskgroup-name",
            since = "1.20.0",
            feature = "ldm",
            summary = "name of a Windows dynamic disk group")
    String ldmtoolDiskgroupName(String diskgroup) throws IOException;

    @Action(
            name = "ldmtool-diskgroup-volumes",
            since = "1.20.0",
            feature = "ldm",
            summary = "volumes of a Windows dynamic disk group")
    List<String> ldmtoolDiskgroupVolumes(String diskgroup) throws IOException;

    @Action(
            name = "ldmtool-diskgroup-disks",
            since = "1.20.0",
            feature = "ldm",
            returns = Content.DEVICE,
            summary = "disks of a Windows dynamic disk group")
    List<String> ldmtoolDiskgroupDisks(String diskgroup) throws IOException;

    @Action(
            name = "ldmtool-volume-type",
            since = "1.20.0",
            feature = "ldm",
            summary = "layout of a Windows dynamic disk volume")
    String ldmtoolVolumeType(String diskgroup, String volume) throws IOException;

    @Action(
            name = "ldmtool-volume-hint",
            since = "1.20.0",
            feature = "ldm",
            summary = "drive letter hint of a Windows dynamic disk volume")
    String ldmtoolVolumeHint(String diskgroup, String volume) throws IOException;

    @Action(
            name = "ldmtool-volume-partitions",
            since = "1.20.0",
            feature = "ldm",
            returns = Content.DEVICE,
            summary = "partitions a Windows dynamic disk volume is made of")
    List<String> ldmtoolVolumePartitions(String diskgroup, String volume) throws IOException;
}
