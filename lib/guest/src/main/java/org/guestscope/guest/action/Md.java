package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Content;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.struct.MdStat;
import org.jspecify.annotations.Nullable;

/** Makes and asks Linux software RAID arrays. */
@Family(title = "software RAID")
public interface Md {

    /**
     * Makes a software RAID array, losing what is on its members. Its device is named by {@code list-md-devices}.
     *
     * <pre>{@code
     * md-create data "/dev/sda1 /dev/sdb1" level:raid1
     * }</pre>
     *
     * @param name the array's name
     * @param devices its members; spare ones last
     * @param missingbitmap places left empty, a bit each, from bit 0 for the first
     * @param nrdevices how many members are active; all but the spare ones unless given
     * @param spare how many members are spare; 0 unless given
     * @param chunk bytes of a chunk, for levels that have them
     * @param level {@code linear}, {@code raid0}, {@code raid1}, {@code raid4}, {@code raid5}, {@code raid6} or {@code
     *     raid10}; {@code raid1} unless given
     */
    @Action(name = "md-create", since = "1.15.6", feature = "mdadm", summary = "make a Linux software RAID array")
    void mdCreate(
            String name,
            @Is(ParamKind.DEVICE_LIST) List<String> devices,
            @Opt @Nullable Long missingbitmap,
            @Opt @Nullable Integer nrdevices,
            @Opt @Nullable Integer spare,
            @Opt @Nullable Long chunk,
            @Opt @Nullable String level)
            throws IOException;

    /**
     * Returns the software RAID arrays that run, such as {@code /dev/md127}. Arrays on the disks are started with the
     * appliance.
     */
    @Action(
            name = "list-md-devices",
            since = "1.15.4",
            returns = Content.DEVICE,
            summary = "Linux software RAID arrays")
    List<String> listMdDevices() throws IOException;

    /**
     * Returns what mdadm knows of the array {@code md}: {@code level}, {@code devices}, {@code metadata}, {@code uuid},
     * {@code devname} and others.
     */
    @Action(name = "md-detail", since = "1.15.6", feature = "mdadm", summary = "details of a Linux software RAID array")
    Map<String, String> mdDetail(@Is(ParamKind.DEVICE) String md) throws IOException;

    /** Stops the array {@code md}: its device disappears, its data stays. Nothing of it may be mounted. */
    @Action(name = "md-stop", since = "1.15.6", feature = "mdadm", summary = "stop a Linux software RAID array")
    void mdStop(@Is(ParamKind.DEVICE) String md) throws IOException;

    /**
     * Returns the members of the array {@code md}: device, place in the array, and flags, such as {@code F} for a
     * failed and {@code S} for a spare one.
     */
    @Action(
            name = "md-stat",
            since = "1.17.21",
            feature = "mdadm",
            summary = "devices of a Linux software RAID array with their state")
    List<MdStat> mdStat(@Is(ParamKind.DEVICE) String md) throws IOException;
}
