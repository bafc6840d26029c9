package org.guestscope.disk.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.jspecify.annotations.Nullable;

/**
 * The log of a VHDX image that was not closed: its newest complete sequence of entries, laid over the file in memory as
 * whoever opens the image for writing would write it.
 *
 * @see <a href="https://learn.microsoft.com/openspecs/windows_protocols/ms-vhdx/">MS-VHDX, 2.3 Log</a>
 */
final class VhdxLog {

    private static final String ENTRY = "VHDX log entry";
    private static final byte[] ENTRY_SIGNATURE = "loge".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ZERO_SIGNATURE = "zero".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA_SIGNATURE = "desc".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SECTOR_SIGNATURE = "data".getBytes(StandardCharsets.US_ASCII);
    private static final int SECTOR = 4096;
    private static final int HEADER_BYTES = 64;
    private static final int DESCRIPTOR_BYTES = 32;

    /** Writers make logs of 1 MiB; larger ones, which would take long to search, are left alone. */
    private static final int MAX_LOG = 16 << 20;

    /** Checksums are computed over at most so much: entries that overlap may make it more than the log's length. */
    private static final long MAX_CHECKED = 64L << 20;

    private final BlockDevice file;
    private final byte[] guid;
    private final long start;
    private final int length;
    private long checked;

    /** An entry that is wholly there: its place and length in the log, and the log's tail when it was written. */
    private record Entry(int at, int length, int tail, long sequence, long fileSize) {}

    /** Entries that follow each other, the tail of the last being the first. */
    private record Sequence(Entry first, Entry last) {}

    /**
     * The log that a header tells of.
     *
     * @param guid LogGuid; entries of another one are left over from an earlier life of the log
     * @param start LogOffset
     * @param length LogLength
     */
    VhdxLog(BlockDevice file, byte[] guid, long start, long length) throws DiskFormatException {
        if (length < SECTOR || length % SECTOR != 0 || length > file.size() || start > file.size() - length) {
            throw DiskFormatException.bad(
                    file.name(),
                    start,
                    "VHDX log",
                    "%d bytes, must be whole sectors of %d inside the file, which ends at 0x%x"
                            .formatted(length, SECTOR, file.size()));
        }
        if (length > MAX_LOG) {
            throw DiskFormatException.unsupported(
                    file.name(), "VHDX log", "%d bytes, at most %d are replayed".formatted(length, MAX_LOG));
        }
        this.file = file;
        this.guid = guid;
        this.start = start;
        this.length = (int) length;
    }

    /**
     * The file as it is once the log is replayed.
     *
     * @throws DiskFormatException when the log has no complete sequence, or the file is shorter than the log relies on
     */
    BlockDevice replay() throws IOException {
        Sequence active = activeSequence();
        if (active == null) {
            throw DiskFormatException.bad(file.name(), start, "VHDX log", "has no complete sequence of entries");
        }
        Overlay overlay = new Overlay(file, Math.max(file.size(), active.last.fileSize));
        for (int at = active.first.at; ; ) {
            Entry entry = entry(at);
            if (entry == null) {
                throw new IllegalStateException("an entry that was complete before");
            }
            apply(entry, overlay);
            if (at == active.last.at) {
                return overlay;
            }
            at = (at + entry.length) % length;
        }
    }

    /** The valid sequence whose last entry has the highest number; a search from each sector finds it. */
    private @Nullable Sequence activeSequence() throws IOException {
        Sequence newest = null;
        int from = 0;
        while (from < length) {
            Map<Integer, Entry> entries = new HashMap<>();
            Entry last = null;
            int at = from;
            for (Entry next = entry(at); next != null && !entries.containsKey(at); next = entry(at)) {
                if (last != null && next.sequence != last.sequence + 1) {
                    break;
                }
                entries.put(at, next);
                last = next;
                at = (at + next.length) % length;
            }
            Entry first = last == null ? null : entries.get(last.tail);
            if (last == null || first == null) {
                from += SECTOR;
                continue;
            }
            if (newest == null || last.sequence > newest.last.sequence) {
                newest = new Sequence(first, last);
            }
            if (at <= from) {
                break;
            }
            from = at;
        }
        return newest;
    }

    /** The entry at {@code at}, or null when there is none that is wholly there. */
    private @Nullable Entry entry(int at) throws IOException {
        Cursor in = Cursor.over(file, start + at, read(at, HEADER_BYTES), ByteOrder.LITTLE_ENDIAN, ENTRY);
        if (!Arrays.equals(in.bytes(4), ENTRY_SIGNATURE)) {
            return null;
        }
        long checksum = in.u32();
        long size = in.u32();
        long tail = in.u32();
        long sequence = in.u64();
        long descriptors = in.u32();
        in.skip(4); // reserved
        byte[] owner = in.bytes(16);
        long flushed = in.u64();
        long fileSize = in.u64();
        boolean plausible = size >= SECTOR
                && size % SECTOR == 0
                && size <= length
                && tail % SECTOR == 0
                && tail < length
                && sequence > 0
                && HEADER_BYTES + descriptors * DESCRIPTOR_BYTES <= size
                && Arrays.equals(owner, guid);
        if (!plausible) {
            return null;
        }
        checked += size;
        if (checked > MAX_CHECKED) {
            throw DiskFormatException.unsupported(file.name(), "VHDX log", "entries that overlap");
        }
        byte[] bytes = read(at, (int) size);
        Arrays.fill(bytes, 4, 8, (byte) 0);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        if (crc.getValue() != checksum) {
            return null;
        }
        if (Long.compareUnsigned(flushed, file.size()) > 0 || fileSize < 0) {
            throw in.bad("FlushedFileOffset", "0x%x, file was cut at 0x%x".formatted(flushed, file.size()));
        }
        return new Entry(at, (int) size, (int) tail, sequence, fileSize);
    }

    /** Descriptors stand behind the header, the sectors of the data descriptors behind these. */
    private void apply(Entry entry, Overlay overlay) throws IOException {
        Cursor in = Cursor.over(
                file, start + entry.at, read(entry.at, entry.length), ByteOrder.LITTLE_ENDIAN, "VHDX log entry");
        int descriptors = (int) in.at(24).u32();
        int data = (HEADER_BYTES + descriptors * DESCRIPTOR_BYTES + SECTOR - 1) / SECTOR * SECTOR;
        for (int i = 0; i < descriptors; i++) {
            byte[] signature = in.at(HEADER_BYTES + i * DESCRIPTOR_BYTES).bytes(4);
            byte[] trailing = in.bytes(4);
            byte[] leading = in.bytes(8);
            long zeros = ByteBuffer.wrap(leading).order(ByteOrder.LITTLE_ENDIAN).getLong();
            long place = in.u63("FileOffset");
            if (in.u64() != entry.sequence || place % SECTOR != 0) {
                throw in.bad("SequenceNumber, FileOffset", "0x%x, of another entry or misaligned".formatted(place));
            }
            if (Arrays.equals(signature, ZERO_SIGNATURE)) {
                if (zeros < 0 || zeros % SECTOR != 0) {
                    throw in.bad("ZeroLength", "0x%x, must be whole sectors".formatted(zeros));
                }
                overlay.zero(in, place, zeros);
            } else if (Arrays.equals(signature, DATA_SIGNATURE)) {
                overlay.put(in, place, sector(in.at(data), entry.sequence, leading, trailing));
                data += SECTOR;
            } else {
                throw in.at(HEADER_BYTES + i * DESCRIPTOR_BYTES).bad("Signature", "is neither 'zero' nor 'desc'");
            }
        }
    }

    /** A data sector gives up its first eight and last four bytes to its descriptor. */
    private static byte[] sector(Cursor in, long sequence, byte[] leading, byte[] trailing) throws DiskFormatException {
        byte[] signature = in.bytes(4);
        long high = in.u32();
        byte[] middle = in.bytes(SECTOR - 12);
        long low = in.u32();
        if (!Arrays.equals(signature, SECTOR_SIGNATURE) || (high << 32 | low) != sequence) {
            throw in.bad("data sector", "of another entry");
        }
        ByteBuffer sector = ByteBuffer.allocate(SECTOR);
        return sector.put(leading).put(middle).put(trailing).array();
    }

    private byte[] read(int at, int count) throws IOException {
        byte[] bytes = new byte[count];
        int first = Math.min(count, length - at);
        file.read(start + at, ByteBuffer.wrap(bytes, 0, first));
        file.read(start, ByteBuffer.wrap(bytes, first, count - first));
        return bytes;
    }

    /** The file with the sectors and zeros of the log laid over it. */
    private static final class Overlay extends MappedImage {

        /** Sectors kept in memory, 16 MiB of them, and sectors zeroed. */
        private static final int MAX_SECTORS = 4096;

        private static final int MAX_ZEROED = 1 << 16;
        private static final byte[] ZEROED = {};

        private final BlockDevice file;
        private final Map<Long, byte[]> sectors = new HashMap<>();
        private int kept;

        Overlay(BlockDevice file, long size) {
            super(file.name(), size);
            this.file = file;
        }

        void put(Cursor in, long place, byte[] sector) throws DiskFormatException {
            checkPlace(in, place, SECTOR);
            if (++kept > MAX_SECTORS) {
                throw in.unsupported("more than %d sectors to replay".formatted(MAX_SECTORS));
            }
            sectors.put(place, sector);
        }

        void zero(Cursor in, long place, long count) throws DiskFormatException {
            checkPlace(in, place, count);
            if (count / SECTOR > MAX_ZEROED - sectors.size()) {
                throw in.unsupported("more than %d sectors to zero".formatted(MAX_ZEROED));
            }
            for (long at = place; at < place + count; at += SECTOR) {
                sectors.put(at, ZEROED);
            }
        }

        private void checkPlace(Cursor in, long place, long count) throws DiskFormatException {
            if (count > size() || place > size() - count) {
                throw in.bad("FileOffset", "0x%x, file ends at 0x%x".formatted(place, size()));
            }
        }

        @Override
        protected long runLength(long offset) {
            return SECTOR - offset % SECTOR;
        }

        @Override
        protected void readRun(long offset, ByteBuffer destination) throws IOException {
            byte[] sector = sectors.get(offset - offset % SECTOR);
            if (sector == null) {
                readZeroExtended(file, offset, destination);
            } else if (sector.length == 0) {
                zero(destination);
            } else {
                destination.put(sector, (int) (offset % SECTOR), destination.remaining());
            }
        }
    }
}
