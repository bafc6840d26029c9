package org.guestscope.guest.action;

import java.io.IOException;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.catalogue.Side;
import org.jspecify.annotations.Nullable;

/** Makes and asks disk images on the host. */
@Family(title = "image files", side = Side.HOST)
public interface Images {

    @Action(name = "max-disks", since = "1.19.7", summary = "how many drives can be attached")
    int maxDisks() throws IOException;

    @Action(name = "canonical-device-name", since = "1.19.7", summary = "standard spelling of a device name")
    String canonicalDeviceName(String device) throws IOException;

    @Action(name = "device-index", since = "1.19.7", summary = "position of a drive among those added, from 0")
    int deviceIndex(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "disk-format", since = "1.19.38", summary = "format of a host disk image")
    String diskFormat(String filename) throws IOException;

    @Action(
            name = "disk-virtual-size",
            since = "1.19.39",
            summary = "size of the disk that a host image holds, in bytes")
    long diskVirtualSize(String filename) throws IOException;

    @Action(name = "disk-has-backing-file", since = "1.19.39", summary = "whether a host image rests on another one")
    boolean diskHasBackingFile(String filename) throws IOException;

    @Action(name = "disk-create", since = "1.25.31", summary = "make an empty image file on the host")
    void diskCreate(
            String filename,
            String format,
            long size,
            @Opt @Nullable String backingfile,
            @Opt @Nullable String backingformat,
            @Opt @Nullable String preallocation,
            @Opt @Nullable String compat,
            @Opt @Nullable Integer clustersize)
            throws IOException;
}
