package org.guestscope.disk.fs.ntfs;

import java.io.IOException;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.disk.fs.Usage;

/**
 * Usage of an NTFS volume as ntfs-3g computes it. A read-only mount of it replays no log, so a volume that was not
 * unmounted, or a hibernated one, shows what the bitmaps say.
 */
public final class Ntfs {

    private static final int MFT_RECORD = 0;
    private static final int BITMAP_RECORD = 6;
    private static final int DATA = 0x80;
    private static final int BITMAP = 0xb0;

    private Ntfs() {}

    /**
     * What statfs reports after a read-only mount.
     *
     * @throws DiskFormatException when the mount would fail
     */
    public static Usage usage(BlockDevice device) throws IOException {
        BootSector boot = BootSector.read(device);
        MasterFileTable table = new MasterFileTable(device, boot);
        Attribute clusters = table.attribute(BITMAP_RECORD, DATA);
        Attribute records = table.attribute(MFT_RECORD, BITMAP);

        long free = clusters.dataSize() * 8 - clusters.setBits(device, boot.clusterSize());
        // Free clusters could become file records; ntfs-3g counts them as inodes yet to be made.
        int scale = boot.clusterBits() - boot.recordBits();
        long possible = scale >= 0 ? free << scale : free >> -scale;
        long freeRecords = records.allocatedSize() * 8 - records.setBits(device, boot.clusterSize());
        return new Usage.Exact(new StatVfs(
                boot.clusterSize(),
                boot.clusters(),
                free,
                free,
                records.allocatedSize() * 8 + possible,
                freeRecords + possible));
    }
}
