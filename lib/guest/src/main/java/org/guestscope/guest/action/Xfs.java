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

    /**
     * Returns the geometry of an XFS filesystem: sizes of blocks, inodes, allocation groups, log and realtime section,
     * as xfs_info(8) names them.
     *
     * @param pathordevice a directory where it is mounted, or its device
     */
    @Action(name = "xfs-info", since = "1.19.21", feature = "xfs", summary = "geometry of an XFS filesystem")
    XfsInfo xfsInfo(@Is(ParamKind.DEVICE_OR_PATH) String pathordevice) throws IOException;

    /**
     * Makes a mounted XFS filesystem larger. Without options the data section grows to what the device has room for;
     * XFS cannot shrink.
     *
     * @param path the directory where it is mounted
     * @param datasec whether the data section grows
     * @param logsec whether the log grows
     * @param rtsec whether the realtime section grows
     * @param datasize new size of the data section, in blocks
     * @param logsize new size of the log, in blocks
     * @param rtsize new size of the realtime section, in blocks
     * @param rtextsize blocks of a realtime extent
     * @param maxpct share of the space that inodes may take, in percent
     */
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

    /**
     * Changes settings of the XFS filesystem on {@code device}, which must not be mounted; what is not named stays.
     *
     * @param extunwritten turn on marks for extents not written yet, in old filesystems
     * @param imgfile whether the filesystem is in a file
     * @param v2log turn on the second version of the log
     * @param projid32bit turn on project numbers of 32 bits
     * @param lazycounter whether counters in the superblock are written late
     * @param label new label of up to 12 bytes; an empty text takes it away
     * @param uuid new UUID, or {@code generate}, {@code nil} or {@code restore}
     */
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

    /**
     * Repairs the XFS filesystem on {@code device}, which must not be mounted, or only checks it. A log with changes
     * has to be replayed first, by mounting once.
     *
     * @param device the device, or an image file in the guest
     * @param forcelogzero whether to throw away a log that cannot be replayed, losing the newest changes; false unless
     *     given
     * @param nomodify whether to check only; false unless given
     * @param noprefetch whether not to read ahead; false unless given
     * @param forcegeometry whether to go on with a geometry that looks wrong; false unless given
     * @param maxmem memory it may use, in MiB
     * @param ihashsize entries of the cache of inodes
     * @param bhashsize entries of the cache of blocks
     * @param agstride how many allocation groups apart threads work
     * @param logdev the device of an external log
     * @param rtdev the device of the realtime section
     * @return the program's status: 0 for no faults; with {@code nomodify} 1 when there are some; 2 when a log has to
     *     be replayed first
     */
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
