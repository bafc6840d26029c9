package org.guestscope.disk.fs.blkid;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.fs.blkid.Identity.Purpose;
import org.jspecify.annotations.Nullable;

/** Members of software and firmware RAID sets; most firmware keeps its metadata in the last sectors. */
final class RaidSignatures {

    private static final int SECTOR_BYTES = 512;
    private static final long MIN_FIRMWARE_BYTES = 0x10000;
    private static final long MD_MAGIC = 0xa92b4efcL;
    private static final long MD_RESERVED_BYTES = 0x10000;
    private static final int[] PROMISE_SECTORS = {63, 255, 256, 16, 399, 591, 675, 735, 911, 974, 991, 951, 3087};

    private RaidSignatures() {}

    static List<Signature> all() {
        return List.of(
                member("linux_raid_member", (w, m) -> linuxRaid(w)),
                member("ddf_raid_member", (w, m) -> ddf(w)),
                member("isw_raid_member", (w, m) -> fromEnd(w, 2 * w.sectorSize(), ascii("Intel Raid ISM Cfg Sig. "))),
                member("lsi_mega_raid_member", (w, m) -> fromEnd(w, SECTOR_BYTES, ascii("$XIDE$"))),
                member("via_raid_member", (w, m) -> via(w)),
                member("silicon_medley_raid_member", (w, m) -> silicon(w)),
                member("nvidia_raid_member", (w, m) -> fromEnd(w, 2 * SECTOR_BYTES, ascii("NVIDIA"))),
                member("promise_fasttrack_raid_member", (w, m) -> promise(w)),
                member("hpt45x_raid_member", (w, m) -> highpoint45(w)),
                member(
                        "hpt37x_raid_member",
                        FixedNames.none(),
                        Magic.hex(4, 544, "f016785a"),
                        Magic.hex(4, 544, "fd16785a")),
                member("adaptec_raid_member", (w, m) -> adaptec(w)),
                member("jmicron_raid_member", (w, m) -> fromEnd(w, SECTOR_BYTES, ascii("JM"))));
    }

    private static Signature member(String type, Signature.Check check, Magic... magics) {
        return Signature.of(type, Purpose.RAID_MEMBER, check, magics);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Where the sector {@code back} bytes before the last whole sector's end begins. */
    private static long endOffset(Window window, int back) {
        int sector = back % SECTOR_BYTES == 0 ? Math.min(back, SECTOR_BYTES) : SECTOR_BYTES;
        return window.size() / sector * sector - back;
    }

    private static @Nullable Names fromEnd(Window window, int back, byte[] magic) throws IOException {
        return window.size() >= MIN_FIRMWARE_BYTES && window.matches(endOffset(window, back), magic)
                ? Names.NONE
                : null;
    }

    private static @Nullable Names linuxRaid(Window window) throws IOException {
        if (window.size() > MD_RESERVED_BYTES) {
            Names old = md090(window, (window.size() & -MD_RESERVED_BYTES) - MD_RESERVED_BYTES);
            if (old != null) {
                return old;
            }
            Names atEnd = md1(window, (window.size() & -0x1000) - 0x2000);
            if (atEnd != null) {
                return atEnd;
            }
        }
        Names atStart = md1(window, 0);
        return atStart != null ? atStart : md1(window, 0x1000);
    }

    private static @Nullable Names md090(Window window, long offset) throws IOException {
        Cursor in = window.littleEndian(offset, 64, "MD 0.90 superblock");
        if (in == null) {
            return null;
        }
        if (in.u32() != MD_MAGIC) {
            in = window.bigEndian(offset, 64, "MD 0.90 superblock");
            if (in == null || in.u32() != MD_MAGIC) {
                return null;
            }
        }
        in.skip(4);
        boolean longUuid = in.u32() >= 90;
        int[] uuid = {in.at(20).s32(), 0, 0, 0};
        long size = in.at(32).u32() << 10;
        if (longUuid) {
            in.at(52);
            for (int i = 1; i < uuid.length; i++) {
                uuid[i] = in.s32();
            }
        }
        if (window.size() < size + MD_RESERVED_BYTES || offset < size) {
            return null;
        }
        StringBuilder hex = new StringBuilder();
        for (int word : uuid) {
            hex.append("%08x".formatted(word));
        }
        return new Names(null, Names.uuid(HexFormat.of().parseHex(hex)));
    }

    private static @Nullable Names md1(Window window, long offset) throws IOException {
        Cursor in = window.littleEndian(offset, 256, "MD superblock");
        if (in == null || in.u32() != MD_MAGIC || in.u32() != 1) {
            return null;
        }
        byte[] uuid = in.at(16).bytes(16);
        byte[] name = in.bytes(32);
        return in.at(144).u64() == offset >> 9 ? new Names(Names.label(name), Names.uuid(uuid)) : null;
    }

    private static @Nullable Names ddf(Window window) throws IOException {
        if (window.size() < 0x30000) {
            return null;
        }
        for (int sectors : new int[] {1, 257}) {
            long offset = (window.size() / SECTOR_BYTES - sectors) * SECTOR_BYTES;
            Cursor in = window.bigEndian(offset, SECTOR_BYTES, "DDF header");
            if (in == null) {
                return null;
            }
            int signature = in.s32();
            if (signature != 0xde11de11 && signature != 0x11de11de) {
                continue;
            }
            byte[] guid = in.at(8).bytes(24);
            long primary = in.at(96).u64();
            if (signature != 0xde11de11) {
                primary = Long.reverseBytes(primary);
            }
            if (primary != 0) {
                Cursor copy = window.bigEndian(primary << 9, 4, "DDF primary header");
                if (copy == null || copy.s32() != signature) {
                    return null;
                }
            }
            return new Names(null, ddfGuid(guid));
        }
        return null;
    }

    /** The GUID is text and binary mixed; bytes that are not text stay visible as Latin-1. */
    private static @Nullable String ddfGuid(byte[] guid) {
        int end = 0;
        while (end < guid.length && guid[end] != 0) {
            end++;
        }
        return end == 0 ? null : new String(guid, 0, end, StandardCharsets.ISO_8859_1);
    }

    private static @Nullable Names via(Window window) throws IOException {
        byte[] raw = lastSector(window);
        if (raw == null || (raw[0] & 0xff) != 0x55 || (raw[1] & 0xff) != 0xaa || raw[2] < 0 || raw[2] > 2) {
            return null;
        }
        int sum = 0;
        for (int i = 0; i < 50; i++) {
            sum += raw[i];
        }
        return (byte) sum == raw[50] ? Names.NONE : null;
    }

    private static @Nullable Names silicon(Window window) throws IOException {
        byte[] raw = lastSector(window);
        if (raw == null) {
            return null;
        }
        Cursor in = window.littleEndian(endOffset(window, SECTOR_BYTES), SECTOR_BYTES, "Silicon metadata");
        if (in == null || in.at(0x60).u32() != 0x2f000000L || in.at(0x116).u8() >= 8) {
            return null;
        }
        int sum = 0;
        in.at(0);
        for (int i = 0; i < 0x13e / 2; i++) {
            sum += in.u16();
        }
        return (-sum & 0xffff) == in.at(0x13e).u16() ? Names.NONE : null;
    }

    private static @Nullable Names promise(Window window) throws IOException {
        long sectors = window.size() / SECTOR_BYTES;
        if (window.size() < 0x40000) {
            return null;
        }
        for (int back : PROMISE_SECTORS) {
            if (sectors < back) {
                return null;
            }
            if (window.matches((sectors - back) * SECTOR_BYTES, ascii("Promise Technology, Inc."))) {
                return Names.NONE;
            }
        }
        return null;
    }

    private static @Nullable Names highpoint45(Window window) throws IOException {
        int back = 11 * SECTOR_BYTES;
        Names intact = fromEnd(window, back, HexFormat.of().parseHex("f316785a"));
        return intact != null ? intact : fromEnd(window, back, HexFormat.of().parseHex("fd16785a"));
    }

    private static @Nullable Names adaptec(Window window) throws IOException {
        byte[] raw = lastSector(window);
        if (raw == null) {
            return null;
        }
        Cursor in = window.bigEndian(endOffset(window, SECTOR_BYTES), SECTOR_BYTES, "Adaptec metadata");
        return in != null && in.s32() == 0x37fc4d1e && in.at(256).s32() == 0x4450544d ? Names.NONE : null;
    }

    private static byte @Nullable [] lastSector(Window window) throws IOException {
        return window.size() < MIN_FIRMWARE_BYTES ? null : window.bytes(endOffset(window, SECTOR_BYTES), SECTOR_BYTES);
    }
}
