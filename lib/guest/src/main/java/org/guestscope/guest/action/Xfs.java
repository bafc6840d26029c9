package org.guestscope.guest.action;

import java.io.IOException;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.struct.XfsInfo;
import org.jspecify.annotations.Nullable;

/** XFS's own tools. */
@Family(title = "XFS")
public interface Xfs {

    @Action(name = "xfs-info", since = "1.19.21", feature = "xfs", summary = "geometry of an XFS filesystem")
    XfsInfo xfsInfo(@Is(ParamKind.DEVICE_OR_PATH) String pathordevice) throws IOException;

    @Action(name = "xfs-growfs", since = "1.19.28", feature = "xfs", summary = "grow a mounted XFS filesystem")
    void xfsGrowfs(
            @Is(ParamKind.PATH) String path,
            @Opt @Nullable Boolean datasec,
            @Opt @Nullable Boolean logsec,
            @Opt @Nullable Boolean rtsec,
            @Opt @Nullable Long datasize,
            @Opt @Nullable Long logsize,
            @Opt @Nullable Long rtsize,
            @Opt @Nullable Long rtextsize,
            @Opt @Nullable Integer maxpct)
            throws IOException;

    @Action(
            name = "xfs-admin",
            since = "1.19.33",
            feature = "xfs",
            summary = "change parameters of an unmounted XFS filesystem")
    void xfsAdmin(
            @Is(ParamKind.DEVICE) String device,
            @Opt @Nullable Boolean extunwritten,
            @Opt @Nullable Boolean imgfile,
            @Opt @Nullable Boolean v2log,
            @Opt @Nullable Boolean projid32bit,
            @Opt @Nullable Boolean lazycounter,
            @Opt @Nullable String label,
            @Opt @Nullable String uuid)
            throws IOException;

    @Action(
            name = "xfs-repair",
            since = "1.19.36",
            feature = "xfs",
            summary = "check or repair an XFS filesystem, giving the tool's status")
    int xfsRepair(
            @Is(ParamKind.DEVICE_OR_PATH) String device,
            @Opt @Nullable Boolean forcelogzero,
            @Opt @Nullable Boolean nomodify,
            @Opt @Nullable Boolean noprefetch,
            @Opt @Nullable Boolean forcegeometry,
            @Opt @Nullable Long maxmem,
            @Opt @Nullable Long ihashsize,
            @Opt @Nullable Long bhashsize,
            @Opt @Nullable Long agstride,
            @Opt @Nullable String logdev,
            @Opt @Nullable String rtdev)
            throws IOException;
}
