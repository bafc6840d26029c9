package org.guestscope.disk.volume.md;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.partition.PartitionTable;
import org.guestscope.disk.volume.Concatenation;
import org.guestscope.disk.volume.MirroredStriping;
import org.guestscope.disk.volume.ParityLayout;
import org.guestscope.disk.volume.ParityRaid;
import org.guestscope.disk.volume.Striping;
import org.jspecify.annotations.Nullable;

/**
 * The arrays found on a guest's devices.
 *
 * @param arrays the arrays in the order of their first members
 * @param members the devices that belong to an array, usable or not
 * @param problems what was wrong with superblocks, one line each
 */
public record MdArrays(List<MdArray> arrays, List<BlockDevice> members, List<String> problems) {

    /** RAID0_ORIG_LAYOUT and RAID0_ALT_MULTIZONE_LAYOUT of the kernel. */
    private static final long RAID0_ORIGINAL = 1;

    private static final long RAID0_ALTERNATE = 2;

    /** Copies the lists. */
    public MdArrays {
        arrays = List.copyOf(arrays);
        members = List.copyOf(members);
        problems = List.copyOf(problems);
    }

    /**
     * One array.
     *
     * @param first the first of its members
     * @param level the RAID level as mdadm names it, e.g. {@code raid1}
     * @param contents its bytes, or null when they cannot be read here
     * @param why why not; empty when they can
     * @param started whether it is started by itself: not when members are missing that were in use at last
     */
    public record MdArray(
            BlockDevice first, String level, @Nullable BlockDevice contents, String why, boolean started) {}

    private record Member(BlockDevice device, MdSuperblock superblock) {}

    /**
     * Groups {@code devices} by the array their superblocks name, and puts each array together.
     *
     * @throws IOException when the host cannot read a device
     */
    public static MdArrays assemble(List<? extends BlockDevice> devices) throws IOException {
        Map<String, List<Member>> byArray = new LinkedHashMap<>();
        List<BlockDevice> members = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (BlockDevice device : devices) {
            try {
                Optional<MdSuperblock> superblock = MdSuperblock.read(device);
                if (superblock.isPresent()) {
                    members.add(device);
                    byArray.computeIfAbsent(superblock.get().arrayId(), id -> new ArrayList<>())
                            .add(new Member(device, superblock.get()));
                }
            } catch (DiskFormatException e) {
                problems.add(e.getMessage());
            }
        }
        List<MdArray> arrays = new ArrayList<>();
        for (List<Member> group : byArray.values()) {
            arrays.add(assembleOne(group));
        }
        return new MdArrays(arrays, members, problems);
    }

    /**
     * Whether a disk that has partitions is a member as a whole, as disks of mirrored firmware RAIDs are. A superblock of
     * version 0.90 does not say which device it is of, so that it counts for the disk only outside of all partitions.
     */
    public static boolean isWholeDiskMember(BlockDevice disk, PartitionTable table) {
        try {
            Optional<MdSuperblock> superblock = MdSuperblock.read(disk);
            if (superblock.isEmpty()) {
                return false;
            }
            long end = superblock.get().dataOffset() + superblock.get().dataSize();
            return !superblock.get().version().equals("0.90")
                    || table.partitions().stream().allMatch(p -> p.start() + p.size() <= end);
        } catch (IOException e) {
            // what cannot be read there is told when the partitions are looked at
            return false;
        }
    }

    private static MdArray assembleOne(List<Member> group) {
        Member freshest = group.get(0);
        for (Member member : group) {
            if (member.superblock.events() > freshest.superblock.events()) {
                freshest = member;
            }
        }
        MdSuperblock array = freshest.superblock;
        List<@Nullable BlockDevice> places = new ArrayList<>();
        for (int i = 0; i < array.members(); i++) {
            places.add(null);
        }
        int present = 0;
        for (Member member : group) {
            int role = member.superblock.role();
            // mdadm takes members that are one change behind: that one may be the clean shutdown's
            boolean fresh = array.events() - member.superblock.events() <= 1;
            if (role >= 0 && role < places.size() && fresh && places.get(role) == null) {
                places.set(role, data(member));
                present++;
            }
        }
        BlockDevice first = group.get(0).device;
        String level = levelName(array.level());
        if (present < array.expected()) {
            String why = "%d of the %d members it had at last are missing"
                    .formatted(array.expected() - present, array.expected());
            return new MdArray(first, level, null, why, false);
        }
        if (!array.complication().isEmpty()) {
            return new MdArray(first, level, null, array.complication(), true);
        }
        try {
            return new MdArray(first, level, contents(array, first, places, present), "", true);
        } catch (DiskFormatException | ArithmeticException e) {
            // sizes whose sum or product overflows are no sizes of devices
            boolean started = e instanceof DiskFormatException.Unsupported;
            return new MdArray(first, level, null, String.valueOf(e.getMessage()), started);
        }
    }

    private static @Nullable BlockDevice data(Member member) {
        MdSuperblock superblock = member.superblock;
        try {
            return member.device.slice(member.device.name(), superblock.dataOffset(), superblock.dataSize());
        } catch (DiskFormatException e) {
            // checked when the superblock was read
            throw new IllegalStateException(e);
        }
    }

    private static BlockDevice contents(
            MdSuperblock array, BlockDevice any, List<@Nullable BlockDevice> places, int present)
            throws DiskFormatException {
        String name = any.name() + ": md array";
        List<BlockDevice> whole = places.stream().filter(p -> p != null).toList();
        return switch (array.level()) {
            case MdSuperblock.LEVEL_LINEAR -> {
                requireAll(name, array, present);
                yield linear(name, array, whole);
            }
            case 0 -> {
                requireAll(name, array, present);
                yield raid0(name, array, whole);
            }
            case 1 -> raid1(name, array, whole);
            case 4 -> ParityRaid.of(name, places, ParityLayout.PARITY_N, 1, array.chunk(), array.memberSize());
            case 5 -> ParityRaid.of(name, places, parityLayout(name, array), 1, array.chunk(), array.memberSize());
            case 6 -> ParityRaid.of(name, places, parityLayout(name, array), 2, array.chunk(), array.memberSize());
            case 10 -> MirroredStriping.of(name, places, array.layout(), array.chunk(), array.memberSize());
            default ->
                throw DiskFormatException.unsupported(
                        name, "md superblock " + array.version(), "level %d".formatted(array.level()));
        };
    }

    private static void requireAll(String name, MdSuperblock array, int present) throws DiskFormatException {
        if (present < array.members()) {
            throw DiskFormatException.unsupported(
                    name,
                    "md array",
                    "%d of %d members are missing".formatted(array.members() - present, array.members()));
        }
    }

    private static BlockDevice linear(String name, MdSuperblock array, List<BlockDevice> members)
            throws DiskFormatException {
        List<BlockDevice> parts = new ArrayList<>();
        for (BlockDevice member : members) {
            parts.add(wholeChunks(member, array.chunk()));
        }
        return Concatenation.of(name, parts);
    }

    private static BlockDevice wholeChunks(BlockDevice member, long chunk) throws DiskFormatException {
        long unit = Math.max(chunk, 1);
        return member.slice(member.name(), 0, member.size() / unit * unit);
    }

    private static BlockDevice raid1(String name, MdSuperblock array, List<BlockDevice> members)
            throws DiskFormatException {
        if (members.isEmpty()) {
            throw DiskFormatException.unsupported(name, "md array", "no member is in sync");
        }
        return members.get(0).slice(name, 0, array.memberSize());
    }

    /**
     * Members of different sizes make zones: the first as long as the smallest member, over all of them; the next over
     * those that are longer, and so on. Two kernels' generations disagreed on which member a later zone's turns begin
     * with, which is why the layout came to be recorded.
     */
    private static BlockDevice raid0(String name, MdSuperblock array, List<BlockDevice> members)
            throws DiskFormatException {
        long chunk = array.chunk();
        if (chunk <= 0) {
            throw DiskFormatException.bad(name, 0, "md superblock", "chunksize 0");
        }
        List<BlockDevice> zones = new ArrayList<>();
        long zoneStart = 0;
        long chunksBefore = 0;
        while (true) {
            long start = zoneStart;
            List<BlockDevice> longer = new ArrayList<>();
            long end = Long.MAX_VALUE;
            for (BlockDevice member : members) {
                long size = member.size() / chunk * chunk;
                if (size > start) {
                    longer.add(member);
                    end = Math.min(end, size);
                }
            }
            if (longer.isEmpty()) {
                break;
            }
            List<BlockDevice> parts = new ArrayList<>();
            for (BlockDevice member : longer) {
                parts.add(member.slice(member.name(), start, end - start));
            }
            int first = array.layout() == RAID0_ORIGINAL ? (int) (chunksBefore % longer.size()) : 0;
            zones.add(Striping.of(name, parts, chunk, first));
            chunksBefore += (end - start) / chunk * longer.size();
            zoneStart = end;
        }
        if (zones.size() > 1 && array.layout() != RAID0_ORIGINAL && array.layout() != RAID0_ALTERNATE) {
            throw DiskFormatException.unsupported(
                    name, "md superblock", "members of different sizes, and no record of how zones are laid out");
        }
        return Concatenation.of(name, zones);
    }

    private static ParityLayout parityLayout(String name, MdSuperblock array) throws DiskFormatException {
        return ParityLayout.numbered(array.layout())
                .orElseThrow(() ->
                        DiskFormatException.unsupported(name, "md superblock", "layout %d".formatted(array.layout())));
    }

    private static String levelName(int level) {
        return level == MdSuperblock.LEVEL_LINEAR ? "linear" : "raid" + level;
    }
}
