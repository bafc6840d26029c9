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

    @Action(
            name = "list-md-devices",
            since = "1.15.4",
            returns = Content.DEVICE,
            summary = "Linux software RAID arrays")
    List<String> listMdDevices() throws IOException;

    @Action(name = "md-detail", since = "1.15.6", feature = "mdadm", summary = "details of a Linux software RAID array")
    Map<String, String> mdDetail(@Is(ParamKind.DEVICE) String md) throws IOException;

    @Action(name = "md-stop", since = "1.15.6", feature = "mdadm", summary = "stop a Linux software RAID array")
    void mdStop(@Is(ParamKind.DEVICE) String md) throws IOException;

    @Action(
            name = "md-stat",
            since = "1.17.21",
            feature = "mdadm",
            summary = "devices of a Linux software RAID array with their state")
    List<MdStat> mdStat(@Is(ParamKind.DEVICE) String md) throws IOException;
}
