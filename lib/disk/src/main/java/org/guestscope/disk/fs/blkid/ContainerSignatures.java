package org.guestscope.disk.fs.blkid;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.KernelCrc;
import org.guestscope.disk.fs.blkid.Identity.Purpose;
import org.jspecify.annotations.Nullable;

/** Volume members, caches, encryption and other containers. */
final class ContainerSignatures {

    private static final byte[] FVE = ascii("-FVE-FS-");
    private static final byte[] TO_GO = ascii("MSWIN4.1");
    private static final int LVM_CRC_SEED = 0xf597a6cf;
    private static final int DRBD_META_BYTES = 4096;
    private static final String STRATIS = "21537472613074697386ff025e417268";

    private ContainerSignatures() {}

    static List<Signature> all() {
        Signature.Check magicOnly = FixedNames.none();
        return List.of(
                other("bcache", (w, m) -> bcache(w), Magic.hex(4, 24, "c68573f64e1a45ca8265f57f48ba6d81"))
                        .atLeast(8192),
                other("ceph_bluestore", magicOnly, Magic.text(0, 0, "bluestore block device")),
                member("drbd", (w, m) -> drbd(w)),
                other("drbdmanage_control_volume", (w, m) -> drbdManage(w), Magic.text(0, 0, "$DRBDmgr=q"))
                        .atLeast(64 << 10),
                Signature.filesystem("drbdproxy_datalog", FixedNames.uuid(32, 16), Magic.text(0, 0, "DRBDdlh*"))
                        .atLeast(16 << 10),
                member(
                        "LVM2_member",
                        ContainerSignatures::lvm2,
                        Magic.text(0, 0x218, "LVM2 001"),
                        Magic.text(0, 0x018, "LVM2 001"),
                        Magic.text(1, 0x018, "LVM2 001"),
                        Magic.text(1, 0x218, "LVM2 001")),
                member("LVM1_member", (w, m) -> lvm1(w), Magic.text(0, 0, "HM")),
                other("DM_snapshot_cow", magicOnly, Magic.text(0, 0, "SnAp")),
                crypto("DM_verity_hash", (w, m) -> verity(w), Magic.text(0, 0, "verity\0\0")),
                crypto("DM_integrity", (w, m) -> integrity(w), Magic.text(0, 0, "integrt\0")),
                crypto("crypto_LUKS", (w, m) -> luks(w)),
                member("VMFS_volume_member", (w, m) -> vmfsVolume(w), Magic.hex(1024, 0, "0dd001c0")),
                member("ubi", (w, m) -> ubi(w), Magic.text(0, 0, "UBI#")),
                other("vdo", FixedNames.uuid(56, 40), Magic.text(0, 0, "dmvdo001")),
                member("stratis", (w, m) -> stratis(w), Magic.hex(0, 516, STRATIS), Magic.hex(0, 4612, STRATIS))
                        .atLeast(8192),
                crypto(
                        "BitLocker",
                        (w, m) -> bitLocker(w),
                        Magic.hex(0, 0, "eb52902d4656452d46532d"),
                        Magic.hex(0, 0, "eb58902d4656452d46532d"),
                        Magic.hex(0, 0, "eb58904d5357494e342e31")));
    }

    private static Signature member(String type, Signature.Check check, Magic... magics) {
        return Signature.of(type, Purpose.RAID_MEMBER, check, magics);
    }

    private static Signature crypto(String type, Signature.Check check, Magic... magics) {
        return Signature.of(type, Purpose.CRYPTO, check, magics);
    }

    private static Signature other(String type, Signature.Check check, Magic... magics) {
        return Signature.of(type, Purpose.OTHER, check, magics);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static @Nullable Names bcache(Window window) throws IOException {
        Cursor in = window.littleEndian(4096, 56, "bcache superblock");
        return in != null && in.at(8).u64() == 8
                ? new Names(null, Names.uuid(in.at(40).bytes(16)))
                : null;
    }

    private static @Nullable Names drbd(Window window) throws IOException {
        if (window.size() < 0x10000) {
            return null;
        }
        Cursor in = window.bigEndian(window.size() - DRBD_META_BYTES, DRBD_META_BYTES, "DRBD metadata");
        if (in == null) {
            return null;
        }
        // Version 8 keeps four UUIDs before the device's, version 9 one and four reserved words: the same place.
        String uuid = "%x".formatted(in.at(48).u64());
        in.skip(4 + 4);
        long magic = in.at(68).u32();
        return magic >= 0x8374026bL && magic <= 0x8374026dL ? new Names(null, uuid) : null;
    }

    private static @Nullable Names drbdManage(Window window) throws IOException {
        byte[] header = window.bytes(11, 33);
        if (header == null || header[32] != '\n') {
            return null;
        }
        for (int i = 0; i < 32; i++) {
            if (Character.digit(header[i], 16) < 0) {
                return null;
            }
        }
        return new Names(null, new String(header, 0, 32, StandardCharsets.US_ASCII));
    }

    private static @Nullable Names lvm2(Window window, Magic magic) throws IOException {
        byte[] label = null;
        long sector = magic.base() / 512;
        for (int i = 0; i < 2 && label == null; i++) {
            if (window.matches((sector + i) * 512, ascii("LABELONE"))) {
                label = window.bytes((sector + i) * 512, 512);
                sector += i;
            }
        }
        if (label == null) {
            return null;
        }
        Cursor in = window.littleEndian(sector * 512, 64, "LVM2 label");
        if (in == null || in.at(8).u64() != sector) {
            return null;
        }
        int crc = in.s32();
        if (KernelCrc.CRC32.update(LVM_CRC_SEED, label, 20, 512 - 20) != crc) {
            return null;
        }
        return new Names(null, lvmUuid(in.at(32).bytes(32)));
    }

    private static @Nullable Names lvm1(Window window) throws IOException {
        Cursor in = window.littleEndian(0, 172, "LVM1 label");
        if (in == null) {
            return null;
        }
        int version = in.at(2).u16();
        return version == 1 || version == 2 ? new Names(null, lvmUuid(in.at(44).bytes(32))) : null;
    }

    /** LVM's UUIDs are 32 letters and digits, shown in groups of 6-4-4-4-4-4-6. */
    private static String lvmUuid(byte[] raw) {
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        List<String> groups = new ArrayList<>();
        int[] ends = {0, 6, 10, 14, 18, 22, 26, 32};
        for (int i = 1; i < ends.length; i++) {
            groups.add(text.substring(ends[i - 1], ends[i]));
        }
        return String.join("-", groups);
    }

    private static @Nullable Names verity(Window window) throws IOException {
        Cursor in = window.littleEndian(0, 512, "dm-verity superblock");
        return in != null && in.at(8).u32() == 1
                ? new Names(null, Names.uuid(in.at(16).bytes(16)))
                : null;
    }

    private static @Nullable Names integrity(Window window) throws IOException {
        Cursor in = window.littleEndian(0, 33, "dm-integrity superblock");
        return in != null && in.at(8).u8() != 0 ? Names.NONE : null;
    }

    private static @Nullable Names luks(Window window) throws IOException {
        byte[] primary = {'L', 'U', 'K', 'S', (byte) 0xba, (byte) 0xbe};
        if (window.matches(0, primary)) {
            return luksNames(window, 0);
        }
        byte[] secondary = {'S', 'K', 'U', 'L', (byte) 0xba, (byte) 0xbe};
        for (long offset = 0x4000; offset <= 0x400000; offset <<= 1) {
            if (window.matches(offset, secondary)) {
                return luksNames(window, offset);
            }
        }
        return null;
    }

    private static @Nullable Names luksNames(Window window, long offset) throws IOException {
        Cursor in = window.bigEndian(offset, 512, "LUKS header");
        if (in == null) {
            return null;
        }
        int version = in.at(6).u16();
        String uuid = text(in.at(168).text(40));
        String label = version == 2 ? Names.label(in.at(24).bytes(48)) : null;
        return version == 1 || version == 2 ? new Names(label, uuid) : Names.NONE;
    }

    private static @Nullable String text(byte[] raw) {
        return raw.length == 0 ? null : new String(raw, StandardCharsets.ISO_8859_1);
    }

    private static Names vmfsVolume(Window window) throws IOException {
        Cursor in = window.littleEndian((1 << 20) + 512 + 20, 35, "VMFS volume information");
        return in == null ? Names.NONE : new Names(null, text(in.text(35)));
    }

    private static @Nullable Names ubi(Window window) throws IOException {
        Cursor in = window.bigEndian(0, 64, "UBI header");
        return in == null ? null : new Names(null, Long.toString(in.at(24).u32()));
    }

    private static @Nullable Names stratis(Window window) throws IOException {
        for (int copy : new int[] {512, 9 * 512}) {
            byte[] raw = window.bytes(copy, 512);
            Cursor in = window.littleEndian(copy, 512, "Stratis superblock");
            if (raw == null || in == null) {
                return null;
            }
            if (~KernelCrc.CRC32C.update(~0, raw, 4, 508) == in.s32()) {
                return new Names(null, stratisUuid(new String(in.at(64).bytes(32), StandardCharsets.ISO_8859_1)));
            }
        }
        return null;
    }

    private static String stratisUuid(String hex) {
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20));
    }

    private static @Nullable Names bitLocker(Window window) throws IOException {
        if (!isBitLocker(window)) {
            return null;
        }
        Cursor in = window.littleEndian(0, 512, "BitLocker boot sector");
        if (in == null || in.at(1).u8() != 0x58 || !window.matches(3, FVE)) {
            return Names.NONE;
        }
        int serial = in.at(67).s32();
        // libblkid takes an all-zero serial for no UUID at all.
        return serial == 0 ? Names.NONE : new Names(null, "%016d".formatted(serial));
    }

    /** BitLocker volumes keep a FAT- or NTFS-like boot sector; its metadata must be where the sector says. */
    static boolean isBitLocker(Window window) throws IOException {
        Cursor in = window.littleEndian(0, 512, "BitLocker boot sector");
        if (in == null) {
            return false;
        }
        if (window.matches(0, new byte[] {(byte) 0xeb, 0x52, (byte) 0x90}) && window.matches(3, FVE)) {
            return true;
        }
        if (!window.matches(0, new byte[] {(byte) 0xeb, 0x58, (byte) 0x90})) {
            return false;
        }
        long metadata;
        if (window.matches(3, FVE)) {
            metadata = in.at(176).u64();
        } else if (window.matches(3, TO_GO)) {
            metadata = in.at(440).u64();
        } else {
            return false;
        }
        return metadata != 0 && window.matches(metadata, FVE);
    }
}
