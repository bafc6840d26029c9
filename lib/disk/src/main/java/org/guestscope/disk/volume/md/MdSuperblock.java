package org.guestscope.disk.volume.md;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;

/**
 * What one member of an array says of itself and of the array. Sizes are in bytes, whatever unit the disk has.
 *
 * @param version how errors call it: {@code 0.90} or {@code 1.2}
 * @param arrayId the array's UUID in hex
 * @param level the RAID level; -1 linear, 0, 1, 4, 5, 6, 10, others
 * @param layout the level's own layout number
 * @param memberSize how much of each member the array uses; 0 when each one's own size counts
 * @param chunk bytes of a chunk, 0 for levels without
 * @param members how many members the array has
 * @param expected how many members were in use when this superblock was written
 * @param role this member's place, or -1 for a spare, a journal or a faulty one
 * @param dataOffset where the data begins on this device
 * @param dataSize how much data this device can hold
 * @param events the count of changes; members that lag behind have missed some
 * @param complication what keeps the array from being read here, e.g. a reshape under way; empty if nothing does
 */
record MdSuperblock(
        String version,
        String arrayId,
        int level,
        long layout,
        long memberSize,
        long chunk,
        int members,
        int expected,
        int role,
        long dataOffset,
        long dataSize,
        long events,
        String complication) {

    static final int LEVEL_LINEAR = -1;

    private static final long MAGIC = 0xa92b4efcL;
    private static final int SECTOR = 512;

    /** Version 1: fixed part; roles follow. */
    private static final int V1_BYTES = 256;

    /** The kernel's own limit, MD_SB_DISKS of a 4 KiB superblock: (4096 - 256) / 2. */
    private static final int V1_MAX_ROLES = 1920;

    private static final int ROLE_MAX = 0xff00;

    private static final int FEATURE_RECOVERY_OFFSET = 1 << 1;
    private static final int FEATURE_RESHAPE = 1 << 2;
    private static final int FEATURE_REPLACEMENT = 1 << 4;
    private static final int FEATURE_JOURNAL = 1 << 9;
    private static final int FEATURE_RAID0_LAYOUT = 1 << 12;

    /** RAID 0 with members of different sizes was laid out in two ways; this value says that nobody recorded which. */
    static final long RAID0_LAYOUT_UNKNOWN = 0;

    private static final int V0_BYTES = 4096;
    private static final int V0_RESERVED = 64 << 10;
    private static final int V0_MAX_MEMBERS = 27;
    private static final int V0_DISKS_OFFSET = 128 * 4;
    private static final int V0_DISK_BYTES = 32 * 4;
    private static final int V0_THIS_DISK_OFFSET = 992 * 4;
    private static final int V0_STATE_FAULTY = 1;
    private static final int V0_STATE_SYNC = 1 << 2;

    /** The superblock of {@code device}, looked for where each version keeps it; empty when there is none. */
    static Optional<MdSuperblock> read(BlockDevice device) throws IOException {
        long size = device.size();
        Optional<MdSuperblock> found = readV1(device, 0, "1.1");
        if (found.isEmpty()) {
            found = readV1(device, 4096, "1.2");
        }
        if (found.isEmpty() && size >= 16 * SECTOR) {
            found = readV1(device, ((size / SECTOR - 16) & ~7L) * SECTOR, "1.0");
        }
        if (found.isEmpty() && size >= 2 * V0_RESERVED) {
            found = readV0(device, (size & -V0_RESERVED) - V0_RESERVED);
        }
        return found;
    }

    private static Optional<MdSuperblock> readV1(BlockDevice device, long at, String version) throws IOException {
        if (at + V1_BYTES > device.size()) {
            return Optional.empty();
        }
        Cursor in = Cursor.read(device, at, V1_BYTES, ByteOrder.LITTLE_ENDIAN, "md superblock");
        if (in.u32() != MAGIC || in.u32() != 1) {
            return Optional.empty();
        }
        long features = in.u32();
        in.skip(4); // pad0
        String arrayId = HexFormat.of().formatHex(in.bytes(16));
        in.skip(32 + 8); // set_name (32) + ctime (8)
        int level = in.s32();
        long layout = in.u32();
        long size = in.u63("size");
        long chunk = in.u32();
        long members = in.u32();
        // bitmap_offset (4) + new_level (4) + reshape_position (8) + delta_disks (4) + new_layout (4) + new_chunk (4)
        // + new_offset (4)
        in.skip(32);
        long dataOffset = in.u63("data_offset");
        long dataSize = in.u63("data_size");
        long superOffset = in.u63("super_offset");
        if (superOffset != at / SECTOR) {
            // a copy of another place's superblock, such as one inside the data of an outer array
            return Optional.empty();
        }
        in.skip(8); // recovery_offset
        long number = in.u32();
        in.skip(4 + 16 + 8 + 8); // cnt_corrected_read (4) + device_uuid (16) + devflags..bblog_offset (8) + utime (8)
        long events = in.u64();
        in.skip(8); // resync_offset
        long checksum = in.u32();
        long roles = in.u32();
        if (members < 1 || members > V1_MAX_ROLES) {
            throw in.bad("raid_disks", "%d, must be 1..%d".formatted(members, V1_MAX_ROLES));
        }
        if (roles > V1_MAX_ROLES || number >= roles) {
            throw in.bad("max_dev", "%d, dev_number %d, at most %d".formatted(roles, number, V1_MAX_ROLES));
        }
        Cursor all = Cursor.read(device, at, V1_BYTES + 2 * (int) roles, ByteOrder.LITTLE_ENDIAN, "md superblock");
        if (checksumV1(all) != checksum) {
            throw in.bad("sb_csum", "0x%08x, computed 0x%08x".formatted(checksum, checksumV1(all)));
        }
        int role = all.at(V1_BYTES + 2 * (int) number).u16();
        int expected = 0;
        all.at(V1_BYTES);
        for (int i = 0; i < roles; i++) {
            expected += all.u16() < members ? 1 : 0;
        }
        long sectors = device.size() / SECTOR;
        if (dataOffset > sectors || dataSize > sectors - dataOffset) {
            throw in.bad(
                    "data_offset, data_size", "%d, %d sectors, device has %d".formatted(dataOffset, dataSize, sectors));
        }
        boolean recovering = (features & (FEATURE_RECOVERY_OFFSET | FEATURE_REPLACEMENT)) != 0;
        String complication = "";
        if ((features & FEATURE_RESHAPE) != 0) {
            complication = "it is being reshaped";
        } else if ((features & FEATURE_JOURNAL) != 0) {
            complication = "it has a write journal";
        }
        boolean knownRaid0 = level == 0 && (features & FEATURE_RAID0_LAYOUT) != 0;
        return Optional.of(new MdSuperblock(
                version,
                arrayId,
                level,
                level == 0 && !knownRaid0 ? RAID0_LAYOUT_UNKNOWN : layout,
                // bounded by the array's members when it is put together; a member that is too small shows there
                Math.min(size, Long.MAX_VALUE / SECTOR) * SECTOR,
                chunk * SECTOR,
                (int) members,
                expected,
                role < ROLE_MAX && !recovering ? role : -1,
                dataOffset * SECTOR,
                dataSize * SECTOR,
                events,
                complication));
    }

    /** The sum of all 32-bit words but the checksum itself, a last odd half word too, with the carries added in. */
    private static long checksumV1(Cursor in) throws DiskFormatException {
        long sum = 0;
        in.at(0);
        while (in.remaining() >= Integer.BYTES) {
            long word = in.u32();
            sum += in.position() == 220 ? 0 : word;
        }
        if (in.remaining() >= Short.BYTES) {
            sum += in.u16();
        }
        return ((sum & 0xffffffffL) + (sum >>> 32)) & 0xffffffffL;
    }

    private static Optional<MdSuperblock> readV0(BlockDevice device, long at) throws IOException {
        Cursor in = Cursor.read(device, at, V0_BYTES, ByteOrder.LITTLE_ENDIAN, "md superblock");
        if (in.u32() != MAGIC || in.u32() != 0 || in.u32() != 90) {
            return Optional.empty();
        }
        in.skip(8); // patch_version (4) + gvalid_words (4)
        byte[] id0 = in.bytes(4);
        in.skip(4); // ctime
        int level = in.s32();
        long size = in.u32();
        in.skip(4); // nr_disks
        long members = in.u32();
        in.skip(8); // md_minor (4) + not_persistent (4)
        byte[] id123 = in.bytes(12);
        in.at(39 * 4);
        long events = in.u64();
        long layout = in.at(64 * 4).u32();
        long chunk = in.u32();
        if (members < 1 || members > V0_MAX_MEMBERS) {
            throw in.at(40).bad("raid_disks", "%d, must be 1..%d".formatted(members, V0_MAX_MEMBERS));
        }
        long number = in.at(V0_THIS_DISK_OFFSET).u32();
        if (number >= V0_MAX_MEMBERS) {
            throw in.bad("this_disk.number", "%d, must be below %d".formatted(number, V0_MAX_MEMBERS));
        }
        int expected = 0;
        int role = -1;
        for (int i = 0; i < V0_MAX_MEMBERS; i++) {
            in.at(V0_DISKS_OFFSET + i * V0_DISK_BYTES).skip(12); // number (4) + major (4) + minor (4)
            long raidDisk = in.u32();
            long state = in.u32();
            if ((state & V0_STATE_FAULTY) == 0 && (state & V0_STATE_SYNC) != 0 && raidDisk < members) {
                expected++;
                role = i == number ? (int) raidDisk : role;
            }
        }
        return Optional.of(new MdSuperblock(
                "0.90",
                HexFormat.of().formatHex(id0) + HexFormat.of().formatHex(id123),
                level,
                level == 0 ? RAID0_LAYOUT_UNKNOWN : layout,
                level == 0 || level == LEVEL_LINEAR ? 0 : size * 1024,
                chunk,
                (int) members,
                expected,
                role,
                0,
                at,
                events,
                ""));
    }
}
