package org.guestscope.disk.fs.blkid;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.KernelCrc;
import org.guestscope.disk.fs.blkid.Identity.Purpose;
import org.jspecify.annotations.Nullable;

/** Filesystems that have no family with a class of its own. */
final class FilesystemSignatures {

    private static final int MIB = 1 << 20;

    private FilesystemSignatures() {}

    /** Those that libblkid looks for before UDF. */
    static List<Signature> early() {
        return List.of(
                Signature.filesystem("exfs", (w, m) -> Names.NONE, Magic.text(0, 0, "EXFS")),
                Signature.filesystem(
                                "reiserfs",
                                FilesystemSignatures::reiser,
                                Magic.text(8, 0x34, "ReIsErFs"),
                                Magic.text(64, 0x34, "ReIsEr2Fs"),
                                Magic.text(64, 0x34, "ReIsEr3Fs"),
                                Magic.text(64, 0x34, "ReIsErFs"),
                                Magic.text(8, 20, "ReIsErFs"))
                        .atLeast(128 << 10),
                Signature.filesystem("reiser4", new FixedNames(60, 36, 16, 20), Magic.text(64, 0, "ReIsEr4"))
                        .atLeast(128 << 10),
                Signature.filesystem("jfs", (w, m) -> jfs(w), Magic.text(32, 0, "JFS1"))
                        .atLeast(16 * MIB));
    }

    static List<Signature> late() {
        Signature.Check magicOnly = FixedNames.none();
        return List.of(
                Signature.filesystem("ReFS", magicOnly, Magic.hex(0, 0, "0000005265465300")),
                Signature.filesystem(
                        "cramfs",
                        FixedNames.label(64, 48, 16),
                        Magic.hex(0, 0, "453dcd28"),
                        Magic.hex(0, 0, "28cd3d45")),
                Signature.filesystem("romfs", FixedNames.label(32, 16, 16), Magic.text(0, 0, "-rom1fs-")),
                minix(),
                Signature.filesystem("gfs", (w, m) -> gfs(w, 1309, 1310, 1401, 1402), Magic.hex(64, 0, "01161970"))
                        .atLeast(32 * MIB),
                Signature.filesystem("gfs2", (w, m) -> gfs(w, 1800, 1900, 1900, 2000), Magic.hex(64, 0, "01161970"))
                        .atLeast(32 * MIB),
                Signature.filesystem("ocfs", (w, m) -> ocfs(w), Magic.text(8, 0, "OracleCFS"))
                        .atLeast(14000 << 10),
                Signature.filesystem(
                                "ocfs2",
                                new FixedNames(352, 272, 64, 336),
                                Magic.text(1, 0, "OCFSV2"),
                                Magic.text(2, 0, "OCFSV2"),
                                Magic.text(4, 0, "OCFSV2"),
                                Magic.text(8, 0, "OCFSV2"))
                        .atLeast(14000 << 10),
                Signature.filesystem("oracleasm", FixedNames.label(64, 40, 24), Magic.text(0, 32, "ORCLDISK")),
                Signature.filesystem("vxfs", magicOnly, Magic.hex(1, 0, "f5fc01a5"), Magic.hex(8, 0, "a501fcf5")),
                Signature.filesystem("squashfs", (w, m) -> squashfs(w, m, 4, 0xffff), Magic.text(0, 0, "hsqs")),
                Signature.filesystem(
                        "squashfs3",
                        (w, m) -> squashfs(w, m, 0, 3),
                        Magic.text(0, 0, "sqsh"),
                        Magic.text(0, 0, "hsqs")),
                Signature.filesystem("nss", FixedNames.uuid(512, 312), Magic.text(4, 0, "SPB5")),
                Signature.filesystem("btrfs", new FixedNames(0x22b, 0x12b, 256, 0x20), Magic.text(64, 0x40, "_BHRfS_M"))
                        .atLeast(MIB),
                Signature.filesystem("ubifs", FixedNames.uuid(4096, 108), Magic.hex(0, 0, "31181006")),
                Signature.filesystem("bfs", magicOnly, Magic.hex(0, 0, "cefaad1b")),
                Signature.filesystem("VMFS", (w, m) -> vmfs(w), Magic.hex(2048, 0, "5ef1ab2f")),
                Signature.filesystem(
                                "befs",
                                FilesystemSignatures::befs,
                                Magic.text(0, 32, "BFS1"),
                                Magic.text(0, 32, "1SFB"),
                                Magic.text(0, 0x200 + 32, "BFS1"),
                                Magic.text(0, 0x200 + 32, "1SFB"))
                        .atLeast(1440 << 10),
                Signature.filesystem("nilfs2", (w, m) -> nilfs(w)).atLeast(MIB),
                FatSignatures.exfat(),
                Signature.filesystem("f2fs", (w, m) -> f2fs(w), Magic.hex(1, 0, "1020f5f2")),
                Signature.filesystem("mpool", (w, m) -> mpool(w), Magic.text(0, 0, "mpoolDev")),
                HfsSignatures.apfs(),
                Signature.filesystem("zonefs", new FixedNames(84, 8, 32, 40), Magic.text(0, 0, "SFOZ")),
                Signature.filesystem("erofs", new FixedNames(128, 64, 16, 48), Magic.hex(1, 0, "e2e1f5e0")));
    }

    private static @Nullable Names reiser(Window window, Magic magic) throws IOException {
        Cursor in = window.littleEndian(magic.base(), 204, "reiserfs superblock");
        if (in == null) {
            return null;
        }
        long journal = in.at(12).u32();
        int sectors = in.at(44).u16() >> 9;
        if (sectors == 0 || magic.kibibyte() / sectors > journal / 2) {
            // The superblock was found inside the journal.
            return null;
        }
        char version = magic.asText().charAt(6);
        if (version != '2' && version != '3') {
            return Names.NONE;
        }
        byte[] uuid = in.at(84).bytes(16);
        return new Names(Names.label(in.bytes(16)), Names.uuid(uuid));
    }

    private static @Nullable Names jfs(Window window) throws IOException {
        Cursor in = window.littleEndian(32 << 10, 184, "JFS superblock");
        if (in == null) {
            return null;
        }
        long blockSize = in.at(16).u32();
        int blockBits = in.u16();
        int factor = in.u16();
        long sectorSize = in.u32();
        int sectorBits = in.u16();
        if (blockBits > 31
                || sectorBits > 31
                || blockSize != 1L << blockBits
                || sectorSize != 1L << sectorBits
                || blockBits - sectorBits != factor) {
            return null;
        }
        byte[] uuid = in.at(136).bytes(16);
        return new Names(Names.label(in.bytes(16)), Names.uuid(uuid));
    }

    private static Signature minix() {
        return Signature.filesystem(
                "minix",
                FilesystemSignatures::minixNames,
                Magic.hex(1, 16, "7f13"),
                Magic.hex(1, 16, "8f13"),
                Magic.hex(1, 16, "137f"),
                Magic.hex(1, 16, "138f"),
                Magic.hex(1, 16, "6824"),
                Magic.hex(1, 16, "7824"),
                Magic.hex(1, 16, "2468"),
                Magic.hex(1, 16, "2478"),
                Magic.hex(1, 24, "5a4d"),
                Magic.hex(1, 24, "4d5a"));
    }

    private static @Nullable Names minixNames(Window window, Magic magic) throws IOException {
        boolean version3 = magic.offset() == 24;
        int first = magic.bytes()[0];
        boolean bigEndian = version3 ? first == 0x4d : first == 0x13 || first == 0x24;
        Cursor in = bigEndian
                ? window.bigEndian(1024, 36, "minix superblock")
                : window.littleEndian(1024, 36, "minix superblock");
        if (in == null || window.matches(1024 + 0x38, new byte[] {0x53, (byte) 0xef})) {
            // Parts of an ext superblock can pass for minix.
            return null;
        }
        long inodes = version3 ? in.u32() : in.u16();
        long zones = in.u16();
        long inodeMaps = in.u16();
        long zoneMaps = in.u16();
        long firstZone = in.u16();
        int logZoneSize = in.u16() & 0xff;
        if (version3) {
            in.skip(2);
            firstZone = in.at(10).u16();
            logZoneSize = in.u16() & 0xff;
            inodeMaps = in.at(6).u16();
            zoneMaps = in.u16();
            zones = in.at(20).u32();
        } else {
            int state = in.at(18).u16();
            boolean version2 = (magic.bytes()[0] | magic.bytes()[1]) != 0 && isVersion2(magic);
            if (version2) {
                zones = in.at(20).u32();
            }
            if ((state & ~3) != 0) {
                return null;
            }
        }
        boolean sane = logZoneSize == 0
                && inodes != 0
                && inodes != 0xffffffffL
                && inodeMaps * 8192 >= inodes + 1
                && firstZone <= zones
                && zoneMaps * 8192 >= zones - firstZone + 1;
        return sane ? Names.NONE : null;
    }

    private static boolean isVersion2(Magic magic) {
        return magic.bytes()[0] == 0x24 || magic.bytes()[1] == 0x24;
    }

    private static @Nullable Names gfs(Window window, int format, int formatEnd, int multi, int multiEnd)
            throws IOException {
        Cursor in = window.bigEndian(64 << 10, 272, "GFS superblock");
        if (in == null) {
            return null;
        }
        long found = in.at(24).u32();
        long foundMulti = in.u32();
        if (found < format || found >= formatEnd || foundMulti < multi || foundMulti >= multiEnd) {
            return null;
        }
        byte[] table = in.at(160).bytes(64);
        return new Names(Names.label(table), Names.uuid(in.at(256).bytes(16)));
    }

    private static @Nullable Names ocfs(Window window) throws IOException {
        Cursor in = window.littleEndian((8 << 10) + 512, 132, "OCFS volume label");
        if (in == null) {
            return null;
        }
        byte[] label = in.at(48).bytes(64);
        int length = Math.min(in.u16(), 64);
        return new Names(Names.label(java.util.Arrays.copyOf(label, length)), Names.uuid(in.bytes(16)));
    }

    private static @Nullable Names squashfs(Window window, Magic magic, int lowest, int highest) throws IOException {
        boolean bigEndian = magic.asText().equals("sqsh");
        Cursor in = bigEndian
                ? window.bigEndian(0, 32, "squashfs superblock")
                : window.littleEndian(0, 32, "squashfs superblock");
        if (in == null) {
            return null;
        }
        int major = in.at(28).u16();
        return major >= lowest && major <= highest ? Names.NONE : null;
    }

    private static @Nullable Names vmfs(Window window) throws IOException {
        byte[] raw = window.bytes(2048 << 10, 157);
        if (raw == null) {
            return null;
        }
        int[] order = {3, 2, 1, 0, 7, 6, 5, 4, 9, 8, 10, 11, 12, 13, 14, 15};
        byte[] uuid = new byte[order.length];
        for (int i = 0; i < order.length; i++) {
            uuid[i] = raw[9 + order[i]];
        }
        String hex = HexFormat.of().formatHex(uuid);
        String dashed =
                String.join("-", hex.substring(0, 8), hex.substring(8, 16), hex.substring(16, 20), hex.substring(20));
        return new Names(Names.label(java.util.Arrays.copyOfRange(raw, 29, 157)), dashed);
    }

    private static @Nullable Names befs(Window window, Magic magic) throws IOException {
        long base = magic.offset() - 32;
        boolean bigEndian = magic.asText().equals("BFS1");
        String name = "BeFS superblock";
        Cursor in = bigEndian ? window.bigEndian(base, 136, name) : window.littleEndian(base, 136, name);
        if (in == null) {
            return null;
        }
        byte[] label = in.bytes(32);
        in.skip(4);
        long order = in.u32();
        long blockSize = in.u32();
        long blockShift = in.u32();
        long second = in.at(68).u32();
        long third = in.at(112).u32();
        boolean sane = order == 0x42494745L
                && second == 0xdd121031L
                && third == 0x15b6830eL
                && blockShift >= 10
                && blockShift <= 13
                && blockSize == 1L << blockShift;
        return sane ? new Names(Names.label(label), null) : null;
    }

    private static @Nullable Names nilfs(Window window) throws IOException {
        Names primary = nilfs(window, 1024, false);
        return primary != null ? primary : nilfs(window, (window.size() / 512 - 8) * 512, true);
    }

    private static @Nullable Names nilfs(Window window, long offset, boolean backup) throws IOException {
        byte[] raw = window.bytes(offset, 1024);
        Cursor in = window.littleEndian(offset, 1024, "NILFS2 superblock");
        if (raw == null || in == null || in.at(6).u16() != 0x3434) {
            return null;
        }
        int bytes = in.u16();
        in.skip(2);
        int seed = in.s32();
        int stored = in.s32();
        if (bytes < 20 || bytes > 1024 || (backup && in.at(32).u64() != window.size())) {
            return null;
        }
        int crc = KernelCrc.CRC32.update(seed, raw, 0, 16);
        crc = KernelCrc.CRC32.update(crc, new byte[4]);
        crc = KernelCrc.CRC32.update(crc, raw, 20, bytes - 20);
        if (crc != stored) {
            return null;
        }
        byte[] uuid = in.at(152).bytes(16);
        return new Names(Names.label(in.bytes(80)), Names.uuid(uuid));
    }

    private static @Nullable Names f2fs(Window window) throws IOException {
        Cursor in = window.littleEndian(1024, 0x47c, "F2FS superblock");
        if (in == null) {
            return null;
        }
        int major = in.at(4).u16();
        int minor = in.u16();
        if (major == 1 && minor == 0) {
            return Names.NONE;
        }
        byte[] uuid = in.at(0x6c).bytes(16);
        byte[] label = in.bytes(1024);
        return new Names(label[0] == 0 ? null : Names.label(label, StandardCharsets.UTF_16LE), Names.uuid(uuid));
    }

    private static @Nullable Names mpool(Window window) throws IOException {
        byte[] raw = window.bytes(0, 66);
        Cursor in = window.littleEndian(0, 66, "mpool superblock");
        if (raw == null
                || in == null
                || ~KernelCrc.CRC32C.update(~0, raw, 0, 62) != in.at(62).s32()) {
            return null;
        }
        byte[] label = in.at(8).bytes(32);
        return new Names(Names.label(label), Names.uuid(in.bytes(16)));
    }

    static Signature hpfs() {
        return Signature.filesystem("hpfs", (w, m) -> hpfsNames(w), Magic.hex(8, 0, "49e895f9"));
    }

    private static @Nullable Names hpfsNames(Window window) throws IOException {
        Cursor in = window.littleEndian(0, 512, "HPFS boot block");
        if (in == null || !window.matches(0x2200, HexFormat.of().parseHex("491891f9"))) {
            return null;
        }
        boolean named = window.matches(0x36, "HPFS".getBytes(StandardCharsets.US_ASCII))
                && window.matches(510, new byte[] {0x55, (byte) 0xaa})
                && in.at(38).u8() == 0x28;
        if (!named) {
            return Names.NONE;
        }
        byte[] serial = in.bytes(4);
        return new Names(Names.label(in.bytes(11)), Names.serial(serial));
    }

    static List<Signature> unix() {
        return List.of(
                Signature.filesystem("ufs", (w, m) -> ufs(w)),
                hpfs(),
                Signature.filesystem("sysv", (w, m) -> sysv(w)),
                Signature.filesystem(
                        "xenix",
                        FixedNames.label(1024, 628, 6),
                        Magic.hex(1, 0x400, "2b5544"),
                        Magic.hex(1, 0x400, "44552b")));
    }

    private static @Nullable Names ufs(Window window) throws IOException {
        List<Integer> magics = List.of(0x19540119, 0x00011954, 0x00195612, 0x00095014, 0x00612195, 0x05231994);
        for (int kibibyte : new int[] {0, 8, 64, 256}) {
            for (boolean bigEndian : new boolean[] {true, false}) {
                long offset = (long) kibibyte << 10;
                Cursor in = bigEndian
                        ? window.bigEndian(offset, 1380, "UFS superblock")
                        : window.littleEndian(offset, 1380, "UFS superblock");
                if (in == null) {
                    return null;
                }
                int magic = in.at(1372).s32();
                if (!magics.contains(magic)) {
                    continue;
                }
                String label = magic == magics.get(0) ? Names.label(in.at(680).bytes(32)) : null;
                long high = in.at(144).u32();
                long low = in.u32();
                return new Names(label, (high | low) == 0 ? null : "%08x%08x".formatted(high, low));
            }
        }
        return null;
    }

    private static @Nullable Names sysv(Window window) throws IOException {
        for (int block : new int[] {0, 9, 15, 18}) {
            long offset = block * 1024L + 512;
            Cursor in = window.bigEndian(offset, 512, "System V superblock");
            if (in == null) {
                return null;
            }
            int magic = in.at(504).s32();
            if (magic == 0xfd187e20 || magic == 0x207e18fd) {
                return new Names(Names.label(in.at(440).bytes(6)), null);
            }
        }
        return null;
    }

    static Signature zfs() {
        return Signature.of("zfs_member", Purpose.FILESYSTEM, (w, m) -> ZfsLabel.names(w))
                .atLeast(64 * MIB);
    }
}
