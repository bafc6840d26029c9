package org.guestscope.disk.fs;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.fs.blkid.Identity;
import org.guestscope.disk.fs.ext4.Ext4;
import org.guestscope.disk.fs.fat.Fat;
import org.guestscope.disk.fs.xfs.Xfs;

/** Which reader computes the usage of which type. */
final class UsageReaders {

    private static final Map<String, UsageReader> BY_TYPE = Map.ofEntries(
            Map.entry("ext2", Ext4::usage),
            Map.entry("ext3", Ext4::usage),
            Map.entry("ext4", Ext4::usage),
            Map.entry("xfs", Xfs::usage),
            Map.entry("vfat", Fat::usage));

    private UsageReaders() {}

    static Filesystem read(Identity identity, BlockDevice device, List<BlockDevice> all) throws IOException {
        Usage usage;
        try {
            usage = usage(identity, device);
        } catch (DiskFormatException.Unsupported unsupported) {
            usage = new Usage.NeedsAppliance(unsupported.getMessage());
        } catch (DiskFormatException broken) {
            usage = new Usage.NotMountable(broken.getMessage());
        }
        return new Filesystem(identity.type(), identity.label(), identity.uuid(), usage);
    }

    private static Usage usage(Identity identity, BlockDevice device) throws IOException {
        UsageReader reader = BY_TYPE.get(identity.type());
        if (reader != null) {
            return reader.read(device);
        }
        return new Usage.NeedsAppliance("%s: no direct reader for %s".formatted(device.name(), identity.type()));
    }
}
