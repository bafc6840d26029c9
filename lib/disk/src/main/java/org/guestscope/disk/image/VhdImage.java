package org.guestscope.disk.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.jspecify.annotations.Nullable;

/**
 * A virtual hard disk (VHD, which QEMU calls vpc): fixed, dynamic or differencing.
 *
 * @see "Microsoft, Virtual Hard Disk Image Format Specification 1.0"
 */
final class VhdImage extends MappedImage {

    private static final String FOOTER = "VHD footer";
    private static final String HEADER = "VHD dynamic disk header";
    private static final int FOOTER_BYTES = 512;
    private static final int HEADER_BYTES = 1024;
    private static final byte[] FOOTER_COOKIE = "conectix".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEADER_COOKIE = "cxsparse".getBytes(StandardCharsets.US_ASCII);
    private static final int TYPE_FIXED = 2;
    private static final int TYPE_DYNAMIC = 3;
    private static final int TYPE_DIFFERENCING = 4;
    private static final int SECTOR = 512;
    private static final long UNALLOCATED = 0xffffffffL;

    /** The specification's largest disk is 2040 GiB; later tools write up to 64 TiB. */
    private static final long MAX_SIZE = 64L << 40;

    private static final int MIN_BLOCK = 512;
    private static final int MAX_BLOCK = 256 << 20;

    private static final int LOCATORS = 8;
    private static final int LOCATOR_BYTES = 24;

    /** Parent locator platforms whose name is a path: Windows relative, Windows absolute, Mac OS X file URL. */
    private static final int W2RU = 0x57327275;

    private static final int MACX = 0x4d616358;
    private static final int MAX_NAME_BYTES = 4096;

    private final BlockDevice file;
    private final ImageCache cache;
    private final @Nullable BlockDevice parent;
    private final boolean differencing;
    private final long batOffset;
    private final long block;
    private final long bitmapBytes;

    private VhdImage(
            BlockDevice file,
            ImageCache cache,
            @Nullable BlockDevice parent,
            boolean differencing,
            long size,
            long batOffset,
            long block) {
        super(file.name(), size);
        this.file = file;
        this.cache = cache;
        this.parent = parent;
        this.differencing = differencing;
        this.batOffset = batOffset;
        this.block = block;
        long bits = block / SECTOR;
        this.bitmapBytes = ((bits + 7) / 8 + SECTOR - 1) / SECTOR * SECTOR;
    }

    static BlockDevice open(ImageFile file, ImageOpener opener) throws IOException {
        Cursor in = footer(file);
        in.skip(4 + 4); // features (4) + file format version (4)
        long headerOffset = in.u64();
        in.skip(4); // time stamp
        byte[] creator = in.bytes(4);
        in.skip(4 + 4 + 8); // creator version (4) + creator host OS (4) + original size (8)
        long size = in.u63("Current Size");
        int cylinders = in.u16();
        int heads = in.u8();
        int sectors = in.u8();
        long type = in.u32();
        if (size > MAX_SIZE) {
            throw in.at(48).bad("Current Size", "%d, must be at most %d".formatted(size, MAX_SIZE));
        }
        size = guestSize(size, (long) cylinders * heads * sectors * SECTOR, creator);
        if (type == TYPE_FIXED) {
            long data = file.size() - FOOTER_BYTES;
            return new RawImage(file.slice(file.name(), 0, Math.min(size, data)));
        }
        if (type != TYPE_DYNAMIC && type != TYPE_DIFFERENCING) {
            throw in.unsupported("disk type %d".formatted(type));
        }
        return dynamic(file, opener, size, headerOffset, type == TYPE_DIFFERENCING);
    }

    /** The footer is the last sector; dynamic disks keep a copy at the beginning, and very old writers cut one byte off. */
    private static Cursor footer(BlockDevice file) throws IOException {
        long end = Math.max(0, file.size() - FOOTER_BYTES);
        for (long at : new long[] {0, end, Math.max(0, end + 1)}) {
            int length = (int) Math.min(FOOTER_BYTES, file.size() - at);
            Cursor in = Cursor.read(file, at, length, ByteOrder.BIG_ENDIAN, FOOTER);
            if (length >= FOOTER_COOKIE.length && Arrays.equals(in.bytes(8), FOOTER_COOKIE)) {
                return in;
            }
        }
        throw DiskFormatException.not(file.name(), "VHD", "no footer with the cookie 'conectix' at either end");
    }

    /**
     * Two sizes stand in the footer, that of the geometry and the current one. Virtual PC and old QEMU mean the first, which
     * is never the larger; Hyper-V, XenServer and others the second.
     */
    private static long guestSize(long current, long geometry, byte[] creator) {
        String application = new String(creator, StandardCharsets.ISO_8859_1);
        boolean useCurrent = application.equals("win ")
                || application.equals("qem2")
                || application.equals("d2v ")
                || application.equals("tap\0")
                || application.equals("CTXS");
        long largestGeometry = 65535L * 16 * 255 * SECTOR;
        return useCurrent || geometry == 0 || geometry >= largestGeometry ? current : geometry;
    }

    private static VhdImage dynamic(
            ImageFile file, ImageOpener opener, long size, long headerOffset, boolean differencing) throws IOException {
        Cursor in = Cursor.read(file, headerOffset, HEADER_BYTES, ByteOrder.BIG_ENDIAN, HEADER);
        if (!Arrays.equals(in.bytes(8), HEADER_COOKIE)) {
            throw in.bad("Cookie", "is not 'cxsparse'");
        }
        in.skip(8); // data offset
        long batOffset = in.u64();
        in.skip(4); // header version
        long entries = in.u32();
        long block = in.u32();
        if (block < MIN_BLOCK || block > MAX_BLOCK || Long.bitCount(block) != 1) {
            throw in.bad("Block Size", "%d, must be a power of 2 in %d..%d".formatted(block, MIN_BLOCK, MAX_BLOCK));
        }
        if ((size + block - 1) / block > entries) {
            throw in.at(28)
                    .bad("Max Table Entries", "%d, must be at least %d".formatted(entries, (size + block - 1) / block));
        }
        if (batOffset < 0 || batOffset % Integer.BYTES != 0 || entries * Integer.BYTES > file.size() - batOffset) {
            throw in.at(16)
                    .bad(
                            "Table Offset",
                            "0x%x, table of %d entries must be inside the file, which ends at 0x%x"
                                    .formatted(batOffset, entries, file.size()));
        }
        BlockDevice parent = differencing ? opener.openImage(file, "parent", parentName(file, in), "vpc") : null;
        return new VhdImage(file, opener.cache(), parent, differencing, size, batOffset, block);
    }

    /** The parent's path: a relative one from the locators, or else the header's bare name. */
    private static byte[] parentName(BlockDevice file, Cursor in) throws IOException {
        for (int i = 0; i < LOCATORS; i++) {
            in.at(576 + i * LOCATOR_BYTES);
            int platform = in.s32();
            in.skip(4); // platform data space
            long length = in.u32();
            in.skip(4); // reserved
            long offset = in.u64();
            if ((platform == W2RU || platform == MACX) && length <= MAX_NAME_BYTES) {
                byte[] raw = Cursor.read(file, offset, (int) length, ByteOrder.BIG_ENDIAN, "VHD parent locator")
                        .bytes((int) length);
                Charset charset = platform == W2RU ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
                String name = new String(raw, charset);
                if (platform == MACX && name.startsWith("file://")) {
                    name = name.substring("file://".length());
                }
                return hostName(name);
            }
        }
        byte[] name = in.at(64).bytes(512);
        String text = new String(name, StandardCharsets.UTF_16BE);
        int end = text.indexOf('\0');
        return hostName(end < 0 ? text : text.substring(0, end));
    }

    /** Windows paths have back slashes, which no path of a Linux host has by accident. */
    private static byte[] hostName(String name) {
        return name.replace('\\', '/').getBytes(Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
    }

    @Override
    protected long runLength(long offset) {
        // a differencing disk tells for each sector whose it is
        return differencing ? SECTOR - offset % SECTOR : block - offset % block;
    }

    @Override
    protected void readRun(long offset, ByteBuffer destination) throws IOException {
        long entryOffset = batOffset + offset / block * Integer.BYTES;
        long entry = cache.u32(file, entryOffset, ByteOrder.BIG_ENDIAN, "VHD block allocation table");
        if (entry == UNALLOCATED) {
            readParent(parent, offset, destination);
            return;
        }
        long bitmap = entry * SECTOR;
        long inBlock = offset % block;
        if (differencing) {
            long bit = inBlock / SECTOR;
            long word = cache.u32(
                    file, bitmap + bit / Integer.SIZE * Integer.BYTES, ByteOrder.BIG_ENDIAN, "VHD sector bitmap");
            if ((word >>> (Integer.SIZE - 1 - bit % Integer.SIZE) & 1) == 0) {
                readParent(parent, offset, destination);
                return;
            }
        }
        readData(file, bitmap + bitmapBytes + inBlock, offset, destination);
    }
}
