package org.guestscope.disk.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;

/**
 * A VirtualBox disk image (VDI) of version 1.1, with fixed or dynamic allocation.
 *
 * @see "VirtualBox src/VBox/Storage/VDICore.h, VDIHEADER1"
 */
final class VdiImage extends MappedImage {

    private static final String HEADER = "VDI header";
    private static final int HEADER_BYTES = 512;
    private static final int SIGNATURE_OFFSET = 64;
    private static final long SIGNATURE = 0xbeda107fL;
    private static final long VERSION_1_1 = 0x00010001;
    private static final int TYPE_DYNAMIC = 1;
    private static final int TYPE_FIXED = 2;
    private static final int SECTOR = 512;
    private static final int MIN_BLOCK = 512;

    /** VirtualBox writes 1 MiB blocks. */
    private static final int MAX_BLOCK = 1 << 30;

    /** Entries of the block map at and above this value have no data: never written, or discarded. */
    private static final long FIRST_UNALLOCATED = 0xfffffffeL;

    private final BlockDevice file;
    private final ImageCache cache;
    private final long mapOffset;
    private final long dataOffset;
    private final long block;

    private VdiImage(BlockDevice file, ImageCache cache, long size, long mapOffset, long dataOffset, long block) {
        super(file.name(), size);
        this.file = file;
        this.cache = cache;
        this.mapOffset = mapOffset;
        this.dataOffset = dataOffset;
        this.block = block;
    }

    static VdiImage open(BlockDevice file, ImageCache cache) throws IOException {
        Cursor in = Cursor.read(file, 0, (int) Math.min(HEADER_BYTES, file.size()), ByteOrder.LITTLE_ENDIAN, HEADER);
        in.skip(SIGNATURE_OFFSET); // text
        long signature = in.u32();
        if (signature != SIGNATURE) {
            throw DiskFormatException.not(
                    file.name(), "VDI", "signature is 0x%08x, must be 0x%08x".formatted(signature, SIGNATURE));
        }
        long version = in.u32();
        if (version != VERSION_1_1) {
            throw in.unsupported("version %d.%d".formatted(version >>> 16, version & 0xffff));
        }
        in.skip(4); // header_size
        long type = in.u32();
        if (type != TYPE_DYNAMIC && type != TYPE_FIXED) {
            throw in.unsupported("image_type %d (differencing images are known to VirtualBox alone)".formatted(type));
        }
        in.skip(4 + 256); // image_flags (4) + description (256)
        long mapOffset = in.u32();
        long dataOffset = in.u32();
        in.skip(12); // cylinders (4) + heads (4) + sectors (4)
        long sectorSize = in.u32();
        if (sectorSize != SECTOR) {
            throw in.unsupported("sector_size %d".formatted(sectorSize));
        }
        in.skip(4); // unused
        long size = in.u63("disk_size");
        long block = in.u32();
        if (block < MIN_BLOCK || block > MAX_BLOCK || Long.bitCount(block) != 1) {
            throw in.bad("block_size", "%d, must be a power of 2 in %d..%d".formatted(block, MIN_BLOCK, MAX_BLOCK));
        }
        long extra = in.u32();
        if (extra != 0) {
            throw in.unsupported("block_extra %d".formatted(extra));
        }
        long blocks = in.u32();
        long rounded = size - size % SECTOR + (size % SECTOR == 0 ? 0 : SECTOR);
        if (rounded < 0 || rounded / block + (rounded % block == 0 ? 0 : 1) > blocks) {
            throw in.bad("blocks_in_image", "%d of %d bytes, disk_size is %d".formatted(blocks, block, size));
        }
        if (mapOffset > file.size() || blocks * Integer.BYTES > file.size() - mapOffset) {
            throw in.bad(
                    "offset_bmap",
                    "0x%x, map of %d entries must be inside the file, which ends at 0x%x"
                            .formatted(mapOffset, blocks, file.size()));
        }
        return new VdiImage(file, cache, rounded, mapOffset, dataOffset, block);
    }

    @Override
    protected long runLength(long offset) {
        return block - offset % block;
    }

    @Override
    protected void readRun(long offset, ByteBuffer destination) throws IOException {
        long entryOffset = mapOffset + offset / block * Integer.BYTES;
        long entry = cache.u32(file, entryOffset, ByteOrder.LITTLE_ENDIAN, "VDI block map");
        if (entry >= FIRST_UNALLOCATED) {
            zero(destination);
        } else {
            readData(file, dataOffset + entry * block + offset % block, offset, destination);
        }
    }
}
