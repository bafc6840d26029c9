package org.guestscope.disk.fs.blkid;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.fs.blkid.Identity.Purpose;
import org.jspecify.annotations.Nullable;

/** XFS and its external log. */
final class XfsSignatures {

    private static final int LOG_SCAN_BYTES = 256 << 10;
    private static final long MIN_LOG_BYTES = 10 << 20;
    private static final int LOG_RECORD_MAGIC = 0xfeedbabe;
    private static final int SUPERBLOCK_MAGIC = 0x58465342;

    private XfsSignatures() {}

    static List<Signature> all() {
        return List.of(
                Signature.filesystem("xfs", (w, m) -> xfsNames(w), Magic.text(0, 0, "XFSB")),
                Signature.of("xfs_external_log", Purpose.OTHER, (w, m) -> logNames(w))
                        .atLeast(MIN_LOG_BYTES));
    }

    private static @Nullable Names xfsNames(Window window) throws IOException {
        Cursor in = window.bigEndian(0, 208, "XFS superblock");
        if (in == null) {
            return null;
        }
        in.skip(4);
        long blockSize = in.u32();
        long blocks = in.u64();
        in.skip(8 + 8);
        byte[] uuid = in.bytes(16);
        in.skip(8 + 8 + 8 + 8);
        long realtimeExtent = in.u32();
        long agBlocks = in.u32();
        long agCount = in.u32();
        in.skip(4 + 4 + 2);
        int sectorSize = in.u16();
        int inodeSize = in.u16();
        in.skip(2);
        byte[] label = in.bytes(12);
        int blockLog = in.u8();
        int sectorLog = in.u8();
        int inodeLog = in.u8();
        int inodesPerBlockLog = in.u8();
        in.skip(1 + 1 + 1);
        int maxPercent = in.u8();
        long realtimeBytes = (realtimeExtent * blockSize) & 0xffffffffL;
        boolean sane = agCount > 0
                && agCount <= Integer.MAX_VALUE
                && sectorLog >= 9
                && sectorLog <= 15
                && sectorSize == 1 << sectorLog
                && blockLog >= 9
                && blockLog <= 16
                && blockSize == 1L << blockLog
                && inodeLog >= 8
                && inodeLog <= 11
                && inodeSize == 1 << inodeLog
                && blockLog - inodeLog == inodesPerBlockLog
                && realtimeBytes <= 1 << 30
                && realtimeBytes >= 4 << 10
                && maxPercent <= 100
                && blocks != 0
                && Long.compareUnsigned(blocks, agCount * agBlocks) <= 0
                && Long.compareUnsigned(blocks, (agCount - 1) * agBlocks + 64) >= 0;
        return sane ? new Names(Names.label(label), Names.uuid(uuid)) : null;
    }

    /** A log of its own begins with a record header in some sector of the first 256 KiB. */
    private static @Nullable Names logNames(Window window) throws IOException {
        byte[] start = window.bytes(0, LOG_SCAN_BYTES);
        if (start == null) {
            return null;
        }
        ByteBuffer sectors = ByteBuffer.wrap(start);
        for (int at = 0; at < LOG_SCAN_BYTES; at += 512) {
            int magic = sectors.getInt(at);
            if (magic == SUPERBLOCK_MAGIC) {
                return null;
            }
            int version = sectors.getInt(at + 8);
            int format = sectors.getInt(at + 300);
            if (magic == LOG_RECORD_MAGIC
                    && version >= 1
                    && version <= 3
                    && sectors.getInt(at + 12) > 0
                    && format >= 1
                    && format <= 3) {
                return Names.NONE;
            }
        }
        return null;
    }
}
