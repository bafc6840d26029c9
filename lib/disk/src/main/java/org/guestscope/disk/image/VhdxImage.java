package org.guestscope.disk.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.jspecify.annotations.Nullable;

/**
 * A VHDX image: fixed, dynamic or differencing.
 *
 * @see <a href="https://learn.microsoft.com/openspecs/windows_protocols/ms-vhdx/">MS-VHDX</a>
 */
final class VhdxImage extends MappedImage {

    private static final String BAT = "VHDX block allocation table";

    /** A sector bitmap block tells of as many sectors as its 1 MiB has bits. */
    private static final long BITMAP_BITS = 8L << 20;

    private static final int STATE_MASK = 7;
    private static final int NOT_PRESENT = 0;
    private static final int FULLY_PRESENT = 6;
    private static final int PARTIALLY_PRESENT = 7;
    private static final long OFFSET_MASK = -1L << 20;

    private final BlockDevice file;
    private final ImageCache cache;
    private final @Nullable BlockDevice parent;
    private final VhdxHeader header;

    /** Payload blocks that one sector bitmap block serves; its entry follows theirs in the table. */
    private final long chunkRatio;

    private VhdxImage(BlockDevice file, ImageCache cache, @Nullable BlockDevice parent, VhdxHeader header) {
        super(file.name(), header.size());
        this.file = file;
        this.cache = cache;
        this.parent = parent;
        this.header = header;
        this.chunkRatio = BITMAP_BITS * header.sectorSize() / header.blockSize();
    }

    static VhdxImage open(ImageFile file, ImageOpener opener) throws IOException {
        VhdxHeader.checkSignature(file);
        BlockDevice replayed = VhdxHeader.replayed(file);
        VhdxHeader header = VhdxHeader.read(replayed);
        String path = header.parent();
        BlockDevice parent = path == null ? null : opener.openImage(file, "parent", hostName(path), "vhdx");
        VhdxImage image = new VhdxImage(replayed, opener.cache(), parent, header);
        if (header.size() > 0) {
            long last = image.payloadEntry(header.size() - 1);
            if (last > header.batLength() / Long.BYTES - 1) {
                throw DiskFormatException.bad(
                        file.name(),
                        header.batOffset(),
                        BAT,
                        "%d bytes, must hold %d entries".formatted(header.batLength(), last + 1));
            }
        }
        return image;
    }

    /** Windows paths have back slashes, and a leading dot for the same directory. */
    private static byte[] hostName(String path) {
        return path.replace('\\', '/').getBytes(Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
    }

    private long payloadEntry(long offset) {
        long block = offset / header.blockSize();
        return block + block / chunkRatio;
    }

    private long entry(long index) throws IOException {
        return cache.u64(file, header.batOffset() + index * Long.BYTES, ByteOrder.LITTLE_ENDIAN, BAT);
    }

    @Override
    protected long runLength(long offset) {
        // a differencing disk tells for each sector whose it is
        long unit = parent == null ? header.blockSize() : header.sectorSize();
        return unit - offset % unit;
    }

    @Override
    protected void readRun(long offset, ByteBuffer destination) throws IOException {
        long entry = entry(payloadEntry(offset));
        int state = (int) entry & STATE_MASK;
        if (state == NOT_PRESENT || (state == PARTIALLY_PRESENT && !isOwnSector(offset))) {
            readParent(parent, offset, destination);
        } else if (state == FULLY_PRESENT || state == PARTIALLY_PRESENT) {
            readData(file, (entry & OFFSET_MASK) + offset % header.blockSize(), offset, destination);
        } else {
            zero(destination); // undefined, zero, unmapped
        }
    }

    /** Whether a sector of a partially present block is in this file, not in the parent. */
    private boolean isOwnSector(long offset) throws IOException {
        long chunk = offset / header.blockSize() / chunkRatio;
        long bitmap = entry(chunk * (chunkRatio + 1) + chunkRatio);
        if (((int) bitmap & STATE_MASK) != FULLY_PRESENT) {
            return false;
        }
        long bit = offset / header.sectorSize() % BITMAP_BITS;
        long word = cache.u32(
                file,
                (bitmap & OFFSET_MASK) + bit / Integer.SIZE * Integer.BYTES,
                ByteOrder.LITTLE_ENDIAN,
                "VHDX sector bitmap");
        return (word >>> bit % Integer.SIZE & 1) != 0;
    }
}
