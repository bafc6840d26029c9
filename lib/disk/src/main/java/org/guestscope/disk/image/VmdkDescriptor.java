package org.guestscope.disk.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.jspecify.annotations.Nullable;

/**
 * The text that describes a VMDK: which extents make up the disk, and which disk it is a child of. It is a file of its
 * own, or embedded in a sparse extent.
 *
 * @param extents the extents in the disk's order
 * @param parent the parent's file name, or null when it has none
 * @see "VMware, Virtual Disk Format 5.0, The Descriptor File"
 */
record VmdkDescriptor(List<Extent> extents, byte @Nullable [] parent) {

    /** Real descriptors have about a KiB; QEMU reads no more than 1 MiB. */
    static final int MAX_BYTES = 1 << 20;

    /** Split disks have an extent for each 2 GiB. */
    private static final int MAX_EXTENTS = 4096;

    private static final long MAX_SECTORS = Long.MAX_VALUE / 512;
    private static final String NO_PARENT = "ffffffff";

    private static final Pattern EXTENT = Pattern.compile(
            "(RW|RDONLY|NOACCESS)\\s+(\\d{1,19})\\s+([A-Z]+)(?:\\s+\"([^\"]*)\"(?:\\s+(\\d{1,19}))?.*)?");
    private static final Pattern SETTING = Pattern.compile("([A-Za-z0-9_.]+)\\s*=\\s*\"?([^\"]*)\"?");

    /**
     * One extent.
     *
     * @param sectors its length in sectors of 512 bytes
     * @param type FLAT, SPARSE, ZERO, VMFS ...
     * @param file its file's name; empty for extents without one
     * @param start where it begins in its file, in sectors; for flat extents
     */
    record Extent(long sectors, String type, byte[] file, long start) {}

    /** Reads the descriptor that stands at {@code offset}. */
    static VmdkDescriptor read(BlockDevice file, long offset, long length) throws IOException {
        if (length > MAX_BYTES) {
            throw DiskFormatException.bad(
                    file.name(),
                    offset,
                    "VMDK descriptor",
                    "%d bytes, must be at most %d".formatted(length, MAX_BYTES));
        }
        Cursor in = Cursor.read(file, offset, (int) length, ByteOrder.LITTLE_ENDIAN, "VMDK descriptor");
        String text = new String(in.text((int) length), StandardCharsets.ISO_8859_1);
        List<Extent> extents = new ArrayList<>();
        String parentCid = NO_PARENT;
        String parentHint = "";
        for (String line : text.split("\n", -1)) {
            String bare = line.strip();
            if (bare.isEmpty() || bare.startsWith("#")) {
                continue;
            }
            Matcher extent = EXTENT.matcher(bare);
            if (extent.matches()) {
                extents.add(extent(in, extent));
                if (extents.size() > MAX_EXTENTS) {
                    throw in.bad("extents", "are more than %d".formatted(MAX_EXTENTS));
                }
                continue;
            }
            Matcher setting = SETTING.matcher(bare);
            if (setting.matches() && setting.group(1).equals("parentCID")) {
                parentCid = setting.group(2).strip().toLowerCase(Locale.ROOT);
            } else if (setting.matches() && setting.group(1).equals("parentFileNameHint")) {
                parentHint = setting.group(2);
            }
        }
        boolean hasParent = !parentCid.equals(NO_PARENT) && !parentHint.isEmpty();
        return new VmdkDescriptor(
                List.copyOf(extents), hasParent ? parentHint.getBytes(StandardCharsets.ISO_8859_1) : null);
    }

    private static Extent extent(Cursor in, Matcher line) throws DiskFormatException {
        try {
            long sectors = Long.parseLong(line.group(2));
            long start = line.group(5) == null ? 0 : Long.parseLong(line.group(5));
            if (sectors > MAX_SECTORS || start > MAX_SECTORS) {
                throw in.bad("extent", "of %d sectors from %d on, must fit in 63 bits".formatted(sectors, start));
            }
            if (line.group(1).equals("NOACCESS")) {
                throw in.unsupported("extent without access");
            }
            byte[] file = line.group(4) == null ? new byte[0] : line.group(4).getBytes(StandardCharsets.ISO_8859_1);
            return new Extent(sectors, line.group(3), file, start);
        } catch (NumberFormatException e) {
            throw in.bad("extent", "size or offset must fit in 63 bits");
        }
    }
}
