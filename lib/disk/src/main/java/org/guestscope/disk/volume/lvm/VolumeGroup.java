package org.guestscope.disk.volume.lvm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guestscope.disk.DiskFormatException;

/**
 * A volume group as its text metadata tells it. Sizes are in bytes.
 *
 * @param name the group's name
 * @param id its UUID, without dashes
 * @param seqno counts its changes; the highest is the current one
 * @param extentSize what all its volumes are made of
 * @param physical its physical volumes by the names the text gives them, e.g. {@code pv0}
 * @param volumes its logical volumes by name, hidden ones among them
 * @param inactive why none of its volumes is activated by itself; empty if they are
 */
record VolumeGroup(
        String name,
        String id,
        long seqno,
        long extentSize,
        Map<String, Physical> physical,
        Map<String, Volume> volumes,
        String inactive) {

    private static final int SECTOR = 512;

    /** 4 GiB; LVM's own limit is 16 GiB on paper, and 4 MiB is what everybody has. */
    private static final long MAX_EXTENT_SECTORS = 1L << 25;

    /** An extent's number has 32 bits. */
    private static final long MAX_EXTENTS = 1L << 32;

    /** A physical volume of the group: its UUID, and where its extents begin. */
    record Physical(String id, long start) {}

    /**
     * A logical volume.
     *
     * @param visible whether it is a volume of its own, not a part of another
     * @param skipped whether activating the group leaves it out
     */
    record Volume(String name, boolean visible, boolean skipped, List<Segment> segments) {

        /** Whether it is the store of other volumes, which holds nothing to be seen by itself. */
        boolean isPool() {
            return !segments.isEmpty() && segments.get(0).type.endsWith("-pool");
        }
    }

    /** A run of a volume's extents; {@code text} has what its type needs. */
    record Segment(long start, long extents, String type, LvmSection text) {}

    /** Reads the group out of a parsed metadata text. */
    static VolumeGroup of(LvmSection metadata) throws DiskFormatException {
        List<LvmSection> groups = metadata.sections();
        if (groups.size() != 1) {
            throw metadata.bad("", "must have one volume group, has %d".formatted(groups.size()));
        }
        LvmSection group = groups.get(0);
        long extentSectors = group.number("extent_size");
        if (extentSectors < 1 || extentSectors > MAX_EXTENT_SECTORS) {
            throw group.bad("extent_size", "is %d sectors, must be 1..%d".formatted(extentSectors, MAX_EXTENT_SECTORS));
        }
        Map<String, Physical> physical = new LinkedHashMap<>();
        for (LvmSection pv : group.sections("physical_volumes")) {
            long start = pv.number("pe_start");
            if (start > Long.MAX_VALUE / SECTOR) {
                throw pv.bad("pe_start", "is %d sectors".formatted(start));
            }
            physical.put(pv.name(), new Physical(bareId(pv.string("id")), start * SECTOR));
        }
        Map<String, Volume> volumes = new LinkedHashMap<>();
        for (LvmSection lv : group.sections("logical_volumes")) {
            volumes.put(lv.name(), volume(lv));
        }
        return new VolumeGroup(
                group.name(),
                bareId(group.string("id")),
                group.number("seqno"),
                extentSectors * SECTOR,
                physical,
                volumes,
                inactive(group));
    }

    private static String inactive(LvmSection group) throws DiskFormatException {
        if (group.strings("status").contains("EXPORTED")) {
            return "it is exported";
        }
        if (group.has("system_id") && !group.string("system_id").isEmpty()) {
            return "it belongs to another system";
        }
        if (group.has("lock_type") && !Set.of("none", "").contains(group.string("lock_type"))
                || group.strings("status").contains("CLUSTERED")) {
            return "it is shared, which takes a lock manager";
        }
        return "";
    }

    private static Volume volume(LvmSection lv) throws DiskFormatException {
        List<Segment> segments = new ArrayList<>();
        long next = 0;
        for (LvmSection text : lv.sections()) {
            Segment segment =
                    new Segment(text.number("start_extent"), text.number("extent_count"), text.string("type"), text);
            if (segment.start != next || segment.extents > MAX_EXTENTS - next) {
                throw text.bad(
                        "start_extent, extent_count",
                        "are %d, %d, the segment before ends at %d".formatted(segment.start, segment.extents, next));
            }
            next += segment.extents;
            segments.add(segment);
        }
        return new Volume(
                lv.name(),
                lv.strings("status").contains("VISIBLE"),
                lv.strings("flags").contains("ACTIVATION_SKIP"),
                segments);
    }

    private static String bareId(String id) {
        return id.replace("-", "");
    }
}
