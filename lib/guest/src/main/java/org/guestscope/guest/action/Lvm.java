package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Content;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.struct.LogicalVolume;
import org.guestscope.guest.struct.PhysicalVolume;
import org.guestscope.guest.struct.VolumeGroup;

/** Lists and changes LVM volumes. */
@Family(title = "LVM")
public interface Lvm {

    @Action(name = "pvs", since = "0.0.4", feature = "lvm2", returns = Content.DEVICE, summary = "LVM physical volumes")
    List<String> pvs() throws IOException;

    @Action(name = "vgs", since = "0.0.4", feature = "lvm2", summary = "LVM volume groups")
    List<String> vgs() throws IOException;

    @Action(name = "lvs", since = "0.0.4", feature = "lvm2", returns = Content.DEVICE, summary = "LVM logical volumes")
    List<String> lvs() throws IOException;

    @Action(
            name = "pvs-full",
            since = "0.0.4",
            feature = "lvm2",
            summary = "LVM physical volumes with all their details")
    List<PhysicalVolume> pvsFull() throws IOException;

    @Action(name = "vgs-full", since = "0.0.4", feature = "lvm2", summary = "LVM volume groups with all their details")
    List<VolumeGroup> vgsFull() throws IOException;

    @Action(
            name = "lvs-full",
            since = "0.0.4",
            feature = "lvm2",
            summary = "LVM logical volumes with all their details")
    List<LogicalVolume> lvsFull() throws IOException;

    @Action(name = "pvcreate", since = "0.0.8", feature = "lvm2", summary = "make a device an LVM physical volume")
    void pvcreate(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "vgcreate",
            since = "0.0.8",
            feature = "lvm2",
            summary = "make an LVM volume group of physical volumes")
    void vgcreate(String volgroup, @Is(ParamKind.DEVICE_LIST) List<String> physvols) throws IOException;

    @Action(
            name = "lvcreate",
            since = "0.0.8",
            feature = "lvm2",
            summary = "make an LVM logical volume of a size in MiB")
    void lvcreate(String logvol, String volgroup, int mbytes) throws IOException;

    @Action(
            name = "lvm-remove-all",
            since = "0.0.8",
            feature = "lvm2",
            summary = "delete every LVM volume, group and physical volume")
    void lvmRemoveAll() throws IOException;

    @Action(
            name = "lvremove",
            since = "1.0.13",
            feature = "lvm2",
            summary = "delete an LVM logical volume, or all of a group")
    void lvremove(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "vgremove", since = "1.0.13", feature = "lvm2", summary = "delete an LVM volume group")
    void vgremove(String vgname) throws IOException;

    @Action(name = "pvremove", since = "1.0.13", feature = "lvm2", summary = "take the LVM label off a device")
    void pvremove(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "pvresize", since = "1.0.26", feature = "lvm2", summary = "fit an LVM physical volume to its device")
    void pvresize(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "vg-activate-all",
            since = "1.0.26",
            feature = "lvm2",
            summary = "activate or deactivate all volume groups")
    void vgActivateAll(boolean activate) throws IOException;

    @Action(
            name = "vg-activate",
            since = "1.0.26",
            feature = "lvm2",
            summary = "activate or deactivate some volume groups")
    void vgActivate(boolean activate, List<String> volgroups) throws IOException;

    @Action(
            name = "lvresize",
            since = "1.0.27",
            feature = "lvm2",
            summary = "set the size of an LVM logical volume in MiB")
    void lvresize(@Is(ParamKind.DEVICE) String device, int mbytes) throws IOException;

    @Action(name = "lvrename", since = "1.0.83", summary = "rename an LVM logical volume")
    void lvrename(String logvol, String newlogvol) throws IOException;

    @Action(name = "vgrename", since = "1.0.83", summary = "rename an LVM volume group")
    void vgrename(String volgroup, String newvolgroup) throws IOException;

    @Action(name = "pvuuid", since = "1.0.87", summary = "UUID of an LVM physical volume")
    String pvuuid(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "vguuid", since = "1.0.87", summary = "UUID of an LVM volume group")
    String vguuid(String vgname) throws IOException;

    @Action(name = "lvuuid", since = "1.0.87", summary = "UUID of an LVM logical volume")
    String lvuuid(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "vgpvuuids", since = "1.0.87", summary = "UUIDs of the physical volumes of a volume group")
    List<String> vgpvuuids(String vgname) throws IOException;

    @Action(name = "vglvuuids", since = "1.0.87", summary = "UUIDs of the logical volumes of a volume group")
    List<String> vglvuuids(String vgname) throws IOException;

    @Action(
            name = "lvresize-free",
            since = "1.3.3",
            feature = "lvm2",
            summary = "let a logical volume grow into a share of the free space")
    void lvresizeFree(@Is(ParamKind.DEVICE) String lv, int percent) throws IOException;

    @Action(
            name = "pvresize-size",
            since = "1.3.14",
            feature = "lvm2",
            summary = "set the size of an LVM physical volume in bytes")
    void pvresizeSize(@Is(ParamKind.DEVICE) String device, long size) throws IOException;

    @Action(name = "lvm-set-filter", since = "1.5.1", feature = "lvm2", summary = "let LVM see some devices only")
    void lvmSetFilter(@Is(ParamKind.DEVICE_LIST) List<String> devices) throws IOException;

    @Action(name = "lvm-clear-filter", since = "1.5.1", summary = "let LVM see every device again")
    void lvmClearFilter() throws IOException;

    @Action(name = "is-lv", since = "1.5.3", summary = "whether a device is an LVM logical volume")
    boolean isLv(@Is(ParamKind.MOUNTABLE) String mountable) throws IOException;

    @Action(
            name = "lvm-canonical-lv-name",
            since = "1.5.24",
            returns = Content.DEVICE,
            summary = "usual name of a logical volume given by a device-mapper name")
    String lvmCanonicalLvName(String lvname) throws IOException;

    @Action(
            name = "list-dm-devices",
            since = "1.11.15",
            returns = Content.DEVICE,
            summary = "device-mapper devices that are not LVM's")
    List<String> listDmDevices() throws IOException;

    @Action(
            name = "lvcreate-free",
            since = "1.17.18",
            feature = "lvm2",
            summary = "make a logical volume from a share of the free space")
    void lvcreateFree(String logvol, String volgroup, int percent) throws IOException;

    @Action(name = "vgmeta", since = "1.17.20", feature = "lvm2", summary = "LVM metadata text of a volume group")
    byte[] vgmeta(String vgname) throws IOException;

    @Action(
            name = "pvchange-uuid",
            since = "1.19.26",
            feature = "lvm2",
            summary = "give a physical volume a new random UUID")
    void pvchangeUuid(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "pvchange-uuid-all",
            since = "1.19.26",
            feature = "lvm2",
            summary = "give all physical volumes new random UUIDs")
    void pvchangeUuidAll() throws IOException;

    @Action(
            name = "vgchange-uuid",
            since = "1.19.26",
            feature = "lvm2",
            summary = "give a volume group a new random UUID")
    void vgchangeUuid(String vg) throws IOException;

    @Action(
            name = "vgchange-uuid-all",
            since = "1.19.26",
            feature = "lvm2",
            summary = "give all volume groups new random UUIDs")
    void vgchangeUuidAll() throws IOException;

    @Action(name = "lvm-scan", since = "1.39.8", summary = "look for LVM volumes, activating them if asked")
    void lvmScan(boolean activate) throws IOException;

    @Action(
            name = "vgscan",
            since = "1.3.2",
            deprecated = true,
            deprecatedBy = "lvm-scan",
            summary = "look for LVM volumes again")
    void vgscan() throws IOException;
}
