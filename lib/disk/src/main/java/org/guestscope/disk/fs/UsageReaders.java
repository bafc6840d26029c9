package org.guestscope.disk.fs;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.fs.blkid.Identity;
import org.guestscope.disk.fs.btrfs.Btrfs;
import org.guestscope.disk.fs.ext4.Ext4;
import org.guestscope.disk.fs.f2fs.F2fs;
import org.guestscope.disk.fs.fat.Exfat;
import org.guestscope.disk.fs.fat.Fat;
import org.guestscope.disk.fs.hfs.Hfs;
import org.guestscope.disk.fs.hfs.HfsPlus;
import org.guestscope.disk.fs.jfs.Jfs;
import org.guestscope.disk.fs.minix.Bfs;
import org.guestscope.disk.fs.minix.Minix;
import org.guestscope.disk.fs.nilfs2.Nilfs2;
import org.guestscope.disk.fs.ntfs.Ntfs;
import org.guestscope.disk.fs.optical.Iso9660;
import org.guestscope.disk.fs.optical.Udf;
import org.guestscope.disk.fs.readonly.Erofs;
import org.guestscope.disk.fs.readonly.Romfs;
import org.guestscope.disk.fs.readonly.Squashfs;
import org.guestscope.disk.fs.reiserfs.Reiserfs;
import org.guestscope.disk.fs.ufs.Ufs;
import org.guestscope.disk.fs.xfs.Xfs;

/** Which reader computes the usage of which type. */
final class UsageReaders {

    private static final Map<String, UsageReader> BY_TYPE = Map.ofEntries(
            Map.entry("ext2", Ext4::usage),
            Map.entry("ext3", Ext4::usage),
            Map.entry("ext4", Ext4::usage),
            Map.entry("xfs", Xfs::usage),
            Map.entry("vfat", Fat::usage),
            Map.entry("exfat", Exfat::usage),
            Map.entry("ntfs", Ntfs::usage),
            Map.entry("f2fs", F2fs::usage),
            Map.entry("iso9660", Iso9660::usage),
            Map.entry("udf", Udf::usage),
            Map.entry("squashfs", Squashfs::usage),
            Map.entry("erofs", Erofs::usage),
            Map.entry("romfs", Romfs::usage),
            Map.entry("hfsplus", HfsPlus::usage),
            Map.entry("hfs", Hfs::usage),
            Map.entry("jfs", Jfs::usage),
            Map.entry("reiserfs", Reiserfs::usage),
            Map.entry("nilfs2", Nilfs2::usage),
            Map.entry("minix", Minix::usage),
            Map.entry("ufs", Ufs::usage),
            Map.entry("bfs", Bfs::usage));

    /** What a mount without further options or helpers refuses, or what is no filesystem at all. */
    private static final Map<String, String> NOT_MOUNTABLE = Map.ofEntries(
            Map.entry("swap", "swap space"),
            Map.entry("swsuspend", "a hibernated system's memory"),
            Map.entry("jbd", "the journal of another device's filesystem"),
            Map.entry("xfs_external_log", "the log of another device's filesystem"),
            Map.entry("bcache", "a bcache device, whose content only bcache shows"),
            Map.entry("ceph_bluestore", "a Ceph object store"),
            Map.entry("drbd", "a DRBD device"),
            Map.entry("drbdmanage_control_volume", "a DRBD control volume"),
            Map.entry("drbdproxy_datalog", "a DRBD proxy's log"),
            Map.entry("DM_snapshot_cow", "a snapshot's changed blocks"),
            Map.entry("DM_verity_hash", "the hashes of another device"),
            Map.entry("DM_integrity", "a dm-integrity device"),
            Map.entry("crypto_LUKS", "encrypted (LUKS)"),
            Map.entry("BitLocker", "encrypted (BitLocker)"),
            Map.entry("VMFS", "no Linux driver for VMFS"),
            Map.entry("vdo", "a VDO device"),
            Map.entry("stratis", "a Stratis pool's device"),
            Map.entry("ubi", "flash memory volumes"),
            Map.entry("ubifs", "mounts on flash memory only"),
            Map.entry("oracleasm", "an Oracle ASM disk"),
            Map.entry("cramfs", "this kernel has no cramfs driver"),
            Map.entry("squashfs3", "the driver reads squashfs 4 only"),
            Map.entry("ReFS", "no Linux driver for ReFS"),
            Map.entry("apfs", "no Linux driver for APFS"),
            Map.entry("exfs", "no Linux driver for EXFS"),
            Map.entry("ext4dev", "no driver goes by this name any more"),
            Map.entry("reiser4", "no Linux driver for Reiser4"),
            Map.entry("nss", "no Linux driver for NSS"),
            Map.entry("ocfs", "no Linux driver for OCFS 1"),
            Map.entry("gfs", "no Linux driver for GFS 1"),
            Map.entry("mpool", "no Linux driver for mpool"));

    private UsageReaders() {}

    static Filesystem read(Identity identity, BlockDevice device, List<BlockDevice> all) throws IOException {
        Usage usage;
        List<String> subvolumes = List.of();
        try {
            if (identity.type().equals("btrfs")) {
                Btrfs.Result result = Btrfs.read(device, all);
                usage = result.usage();
                subvolumes = result.subvolumes();
            } else {
                usage = usage(identity, device);
            }
        } catch (DiskFormatException.Unsupported unsupported) {
            usage = new Usage.NeedsAppliance(unsupported.getMessage());
        } catch (DiskFormatException broken) {
            usage = new Usage.NotMountable(broken.getMessage());
        }
        return new Filesystem(identity.type(), identity.label(), identity.uuid(), usage, subvolumes);
    }

    private static Usage usage(Identity identity, BlockDevice device) throws IOException {
        UsageReader reader = BY_TYPE.get(identity.type());
        if (reader != null) {
            return reader.read(device);
        }
        String reason = NOT_MOUNTABLE.get(identity.type());
        if (reason == null && identity.type().endsWith("_member")) {
            reason = "a member of a volume or pool";
        }
        if (reason != null) {
            return new Usage.NotMountable("%s: %s".formatted(device.name(), reason));
        }
        return new Usage.NeedsAppliance("%s: no direct reader for %s".formatted(device.name(), identity.type()));
    }
}
