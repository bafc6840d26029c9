package org.guestscope.disk.volume.lvm;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.KernelCrc;

/**
 * A device with an LVM2 label.
 *
 * @param device the device
 * @param id the volume's UUID, 32 characters without the dashes it is shown with
 * @param metadataAreas where the text metadata is kept on this device; often none on all but the first devices
 * @see "lvm2 lib/format_text/layout.h: label_header, pv_header, mda_header"
 */
record PhysicalVolume(BlockDevice device, String id, List<Area> metadataAreas) {

    /** A stretch of the device, in bytes. */
    record Area(long offset, long size) {}

    private static final int SECTOR = 512;
    private static final int LABEL_SECTORS = 4;
    private static final byte[] LABEL_ID = "LABELONE".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LABEL_TYPE = "LVM2 001".getBytes(StandardCharsets.US_ASCII);
    private static final int LABEL_CRC_END = 20;

    private static final byte[] MDA_MAGIC = " LVM2 x[5A%r0N*>".getBytes(StandardCharsets.US_ASCII);
    private static final int MDA_HEADER_BYTES = 512;

    /** LVM begins all its checksums with this value. */
    private static final int CRC_SEED = 0xf597a6cf;

    /** Real groups have some ten KiB of text; this is ten thousand volumes. */
    private static final long MAX_TEXT = 4 << 20;

    private static final int MAX_AREAS = 16;
    private static final long RAW_LOCATION_IGNORED = 1;

    /** The label of {@code device}, or empty when it has none. */
    static Optional<PhysicalVolume> read(BlockDevice device) throws IOException {
        if (device.size() < LABEL_SECTORS * SECTOR) {
            return Optional.empty();
        }
        Cursor in = Cursor.read(device, 0, LABEL_SECTORS * SECTOR, ByteOrder.LITTLE_ENDIAN, "LVM label");
        for (int sector = 0; sector < LABEL_SECTORS; sector++) {
            int start = sector * SECTOR;
            in.at(start);
            if (!Arrays.equals(in.bytes(8), LABEL_ID)) {
                continue;
            }
            if (in.u64() != sector) {
                continue;
            }
            long crc = in.u32();
            int computed = KernelCrc.CRC32.update(CRC_SEED, in.bytes(SECTOR - LABEL_CRC_END));
            if (crc != Integer.toUnsignedLong(computed)) {
                throw in.bad("crc", "0x%08x, computed 0x%08x".formatted(crc, computed));
            }
            in.at(start + LABEL_CRC_END);
            long headerOffset = in.u32();
            if (!Arrays.equals(in.bytes(8), LABEL_TYPE)) {
                continue;
            }
            if (headerOffset < 32 || headerOffset > SECTOR - 40) {
                throw in.bad("offset_xl", "%d, must be 32..%d".formatted(headerOffset, SECTOR - 40));
            }
            in.at(start + (int) headerOffset);
            String id = new String(in.bytes(32), StandardCharsets.ISO_8859_1);
            in.skip(8); // device_size_xl
            areas(in, start + SECTOR); // where the extents are: the text's pe_start says so too
            return Optional.of(new PhysicalVolume(device, id, areas(in, start + SECTOR)));
        }
        return Optional.empty();
    }

    /** A list of areas, which ends with one at offset 0. */
    private static List<Area> areas(Cursor in, int end) throws DiskFormatException {
        List<Area> areas = new ArrayList<>();
        while (true) {
            if (in.position() + 16 > end || areas.size() > MAX_AREAS) {
                throw in.bad("disk_areas_xl", "without an end");
            }
            long offset = in.u64();
            long size = in.u64();
            if (offset == 0) {
                return areas;
            }
            areas.add(new Area(offset, size));
        }
    }

    /**
     * The group's text as this device has it, parsed.
     *
     * @return empty when this device holds no metadata
     * @throws DiskFormatException when none of its copies can be used
     */
    Optional<LvmSection> metadata() throws IOException {
        DiskFormatException failure = null;
        for (Area area : metadataAreas) {
            try {
                Optional<LvmSection> text = metadata(area);
                if (text.isPresent()) {
                    return text;
                }
            } catch (DiskFormatException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return Optional.empty();
    }

    private Optional<LvmSection> metadata(Area area) throws IOException {
        Cursor in =
                Cursor.read(device, area.offset, MDA_HEADER_BYTES, ByteOrder.LITTLE_ENDIAN, "LVM metadata area header");
        long crc = in.u32();
        int computed = KernelCrc.CRC32.update(CRC_SEED, in.bytes(MDA_HEADER_BYTES - 4));
        in.at(4);
        if (!Arrays.equals(in.bytes(16), MDA_MAGIC)) {
            throw in.bad("magic", "is not LVM's");
        }
        if (crc != Integer.toUnsignedLong(computed)) {
            throw in.bad("checksum_xl", "0x%08x, computed 0x%08x".formatted(crc, computed));
        }
        in.skip(4 + 8); // version (4) + start (8), the area's own offset
        long areaSize = in.u64();
        long offset = in.u64();
        long size = in.u64();
        long textCrc = in.u32();
        long flags = in.u32();
        if (offset == 0 || (flags & RAW_LOCATION_IGNORED) != 0) {
            return Optional.empty();
        }
        if (areaSize < MDA_HEADER_BYTES || areaSize > device.size() - area.offset) {
            throw in.bad("size", "0x%x, device ends at 0x%x".formatted(areaSize, device.size()));
        }
        if (offset < MDA_HEADER_BYTES
                || offset >= areaSize
                || size <= 0
                || size > Math.min(MAX_TEXT, areaSize - MDA_HEADER_BYTES)) {
            throw in.bad("raw_locns[0]", "offset 0x%x, size 0x%x, area has 0x%x".formatted(offset, size, areaSize));
        }
        // the area is a ring behind its header
        int first = (int) Math.min(size, areaSize - offset);
        byte[] text = new byte[(int) size];
        System.arraycopy(bytes(area.offset + offset, first), 0, text, 0, first);
        System.arraycopy(
                bytes(area.offset + MDA_HEADER_BYTES, text.length - first), 0, text, first, text.length - first);
        int textComputed = KernelCrc.CRC32.update(CRC_SEED, text);
        if (textCrc != Integer.toUnsignedLong(textComputed)) {
            throw in.bad("raw_locns[0].checksum", "0x%08x, computed 0x%08x".formatted(textCrc, textComputed));
        }
        return Optional.of(
                LvmText.parse(device.name(), area.offset + offset, new String(text, StandardCharsets.ISO_8859_1)));
    }

    private byte[] bytes(long offset, int length) throws IOException {
        return Cursor.read(device, offset, length, ByteOrder.LITTLE_ENDIAN, "LVM metadata text")
                .bytes(length);
    }
}
