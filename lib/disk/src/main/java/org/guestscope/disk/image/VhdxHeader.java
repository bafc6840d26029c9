package org.guestscope.disk.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32C;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.jspecify.annotations.Nullable;

/**
 * What the header section, region table and metadata of a VHDX image tell.
 *
 * @param size the disk's size in bytes
 * @param blockSize the bytes of a payload block
 * @param sectorSize the disk's logical sector size
 * @param batOffset where the block allocation table stands
 * @param batLength its length in bytes
 * @param parent the parent's path as the image has it, or null when it has none
 * @see <a href="https://learn.microsoft.com/openspecs/windows_protocols/ms-vhdx/">MS-VHDX</a>
 */
record VhdxHeader(
        long size,
        long blockSize,
        long sectorSize,
        long batOffset,
        long batLength,
        @Nullable String parent) {

    private static final byte[] FILE_SIGNATURE = "vhdxfile".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = 4096;
    private static final long[] HEADERS = {64 << 10, 128 << 10};
    private static final long HEADER_SIGNATURE = 0x64616568;
    private static final long[] REGION_TABLES = {192 << 10, 256 << 10};
    private static final int TABLE_BYTES = 64 << 10;
    private static final long REGION_SIGNATURE = 0x69676572;
    private static final int MAX_ENTRIES = 2047;
    private static final byte[] METADATA_SIGNATURE = "metadata".getBytes(StandardCharsets.US_ASCII);

    private static final String BAT = guid("2DC27766-F623-4200-9D64-115E9BFD4A08");
    private static final String METADATA = guid("8B7CA206-4790-4B9A-B8FE-575F050F886E");
    private static final String FILE_PARAMETERS = guid("CAA16737-FA36-4D43-B3B6-33F0AA44E76B");
    private static final String DISK_SIZE = guid("2FA54224-CD1B-4876-B211-5DBED83BF4B8");
    private static final String SECTOR_SIZE = guid("8141BF1D-A96F-4709-BA47-F233A8FAAB5F");
    private static final String PARENT_LOCATOR = guid("A8D35F2D-B30B-454D-ABF7-D3D84834AB0C");

    private static final long HAS_PARENT = 2;
    private static final long MIN_BLOCK = 1 << 20;
    private static final long MAX_BLOCK = 256 << 20;

    /** The specification's limit, 64 TiB. */
    private static final long MAX_SIZE = 64L << 40;

    /** Where a region or a metadata item stands in the file. */
    private record Place(long offset, long length) {}

    /** Refuses what does not begin like a VHDX. */
    static void checkSignature(BlockDevice file) throws IOException {
        Cursor id = Cursor.read(file, 0, (int) Math.min(8, file.size()), ByteOrder.LITTLE_ENDIAN, "VHDX identifier");
        if (id.remaining() < 8 || !Arrays.equals(id.bytes(8), FILE_SIGNATURE)) {
            throw DiskFormatException.not(file.name(), "VHDX", "signature is not 'vhdxfile'");
        }
    }

    /**
     * Reads what follows the headers.
     *
     * @param file the file, its log replayed
     */
    static VhdxHeader read(BlockDevice file) throws IOException {
        Map<String, Place> regions = regions(file);
        Place bat = required(file, regions, BAT, "VHDX region table", "block allocation table");
        Place metadata = required(file, regions, METADATA, "VHDX region table", "metadata");
        return metadata(file, bat, metadata);
    }

    /** The file as its log leaves it, the newer of the two headers telling whether there is something in the log. */
    static BlockDevice replayed(BlockDevice file) throws IOException {
        long newest = -1;
        VhdxLog log = null;
        for (long at : HEADERS) {
            if (file.size() < at + HEADER_BYTES) {
                break;
            }
            Cursor in = Cursor.read(file, at, HEADER_BYTES, ByteOrder.LITTLE_ENDIAN, "VHDX header");
            if (in.u32() != HEADER_SIGNATURE || in.u32() != checksum(in, 0, HEADER_BYTES)) {
                continue;
            }
            in.at(8);
            long sequence = in.u63("SequenceNumber");
            in.skip(16 + 16); // FileWriteGuid (16) + DataWriteGuid (16)
            byte[] guid = in.bytes(16);
            in.skip(2); // LogVersion
            int version = in.u16();
            if (version != 1) {
                throw in.unsupported("version %d".formatted(version));
            }
            long length = in.u32();
            long offset = in.u63("LogOffset");
            if (sequence > newest) {
                newest = sequence;
                log = Arrays.equals(guid, new byte[16]) ? null : new VhdxLog(file, guid, offset, length);
            }
        }
        if (newest < 0) {
            throw DiskFormatException.bad(file.name(), HEADERS[0], "VHDX header", "neither copy is valid");
        }
        return log == null ? file : log.replay();
    }

    private static Map<String, Place> regions(BlockDevice file) throws IOException {
        DiskFormatException failure = null;
        for (long at : REGION_TABLES) {
            try {
                Cursor in = Cursor.read(file, at, TABLE_BYTES, ByteOrder.LITTLE_ENDIAN, "VHDX region table");
                long signature = in.u32();
                long crc = in.u32();
                if (signature != REGION_SIGNATURE || crc != checksum(in, 0, TABLE_BYTES)) {
                    throw in.at(0).bad("signature or checksum", "is wrong");
                }
                long count = in.at(8).u32();
                if (count > MAX_ENTRIES) {
                    throw in.bad("EntryCount", "%d, must be at most %d".formatted(count, MAX_ENTRIES));
                }
                in.skip(4); // reserved
                Map<String, Place> regions = new HashMap<>();
                for (int i = 0; i < count; i++) {
                    String guid = HexFormat.of().formatHex(in.bytes(16));
                    long offset = in.u63("FileOffset");
                    long length = in.u32();
                    long required = in.u32();
                    if (!guid.equals(BAT) && !guid.equals(METADATA) && (required & 1) != 0) {
                        throw in.unsupported("required region %s".formatted(guid));
                    }
                    if (length > file.size() || offset > file.size() - length) {
                        throw in.bad(
                                "FileOffset, Length",
                                "0x%x, 0x%x, file ends at 0x%x".formatted(offset, length, file.size()));
                    }
                    regions.put(guid, new Place(offset, length));
                }
                return regions;
            } catch (DiskFormatException.Bad e) {
                failure = failure == null ? e : failure;
            }
        }
        throw failure == null
                ? DiskFormatException.bad(file.name(), REGION_TABLES[0], "VHDX region table", "is missing")
                : failure;
    }

    private static VhdxHeader metadata(BlockDevice file, Place bat, Place region) throws IOException {
        String structure = "VHDX metadata table";
        Cursor in = Cursor.read(
                file, region.offset, (int) Math.min(TABLE_BYTES, region.length), ByteOrder.LITTLE_ENDIAN, structure);
        if (!Arrays.equals(in.bytes(8), METADATA_SIGNATURE)) {
            throw in.bad("Signature", "is not 'metadata'");
        }
        in.skip(2); // reserved
        int count = in.u16();
        if (count > MAX_ENTRIES) {
            throw in.bad("EntryCount", "%d, must be at most %d".formatted(count, MAX_ENTRIES));
        }
        in.skip(20); // reserved
        Map<String, Place> items = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String guid = HexFormat.of().formatHex(in.bytes(16));
            long offset = in.u32();
            long length = in.u32();
            in.skip(8); // flags (4) + reserved (4)
            if (length > region.length || offset > region.length - length) {
                throw in.bad("Offset, Length", "0x%x, 0x%x, region has 0x%x".formatted(offset, length, region.length));
            }
            items.put(guid, new Place(region.offset + offset, length));
        }
        Cursor parameters = item(file, required(file, items, FILE_PARAMETERS, structure, "file parameters"), 8);
        long block = parameters.u32();
        if (block < MIN_BLOCK || block > MAX_BLOCK || Long.bitCount(block) != 1) {
            throw parameters.bad(
                    "BlockSize", "%d, must be a power of 2 in %d..%d".formatted(block, MIN_BLOCK, MAX_BLOCK));
        }
        boolean hasParent = (parameters.u32() & HAS_PARENT) != 0;
        Cursor sizeItem = item(file, required(file, items, DISK_SIZE, structure, "disk size"), 8);
        long size = sizeItem.u63("VirtualDiskSize");
        Cursor sectorItem = item(file, required(file, items, SECTOR_SIZE, structure, "sector size"), 4);
        long sector = sectorItem.u32();
        if (sector != 512 && sector != 4096) {
            throw sectorItem.bad("LogicalSectorSize", "%d, must be 512 or 4096".formatted(sector));
        }
        if (size > MAX_SIZE || size % sector != 0) {
            throw sizeItem.bad("VirtualDiskSize", "%d, must be whole sectors, at most %d".formatted(size, MAX_SIZE));
        }
        String parent =
                hasParent ? parentPath(file, required(file, items, PARENT_LOCATOR, structure, "parent locator")) : null;
        return new VhdxHeader(size, block, sector, bat.offset, bat.length, parent);
    }

    /** The parent's relative path, or its absolute one. */
    private static String parentPath(BlockDevice file, Place place) throws IOException {
        Cursor in = item(file, place, (int) Math.min(TABLE_BYTES, place.length));
        in.skip(16 + 2); // LocatorType (16) + reserved (2)
        int count = in.u16();
        String absolute = null;
        for (int i = 0; i < count; i++) {
            in.at(20 + i * 12);
            long keyOffset = in.u32();
            long valueOffset = in.u32();
            int keyLength = in.u16();
            int valueLength = in.u16();
            String key = text(in, keyOffset, keyLength);
            if (key.equals("relative_path")) {
                return text(in, valueOffset, valueLength);
            } else if (key.equals("absolute_win32_path")) {
                absolute = text(in, valueOffset, valueLength);
            }
        }
        if (absolute == null) {
            throw in.at(0).bad("entries", "tell no path");
        }
        return absolute;
    }

    private static String text(Cursor in, long offset, int length) throws DiskFormatException {
        if (offset > TABLE_BYTES) {
            throw in.bad("offset", "0x%x, must be inside the locator".formatted(offset));
        }
        return new String(in.at((int) offset).bytes(length), StandardCharsets.UTF_16LE);
    }

    private static Cursor item(BlockDevice file, Place place, int length) throws IOException {
        return Cursor.read(file, place.offset, length, ByteOrder.LITTLE_ENDIAN, "VHDX metadata item");
    }

    private static Place required(BlockDevice file, Map<String, Place> places, String guid, String table, String what)
            throws DiskFormatException {
        Place place = places.get(guid);
        if (place == null) {
            throw DiskFormatException.bad(file.name(), 0, table, "has no entry for the " + what);
        }
        return place;
    }

    /** The CRC-32C of a structure whose checksum field, its second word, counts as zero. */
    private static long checksum(Cursor in, int from, int length) throws DiskFormatException {
        byte[] bytes = in.at(from).bytes(length);
        Arrays.fill(bytes, 4, 8, (byte) 0);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }

    /** A GUID as its bytes stand in the file, in hex. */
    private static String guid(String text) {
        byte[] b = HexFormat.of().parseHex(text.replace("-", ""));
        byte[] stored = {
            b[3], b[2], b[1], b[0], b[5], b[4], b[7], b[6], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]
        };
        return HexFormat.of().formatHex(stored);
    }
}
