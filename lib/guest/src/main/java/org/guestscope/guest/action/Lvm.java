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

    /** Returns the devices that are physical volumes of LVM, sorted. */
    @Action(name = "pvs", since = "0.0.4", feature = "lvm2", returns = Content.DEVICE, summary = "LVM physical volumes")
    List<String> pvs() throws IOException;

    /** Returns the names of the volume groups, sorted. */
    @Action(name = "vgs", since = "0.0.4", feature = "lvm2", summary = "LVM volume groups")
    List<String> vgs() throws IOException;

    /**
     * Returns the logical volumes as {@code /dev/VG/LV}, sorted; hidden parts of others and volumes that are not to be
     * activated are left out.
     */
    @Action(name = "lvs", since = "0.0.4", feature = "lvm2", returns = Content.DEVICE, summary = "LVM logical volumes")
    List<String> lvs() throws IOException;

    /** Returns all that pvs(8) tells about each physical volume; sizes are in bytes. */
    @Action(
            name = "pvs-full",
            since = "0.0.4",
            feature = "lvm2",
            summary = "LVM physical volumes with all their details")
    List<PhysicalVolume> pvsFull() throws IOException;

    /** Returns all that vgs(8) tells about each volume group; sizes are in bytes. */
    @Action(name = "vgs-full", since = "0.0.4", feature = "lvm2", summary = "LVM volume groups with all their details")
    List<VolumeGroup> vgsFull() throws IOException;

    /** Returns all that lvs(8) tells about each logical volume; sizes are in bytes. */
    @Action(
            name = "lvs-full",
            since = "0.0.4",
            feature = "lvm2",
            summary = "LVM logical volumes with all their details")
    List<LogicalVolume> lvsFull() throws IOException;

    /** Makes {@code device} a physical volume, losing what is there. Partitions are the usual choice. */
    @Action(name = "pvcreate", since = "0.0.8", feature = "lvm2", summary = "make a device an LVM physical volume")
    void pvcreate(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Makes a volume group.
     *
     * <pre>{@code
     * vgcreate data "/dev/sda1 /dev/sdb1"
     * }</pre>
     *
     * @param volgroup its name
     * @param physvols the physical volumes it is made of
     */
    @Action(
            name = "vgcreate",
            since = "0.0.8",
            feature = "lvm2",
            summary = "make an LVM volume group of physical volumes")
    void vgcreate(String volgroup, @Is(ParamKind.DEVICE_LIST) List<String> physvols) throws IOException;

    /**
     * Makes a logical volume; its device is {@code /dev/VOLGROUP/LOGVOL}.
     *
     * @param logvol its name
     * @param volgroup the volume group that gives the space
     * @param mbytes its size in MiB, rounded up to whole extents
     */
    @Action(
            name = "lvcreate",
            since = "0.0.8",
            feature = "lvm2",
            summary = "make an LVM logical volume of a size in MiB")
    void lvcreate(String logvol, String volgroup, int mbytes) throws IOException;

    /** Deletes all logical volumes, volume groups and physical volumes on all disks. Their data is lost. */
    @Action(
            name = "lvm-remove-all",
            since = "0.0.8",
            feature = "lvm2",
            summary = "delete every LVM volume, group and physical volume")
    void lvmRemoveAll() throws IOException;

    /**
     * Deletes logical volumes. Their data is lost.
     *
     * @param device the volume as {@code /dev/VG/LV}, or {@code /dev/VG} for all of a group
     */
    @Action(
            name = "lvremove",
            since = "1.0.13",
            feature = "lvm2",
            summary = "delete an LVM logical volume, or all of a group")
    void lvremove(@Is(ParamKind.DEVICE) String device) throws IOException;

    /** Deletes the volume group {@code vgname} with all its logical volumes. Their data is lost. */
    @Action(name = "vgremove", since = "1.0.13", feature = "lvm2", summary = "delete an LVM volume group")
    void vgremove(String vgname) throws IOException;

    /** Takes the label of a physical volume off {@code device}, so that LVM no longer knows it. */
    @Action(name = "pvremove", since = "1.0.13", feature = "lvm2", summary = "take the LVM label off a device")
    void pvremove(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Makes the physical volume on {@code device} as large as the device, usually after the disk or the partition grew.
     */
    @Action(name = "pvresize", since = "1.0.26", feature = "lvm2", summary = "fit an LVM physical volume to its device")
    void pvresize(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Makes the devices of all logical volumes appear or disappear.
     *
     * @param activate true for appear
     */
    @Action(
            name = "vg-activate-all",
            since = "1.0.26",
            feature = "lvm2",
            summary = "activate or deactivate all volume groups")
    void vgActivateAll(boolean activate) throws IOException;

    /**
     * Makes the devices of the logical volumes of some groups appear or disappear.
     *
     * @param activate true for appear
     * @param volgroups the groups; an empty list means all
     */
    @Action(
            name = "vg-activate",
            since = "1.0.26",
            feature = "lvm2",
            summary = "activate or deactivate some volume groups")
    void vgActivate(boolean activate, List<String> volgroups) throws IOException;

    /**
     * Changes the size of a logical volume. A filesystem on it has to be shrunk before, or grown after.
     *
     * @param device the volume as {@code /dev/VG/LV}
     * @param mbytes the new size in MiB, rounded up to whole extents
     */
    @Action(
            name = "lvresize",
            since = "1.0.27",
            feature = "lvm2",
            summary = "set the size of an LVM logical volume in MiB")
    void lvresize(@Is(ParamKind.DEVICE) String device, int mbytes) throws IOException;

    /**
     * Renames a logical volume.
     *
     * @param logvol the volume as {@code /dev/VG/LV}
     * @param newlogvol its new name, {@code /dev/VG/NEW}
     */
    @Action(name = "lvrename", since = "1.0.83", summary = "rename an LVM logical volume")
    void lvrename(String logvol, String newlogvol) throws IOException;

    /**
     * Renames the volume group {@code volgroup} to {@code newvolgroup}. A guest that boots from it has to be told.
     */
    @Action(name = "vgrename", since = "1.0.83", summary = "rename an LVM volume group")
    void vgrename(String volgroup, String newvolgroup) throws IOException;

    /** Returns the UUID of the physical volume on {@code device}, with dashes. */
    @Action(name = "pvuuid", since = "1.0.87", summary = "UUID of an LVM physical volume")
    String pvuuid(@Is(ParamKind.DEVICE) String device) throws IOException;

    /** Returns the UUID of the volume group {@code vgname}, with dashes. */
    @Action(name = "vguuid", since = "1.0.87", summary = "UUID of an LVM volume group")
    String vguuid(String vgname) throws IOException;

    /** Returns the UUID of the logical volume {@code device}, with dashes. */
    @Action(name = "lvuuid", since = "1.0.87", summary = "UUID of an LVM logical volume")
    String lvuuid(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Returns the UUIDs of the physical volumes of the volume group {@code vgname}, for which {@code pvs-full} tells
     * the devices.
     */
    @Action(name = "vgpvuuids", since = "1.0.87", summary = "UUIDs of the physical volumes of a volume group")
    List<String> vgpvuuids(String vgname) throws IOException;

    /**
     * Returns the UUIDs of the logical volumes of the volume group {@code vgname}, for which {@code lvs-full} tells the
     * names.
     */
    @Action(name = "vglvuuids", since = "1.0.87", summary = "UUIDs of the logical volumes of a volume group")
    List<String> vglvuuids(String vgname) throws IOException;

    /**
     * Makes a logical volume larger by a share of the space that its group has left.
     *
     * <pre>{@code
     * lvresize-free /dev/data/home 100
     * }</pre>
     *
     * @param lv the volume as {@code /dev/VG/LV}
     * @param percent the share, 0 to 100
     */
    @Action(
            name = "lvresize-free",
            since = "1.3.3",
            feature = "lvm2",
            summary = "let a logical volume grow into a share of the free space")
    void lvresizeFree(@Is(ParamKind.DEVICE) String lv, int percent) throws IOException;

    /**
     * Makes the physical volume on {@code device} smaller or larger. Shrinking fails when the space is in use.
     *
     * @param size the new size in bytes
     */
    @Action(
            name = "pvresize-size",
            since = "1.3.14",
            feature = "lvm2",
            summary = "set the size of an LVM physical volume in bytes")
    void pvresizeSize(@Is(ParamKind.DEVICE) String device, long size) throws IOException;

    /**
     * Lets LVM see only {@code devices}, as if other disks were not there: useful when two disks are copies of each
     * other. Nothing of LVM may be mounted.
     */
    @Action(name = "lvm-set-filter", since = "1.5.1", feature = "lvm2", summary = "let LVM see some devices only")
    void lvmSetFilter(@Is(ParamKind.DEVICE_LIST) List<String> devices) throws IOException;

    /** Ends what {@code lvm-set-filter} began: LVM sees every device again. */
    @Action(name = "lvm-clear-filter", since = "1.5.1", summary = "let LVM see every device again")
    void lvmClearFilter() throws IOException;

    /** Returns true if {@code mountable} is a logical volume under any of its names. */
    @Action(name = "is-lv", since = "1.5.3", summary = "whether a device is an LVM logical volume")
    boolean isLv(@Is(ParamKind.MOUNTABLE) String mountable) throws IOException;

    /**
     * Returns the name {@code /dev/VG/LV} of a logical volume. Fails when it is none.
     *
     * @param lvname another name of it, such as {@code /dev/mapper/VG-LV}
     */
    @Action(
            name = "lvm-canonical-lv-name",
            since = "1.5.24",
            returns = Content.DEVICE,
            summary = "usual name of a logical volume given by a device-mapper name")
    String lvmCanonicalLvName(String lvname) throws IOException;

    /**
     * Returns the devices of the device mapper that are not logical volumes, such as unlocked encrypted devices, as
     * {@code /dev/mapper/NAME}.
     */
    @Action(
            name = "list-dm-devices",
            since = "1.11.15",
            returns = Content.DEVICE,
            summary = "device-mapper devices that are not LVM's")
    List<String> listDmDevices() throws IOException;

    /**
     * Makes a logical volume that takes a share of the space that its group has left.
     *
     * <pre>{@code
     * lvcreate-free home data 100
     * }</pre>
     *
     * @param logvol its name
     * @param volgroup the volume group that gives the space
     * @param percent the share, 0 to 100
     */
    @Action(
            name = "lvcreate-free",
            since = "1.17.18",
            feature = "lvm2",
            summary = "make a logical volume from a share of the free space")
    void lvcreateFree(String logvol, String volgroup, int percent) throws IOException;

    /** Returns the description of the volume group {@code vgname} as text, in the form of LVM's backups. */
    @Action(name = "vgmeta", since = "1.17.20", feature = "lvm2", summary = "LVM metadata text of a volume group")
    byte[] vgmeta(String vgname) throws IOException;

    /**
     * Gives the physical volume on {@code device} a new random UUID, after copying a disk. Its group must not be
     * active.
     */
    @Action(
            name = "pvchange-uuid",
            since = "1.19.26",
            feature = "lvm2",
            summary = "give a physical volume a new random UUID")
    void pvchangeUuid(@Is(ParamKind.DEVICE) String device) throws IOException;

    /** Gives all physical volumes new random UUIDs. Their groups must not be active. */
    @Action(
            name = "pvchange-uuid-all",
            since = "1.19.26",
            feature = "lvm2",
            summary = "give all physical volumes new random UUIDs")
    void pvchangeUuidAll() throws IOException;

    /**
     * Gives the volume group {@code vg} a new random UUID. It must not be active: {@code vg-activate false VG} first.
     */
    @Action(
            name = "vgchange-uuid",
            since = "1.19.26",
            feature = "lvm2",
            summary = "give a volume group a new random UUID")
    void vgchangeUuid(String vg) throws IOException;

    /** Gives all volume groups new random UUIDs. They must not be active. */
    @Action(
            name = "vgchange-uuid-all",
            since = "1.19.26",
            feature = "lvm2",
            summary = "give all volume groups new random UUIDs")
    void vgchangeUuidAll() throws IOException;

    /**
     * Looks at all devices for volumes again, for example after {@code cryptsetup-open}.
     *
     * @param activate whether the devices of what is found appear
     */
    @Action(name = "lvm-scan", since = "1.39.8", summary = "look for LVM volumes, activating them if asked")
    void lvmScan(boolean activate) throws IOException;

    /** Looks at all devices for volumes again, without activating any. */
    @Action(
            name = "vgscan",
            since = "1.3.2",
            deprecated = true,
            deprecatedBy = "lvm-scan",
            summary = "look for LVM volumes again")
    void vgscan() throws IOException;
}
