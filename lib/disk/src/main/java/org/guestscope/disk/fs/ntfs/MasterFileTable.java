package org.guestscope.disk.fs.ntfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;

/**
 * File records and their unnamed attributes. A value in many pieces has its mapping spread over further records, which
 * the attribute list of the base record names.
 */
final class MasterFileTable {

    private static final int DATA = 0x80;
    private static final int ATTRIBUTE_LIST = 0x20;
    private static final long END = 0xffffffffL;
    /** Fixups replace the last two bytes of every 512-byte stretch, whatever the sector size. */
    private static final int FIXUP_STRIDE = 512;

    /** A list names one record for each piece of a mapping; ntfs-3g's own bound is 256 KiB of list. */
    private static final int MAX_LIST_BYTES = 256 << 10;

    private static final int FILE = 0x454c4946;

    private final BlockDevice device;
    private final BootSector boot;
    private final List<Run> table = new ArrayList<>();

    MasterFileTable(BlockDevice device, BootSector boot) throws IOException {
        this.device = device;
        this.boot = boot;
        // The first records are found by the boot sector, the table's own mapping from record 0 on.
        long records = Math.max(1, 16L * boot.recordSize() / boot.clusterSize());
        table.add(new Run(boot.mft(), records));
        List<Run> runs = attribute(0, DATA).runs();
        table.clear();
        table.addAll(runs);
    }

    /**
     * The unnamed attribute of a type.
     *
     * @throws DiskFormatException when the record has none, or is not one
     */
    Attribute attribute(long number, int type) throws IOException {
        Cursor base = record(number);
        List<Long> extensions = new ArrayList<>();
        int list = find(base, ATTRIBUTE_LIST);
        if (list >= 0) {
            collect(number, type, read(base, list), extensions);
        }
        int at = find(base, type);
        if (at >= 0 && list < 0) {
            return read(base, at);
        }
        Attribute first = at >= 0 ? read(base, at) : null;
        List<Run> runs = new ArrayList<>(first == null ? List.of() : first.runs());
        for (long extension : extensions) {
            if (extension == number) {
                continue;
            }
            Cursor record = record(extension);
            int piece = find(record, type);
            if (piece < 0) {
                throw record.bad("attribute 0x%x".formatted(type), "is missing, the list names it");
            }
            Attribute further = read(record, piece);
            if (first == null) {
                first = further;
            }
            runs.addAll(further.runs());
        }
        if (first == null) {
            throw base.bad("attribute 0x%x".formatted(type), "is missing");
        }
        return new Attribute(first.resident(), runs, first.allocatedSize(), first.dataSize(), first.initializedSize());
    }

    /** The records that the list names for an unnamed attribute, in the order of the mapping. */
    private void collect(long number, int type, Attribute list, List<Long> records) throws IOException {
        byte[] value = list.resident();
        if (value == null) {
            value = content(number, list);
        }
        Cursor in = Cursor.over(device, 0, value, ByteOrder.LITTLE_ENDIAN, "attribute list of record " + number);
        int at = 0;
        while (at + 26 <= value.length) {
            long entryType = in.at(at).u32();
            int length = in.u16();
            int nameLength = in.u8();
            long record = in.at(at + 16).u64() & 0xffffffffffffL;
            if (length < 26 || entryType == END) {
                return;
            }
            if (entryType == type && nameLength == 0 && !records.contains(record)) {
                records.add(record);
            }
            at += length;
        }
    }

    private byte[] content(long number, Attribute attribute) throws IOException {
        if (attribute.dataSize() > MAX_LIST_BYTES) {
            throw DiskFormatException.bad(
                    device.name(),
                    0,
                    "attribute list of record " + number,
                    "%d bytes, must be at most %d".formatted(attribute.dataSize(), MAX_LIST_BYTES));
        }
        ByteBuffer value = ByteBuffer.allocate((int) attribute.dataSize());
        for (Run run : attribute.runs()) {
            long length = Math.min(value.remaining(), run.length() * boot.clusterSize());
            if (run.first() < 0) {
                value.position(value.position() + (int) length);
                continue;
            }
            ByteBuffer piece = value.slice(value.position(), (int) length);
            device.read(run.first() * boot.clusterSize(), piece);
            value.position(value.position() + (int) length);
        }
        return value.array();
    }

    private long offset(long number) throws DiskFormatException {
        long at = number << boot.recordBits();
        long vcn = at >> boot.clusterBits();
        for (Run run : table) {
            if (vcn < run.length() && run.first() >= 0) {
                return ((run.first() + vcn) << boot.clusterBits()) + (at & (boot.clusterSize() - 1));
            }
            vcn -= run.length();
        }
        throw DiskFormatException.bad(
                device.name(), boot.mft() << boot.clusterBits(), "$MFT", "has no record %d".formatted(number));
    }

    /** A file record with its update sequence applied. */
    private Cursor record(long number) throws IOException {
        long offset = offset(number);
        byte[] raw = new byte[boot.recordSize()];
        String name = "MFT record " + number;
        device.read(offset, ByteBuffer.wrap(raw));
        ByteBuffer record = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        Cursor in = Cursor.over(device, offset, raw, ByteOrder.LITTLE_ENDIAN, name);
        int magic = in.s32();
        if (magic != FILE) {
            throw in.bad("magic", "0x%08x, must be FILE".formatted(magic));
        }
        int sequenceAt = in.u16();
        int sequenceCount = in.u16();
        if (sequenceCount != boot.recordSize() / FIXUP_STRIDE + 1
                || sequenceAt + 2 * sequenceCount > boot.recordSize()) {
            throw in.bad("usa_count", "%d at %d".formatted(sequenceCount, sequenceAt));
        }
        short expected = record.getShort(sequenceAt);
        for (int i = 1; i < sequenceCount; i++) {
            int tail = i * FIXUP_STRIDE - 2;
            if (record.getShort(tail) != expected) {
                throw in.bad("update sequence", "differs in sector %d: the record was half written".formatted(i));
            }
            record.putShort(tail, record.getShort(sequenceAt + 2 * i));
        }
        return in;
    }

    /** Where the first unnamed attribute of a type begins, or -1. */
    private int find(Cursor in, int type) throws DiskFormatException {
        int at = in.at(20).u16();
        while (at + 16 <= boot.recordSize()) {
            long found = in.at(at).u32();
            long length = in.u32();
            in.skip(1);
            int nameLength = in.u8();
            if (found == END) {
                return -1;
            }
            if (length < 16 || length > boot.recordSize() - at) {
                throw in.bad("attribute length", "%d at %d".formatted(length, at));
            }
            if (found == type && nameLength == 0) {
                return at;
            }
            at += (int) length;
        }
        return -1;
    }

    private Attribute read(Cursor in, int at) throws DiskFormatException {
        boolean nonResident = in.at(at + 8).u8() != 0;
        if (!nonResident) {
            long length = in.at(at + 16).u32();
            int offset = in.u16();
            if (length > boot.recordSize() - at - offset) {
                throw in.bad("value_length", "%d at %d".formatted(length, at + offset));
            }
            byte[] value = in.at(at + offset).bytes((int) length);
            // ntfs-3g takes a resident value's allocated size from the length rounded up to eight bytes.
            return new Attribute(value, List.of(), (length + 7) & -8L, length, length);
        }
        int pairs = in.at(at + 32).u16();
        long allocated = in.at(at + 40).u63("allocated_size");
        long data = in.u63("data_size");
        long initialized = in.u63("initialized_size");
        long most = boot.clusters() * boot.clusterSize();
        if (allocated > most || data > most) {
            throw in.bad("allocated_size", "%d, data_size %d, volume has %d".formatted(allocated, data, most));
        }
        return new Attribute(null, Run.readAll(in.at(at + pairs), boot.clusters()), allocated, data, initialized);
    }
}
