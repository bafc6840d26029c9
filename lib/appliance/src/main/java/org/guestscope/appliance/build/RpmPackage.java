package org.guestscope.appliance.build;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks the files of an RPM package: a lead, two headers (signatures, then the package's tags) and a compressed cpio
 * archive (RPM's documentation, "Package format" v4).
 */
final class RpmPackage {

    private static final int LEAD_MAGIC = 0xedabeedb;
    private static final int LEAD_BYTES = 96;

    /** The three bytes of a header's magic and its version, 1. */
    private static final int HEADER_MAGIC = 0x8eade801;

    /** An index entry: tag, type, offset, count, 4 bytes each. */
    private static final int INDEX_ENTRY_BYTES = 16;

    /** RPM's own limits of a header (hdr_index_max, hdr_data_max are 64 Ki entries and 256 MiB). */
    private static final int MAX_INDEX = 0xffff;

    private static final int MAX_DATA_BYTES = 256 << 20;

    /** The signature header is padded to a multiple of this. */
    private static final int SIGNATURE_ALIGNMENT = 8;

    private static final int TAG_PAYLOAD_COMPRESSOR = 1125;

    /** The xz and lzma decoders' limit in KiB; packages use dictionaries of at most 64 MiB. */
    private static final int XZ_MEMORY_KIB = 128 << 10;

    private RpmPackage() {}

    static void unpack(Path file, RootTree tree) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            byte[] lead = in.readNBytes(LEAD_BYTES);
            if (lead.length < LEAD_BYTES || ByteBuffer.wrap(lead).getInt() != LEAD_MAGIC) {
                throw new IOException("not an RPM package: its lead is missing");
            }
            int signature = header(in).length;
            in.skipNBytes(Math.floorMod(-signature, SIGNATURE_ALIGNMENT));
            String compressor = string(header(in), TAG_PAYLOAD_COMPRESSOR, "gzip");
            try (InputStream payload = decompress(compressor, in)) {
                unpack(new CpioArchiveInputStream(new BufferedInputStream(payload, 1 << 16)), tree);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(file.getFileName() + ": cannot be unpacked: " + e.getMessage(), e);
        }
    }

    /** The whole of a header after its magic and reserved bytes: counts, index entries, data. */
    private static byte[] header(DataInputStream in) throws IOException {
        int magic = in.readInt();
        if (magic != HEADER_MAGIC) {
            throw new IOException("bad RPM package: header magic %#x, must be %#x".formatted(magic, HEADER_MAGIC));
        }
        in.skipNBytes(4); // reserved
        int entries = in.readInt();
        int bytes = in.readInt();
        if (entries < 0 || entries > MAX_INDEX || bytes < 0 || bytes > MAX_DATA_BYTES) {
            throw new IOException("bad RPM package: a header of %d entries and %d bytes".formatted(entries, bytes));
        }
        int length = entries * INDEX_ENTRY_BYTES + bytes;
        byte[] rest = in.readNBytes(length);
        if (rest.length < length) {
            throw new EOFException("the package ends within its header");
        }
        return ByteBuffer.allocate(2 * Integer.BYTES + length)
                .putInt(entries)
                .putInt(bytes)
                .put(rest)
                .array();
    }

    private static String string(byte[] header, int tag, String otherwise) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(header);
        int entries = in.getInt();
        int bytes = in.getInt();
        int data = header.length - bytes;
        for (int i = 0; i < entries; i++) {
            int found = in.getInt();
            in.getInt(); // type
            int offset = in.getInt();
            in.getInt(); // count
            if (found == tag) {
                if (offset < 0 || offset >= bytes) {
                    throw new IOException("bad RPM package: tag %d at offset %d of %d".formatted(tag, offset, bytes));
                }
                int end = data + offset;
                while (end < header.length && header[end] != 0) {
                    end++;
                }
                return new String(header, data + offset, end - data - offset, StandardCharsets.ISO_8859_1);
            }
        }
        return otherwise;
    }

    private static InputStream decompress(String compressor, InputStream in) throws IOException {
        return switch (compressor) {
            case "gzip" -> new GZIPInputStream(in);
            case "xz" -> new XZInputStream(in, XZ_MEMORY_KIB);
            case "lzma" -> new LZMAInputStream(in, XZ_MEMORY_KIB);
            case "zstd" -> new ZstdInputStream(in);
            case "bzip2" -> new BZip2CompressorInputStream(in);
            default -> throw new IOException("unsupported RPM package: payload compressor '" + compressor + "'");
        };
    }

    /**
     * Names of one file come one after the other with its inode; all but the last are empty, the last has the contents.
     */
    private static void unpack(CpioArchiveInputStream cpio, RootTree tree) throws IOException {
        Map<Long, List<CpioArchiveEntry>> earlierNames = new LinkedHashMap<>();
        for (CpioArchiveEntry entry = cpio.getNextEntry(); entry != null; entry = cpio.getNextEntry()) {
            int mode = (int) entry.getMode() & 07777;
            if (entry.isDirectory()) {
                tree.directory(entry.getName(), mode);
            } else if (entry.isSymbolicLink()) {
                tree.symlink(entry.getName(), new String(cpio.readAllBytes(), StandardCharsets.UTF_8));
            } else if (entry.isRegularFile() && entry.getNumberOfLinks() > 1 && entry.getSize() == 0) {
                earlierNames
                        .computeIfAbsent(entry.getInode(), inode -> new ArrayList<>())
                        .add(entry);
            } else if (entry.isRegularFile()) {
                tree.file(entry.getName(), mode, cpio);
                List<CpioArchiveEntry> others = earlierNames.remove(entry.getInode());
                if (others != null) {
                    for (CpioArchiveEntry other : others) {
                        tree.hardLink(other.getName(), entry.getName());
                    }
                }
            }
        }
        // Files of several names and no contents at all.
        for (List<CpioArchiveEntry> names : earlierNames.values()) {
            for (CpioArchiveEntry name : names) {
                tree.file(name.getName(), (int) name.getMode() & 07777, InputStream.nullInputStream());
            }
        }
    }
}
