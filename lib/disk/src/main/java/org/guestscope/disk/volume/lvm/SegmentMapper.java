package org.guestscope.disk.volume.lvm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.volume.Concatenation;
import org.guestscope.disk.volume.Striping;
import org.jspecify.annotations.Nullable;

/** Turns the segments of one group's volumes into devices. */
final class SegmentMapper {

    private static final int SECTOR = 512;

    /** More segments than any volume in use has; the mapping of each costs memory. */
    private static final int MAX_SEGMENTS = 20_000;

    private final String guest;
    private final VolumeGroup group;
    private final Map<String, BlockDevice> physical;
    private final Map<String, BlockDevice> mapped = new HashMap<>();
    private final Map<String, ThinPool> pools = new HashMap<>();
    private final Set<String> beingMapped = new HashSet<>();
    private @Nullable Set<String> merged;
    private int segments;

    /**
     * A mapper for one group.
     *
     * @param guest what errors call the guest
     * @param physical the devices of this guest by the UUID of the physical volume they are
     */
    SegmentMapper(String guest, VolumeGroup group, Map<String, BlockDevice> physical) {
        this.guest = guest;
        this.group = group;
        this.physical = physical;
    }

    /**
     * The name a visible volume is shown under: its own, but a snapshot's is that of the hidden volume it keeps its changes
     * in, the volume with the snapshot's segment being called snapshot0 or so.
     */
    String visibleName(VolumeGroup.Volume volume) throws DiskFormatException {
        LvmSection snapshot = snapshotText(volume);
        return snapshot == null ? volume.name() : snapshot.string("cow_store");
    }

    /**
     * What a visible volume shows: its segments, or its origin with what the snapshot has kept.
     *
     * @throws DiskFormatException.Unsupported when it takes a kernel to read it
     * @throws DiskFormatException.Bad when LVM could not activate it either
     */
    BlockDevice visible(VolumeGroup.Volume volume) throws IOException {
        LvmSection snapshot = snapshotText(volume);
        if (snapshot == null) {
            if (isBeingMerged(volume)) {
                throw unsupported(volume.name(), "a snapshot is being merged into it");
            }
            return volume(volume.name());
        }
        String store = snapshot.string("cow_store");
        BlockDevice origin = volume(snapshot.string("origin"));
        return CowSnapshot.of(name(store), origin, volume(store), snapshot.number("chunk_size") * SECTOR);
    }

    private static @Nullable LvmSection snapshotText(VolumeGroup.Volume volume) {
        for (VolumeGroup.Segment segment : volume.segments()) {
            if (segment.type().equals("snapshot") && segment.text().has("cow_store")) {
                return segment.text();
            }
        }
        return null;
    }

    private boolean isBeingMerged(VolumeGroup.Volume volume) {
        if (merged == null) {
            merged = new HashSet<>();
            for (VolumeGroup.Volume other : group.volumes().values()) {
                for (VolumeGroup.Segment segment : other.segments()) {
                    if (segment.text().has("merging_store")) {
                        merged.add(String.valueOf(segment.text().entries().get("origin")));
                    }
                }
            }
        }
        return merged.contains(volume.name());
    }

    /** A volume's own segments, one behind the other. */
    BlockDevice volume(String name) throws IOException {
        BlockDevice known = mapped.get(name);
        if (known != null) {
            return known;
        }
        VolumeGroup.Volume volume = group.volumes().get(name);
        if (volume == null) {
            throw bad(name, "there is no such volume");
        }
        if (!beingMapped.add(name)) {
            throw bad(name, "it is a part of itself");
        }
        try {
            List<BlockDevice> parts = new ArrayList<>();
            for (VolumeGroup.Segment segment : volume.segments()) {
                if (++segments > MAX_SEGMENTS) {
                    throw bad(name, "the group has more than %d segments".formatted(MAX_SEGMENTS));
                }
                parts.add(segment(name, segment));
            }
            BlockDevice device = parts.size() == 1
                    ? parts.get(0).slice(name(name), 0, parts.get(0).size())
                    : Concatenation.of(name(name), parts);
            mapped.put(name, device);
            return device;
        } catch (ArithmeticException e) {
            throw bad(name, "its size overflows 64 bits");
        } finally {
            beingMapped.remove(name);
        }
    }

    private BlockDevice segment(String volume, VolumeGroup.Segment segment) throws IOException {
        LvmSection text = segment.text();
        long size = bytes(segment.extents());
        return switch (segment.type()) {
            case "striped", "linear" -> striped(volume, segment);
            case "mirror" -> firstMirror(volume, text, size);
            case "thin" -> thin(volume, text, size);
            case "cache", "cache+CACHE_USES_CACHEVOL" -> cached(volume, text);
            case "zero" -> new Zeros(name(volume), size);
            default -> {
                if (segment.type().startsWith("raid")) {
                    yield RaidSegment.of(this, name(volume), segment).slice(name(volume), 0, size);
                }
                throw unsupported(volume, "segment type '%s'".formatted(segment.type()));
            }
        };
    }

    private BlockDevice striped(String volume, VolumeGroup.Segment segment) throws IOException {
        List<?> areas = segment.text().list("stripes");
        int count = areas.size() / 2;
        if (count < 1 || segment.extents() % count != 0) {
            throw segment.text().bad("stripes", "are %d, of %d extents".formatted(count, segment.extents()));
        }
        long length = bytes(segment.extents() / count);
        List<BlockDevice> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(area(volume, segment.text(), areas.get(2 * i), areas.get(2 * i + 1), length));
        }
        if (count == 1) {
            return members.get(0);
        }
        long chunk = Math.multiplyExact(segment.text().number("stripe_size"), (long) SECTOR);
        if (chunk == 0 || length % chunk != 0) {
            throw segment.text().bad("stripe_size", "is %d bytes, a stripe has %d".formatted(chunk, length));
        }
        return Striping.of(name(volume), members, chunk, 0);
    }

    /** All legs of a mirror are alike; one on a physical volume that is missing keeps the mirror from being activated. */
    private BlockDevice firstMirror(String volume, LvmSection text, long size) throws IOException {
        List<?> legs = text.list("mirrors");
        BlockDevice first = null;
        for (int i = 0; i + 1 < legs.size(); i += 2) {
            BlockDevice leg = area(volume, text, legs.get(i), legs.get(i + 1), size);
            first = first == null ? leg : first;
        }
        if (first == null) {
            throw text.bad("mirrors", "are none");
        }
        return first;
    }

    /** A run of a physical volume's, or of another volume's, extents. */
    private BlockDevice area(String volume, LvmSection text, Object name, Object extent, long length)
            throws IOException {
        if (!(name instanceof String source) || !(extent instanceof Long start) || start < 0) {
            throw text.bad("areas", "must be names and extents in turn");
        }
        VolumeGroup.Physical pv = group.physical().get(source);
        if (pv != null) {
            BlockDevice device = physical.get(pv.id());
            if (device == null) {
                throw bad(volume, "physical volume %s of UUID %s is missing".formatted(source, pv.id()));
            }
            return device.slice(name(volume), Math.addExact(pv.start(), bytes(start)), length);
        }
        return volume(source).slice(name(volume), bytes(start), length);
    }

    private BlockDevice thin(String volume, LvmSection text, long size) throws IOException {
        String poolName = text.string("thin_pool");
        ThinPool pool = pools.get(poolName);
        if (pool == null) {
            VolumeGroup.Volume poolVolume = group.volumes().get(poolName);
            if (poolVolume == null || poolVolume.segments().size() != 1) {
                throw bad(volume, "there is no pool " + poolName);
            }
            LvmSection poolText = poolVolume.segments().get(0).text();
            pool = ThinPool.open(volume(poolText.string("metadata")), volume(poolText.string("pool")));
            pools.put(poolName, pool);
        }
        BlockDevice origin = text.has("external_origin") ? volume(text.string("external_origin")) : null;
        return ThinVolume.of(name(volume), pool, text.number("device_id"), size, origin);
    }

    /** A cache that writes through keeps nothing that its origin does not have. */
    private BlockDevice cached(String volume, LvmSection text) throws IOException {
        String mode = text.has("cache_mode") ? text.string("cache_mode") : poolCacheMode(text);
        if (!mode.equals("writethrough") && !mode.equals("passthrough")) {
            throw unsupported(
                    volume, "it has a cache in mode '%s', which may hold what the volume lacks".formatted(mode));
        }
        return volume(text.string("origin"));
    }

    private String poolCacheMode(LvmSection text) throws DiskFormatException {
        VolumeGroup.Volume pool = group.volumes().get(text.string("cache_pool"));
        if (pool != null && pool.segments().size() == 1) {
            LvmSection poolText = pool.segments().get(0).text();
            if (poolText.has("cache_mode")) {
                return poolText.string("cache_mode");
            }
        }
        return "unknown";
    }

    /** The volume of that name, or null when a physical volume below it is missing. */
    @Nullable BlockDevice volumeIfWhole(String name) throws IOException {
        try {
            return volume(name);
        } catch (DiskFormatException.Bad e) {
            // A RAID volume is activated without its missing parts; whether enough are left its level decides.
            return null;
        }
    }

    private long bytes(long extents) {
        return Math.multiplyExact(extents, group.extentSize());
    }

    private String name(String volume) {
        return guest + ": /dev/" + group.name() + "/" + volume;
    }

    private DiskFormatException bad(String volume, String why) {
        return DiskFormatException.bad(name(volume), 0, "logical volume", why);
    }

    private DiskFormatException unsupported(String volume, String why) {
        return DiskFormatException.unsupported(name(volume), "logical volume", why);
    }
}
