package org.guestscope.agent.inspect.packages;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Builds rpm databases of each format, as small as they get. */
final class RpmFiles {

    private static final int PAGE = 4096;

    private RpmFiles() {}

    /** A header with name, version, release, epoch, architecture and a description of some length. */
    static byte[] header(String name, int descriptionLength) {
        String[] texts = {name, "1.2", "3.fc39", "x86_64", "d".repeat(descriptionLength)};
        int[] tags = {1000, 1001, 1002, 1022, 1005};
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(new byte[] {0, 0, 0, 7});
        ByteBuffer index = ByteBuffer.allocate(16 * (tags.length + 1));
        index.putInt(1003).putInt(4).putInt(0).putInt(1);
        for (int i = 0; i < tags.length; i++) {
            index.putInt(tags[i]).putInt(6).putInt(data.size()).putInt(1);
            data.writeBytes((texts[i] + "\0").getBytes(StandardCharsets.ISO_8859_1));
        }
        return ByteBuffer.allocate(8 + index.capacity() + data.size())
                .putInt(tags.length + 1)
                .putInt(data.size())
                .put(index.array())
                .put(data.toByteArray())
                .array();
    }

    static byte[] ndb(List<byte[]> headers) {
        ByteArrayOutputStream blobs = new ByteArrayOutputStream();
        ByteBuffer slots = little(PAGE).put("RpmP".getBytes(StandardCharsets.US_ASCII));
        slots.putInt(12, 1).position(32);
        for (int i = 0; i < headers.size(); i++) {
            slots.put("Slot".getBytes(StandardCharsets.US_ASCII)).putInt(i + 1);
            slots.putInt((PAGE + blobs.size()) / 16).putInt(1);
            byte[] header = headers.get(i);
            ByteBuffer blob = little((16 + header.length + 15) / 16 * 16);
            blob.put("BlbS".getBytes(StandardCharsets.US_ASCII)).putInt(i + 1).putInt(1);
            blobs.writeBytes(blob.putInt(header.length).put(header).array());
        }
        return join(slots.array(), blobs.toByteArray());
    }

    /** One hash page, whose values are on pages of their own. */
    static byte[] berkeley(List<byte[]> headers, ByteOrder order) {
        ByteArrayOutputStream overflow = new ByteArrayOutputStream();
        ByteBuffer meta =
                ByteBuffer.allocate(PAGE).order(order).putInt(12, 0x061561).putInt(20, PAGE);
        ByteBuffer hash = ByteBuffer.allocate(PAGE).order(order).putShort(20, (short) (2 * headers.size()));
        hash.put(25, (byte) 13);
        int at = PAGE;
        for (int i = 0; i < headers.size(); i++) {
            byte[] header = headers.get(i);
            at -= 5;
            hash.putShort(26 + 4 * i, (short) at).put(at, (byte) 1).putInt(at + 1, i + 1);
            at -= 12;
            hash.putShort(28 + 4 * i, (short) at).put(at, (byte) 3);
            hash.putInt(at + 4, 2 + overflow.size() / PAGE).putInt(at + 8, header.length);
            for (int done = 0; done < header.length; done += PAGE - 26) {
                int here = Math.min(PAGE - 26, header.length - done);
                boolean last = done + here == header.length;
                ByteBuffer page = ByteBuffer.allocate(PAGE).order(order);
                page.putInt(16, last ? 0 : 3 + overflow.size() / PAGE).putShort(22, (short) here);
                page.put(25, (byte) 7).put(26, header, done, here);
                overflow.writeBytes(page.array());
            }
        }
        return join(join(meta.array(), hash.array()), overflow.toByteArray());
    }

    /** A schema of one table, whose page 2 points to a leaf for each row; long rows go on in overflow pages. */
    static byte[] sqlite(List<byte[]> headers) {
        ByteBuffer first = ByteBuffer.allocate(PAGE).put("SQLite format 3\0".getBytes(StandardCharsets.US_ASCII));
        first.putShort((short) PAGE);
        byte[] schema = record("table".getBytes(), "Packages".getBytes(), "Packages".getBytes(), new byte[] {2});
        // The root page is a number of one byte, not a text.
        schema[4] = 1;
        leaf(first, 100, cell(schema, 0));
        ByteBuffer interior = ByteBuffer.allocate(PAGE).put(0, (byte) 5).putShort(3, (short) (headers.size() - 1));
        ByteArrayOutputStream pages = new ByteArrayOutputStream();
        for (int i = 0; i < headers.size(); i++) {
            int page = 3 + pages.size() / PAGE;
            byte[] record = record(new byte[0], headers.get(i));
            ByteBuffer leaf = ByteBuffer.allocate(PAGE);
            ByteArrayOutputStream overflow = new ByteArrayOutputStream();
            int smallest = (PAGE - 12) * 32 / 255 - 23;
            int local = smallest + (record.length - smallest) % (PAGE - 4);
            local = record.length <= PAGE - 35 ? record.length : local <= PAGE - 35 ? local : smallest;
            for (int done = local; done < record.length; done += PAGE - 4) {
                int here = Math.min(PAGE - 4, record.length - done);
                int next = done + here == record.length ? 0 : page + 2 + overflow.size() / PAGE;
                overflow.writeBytes(ByteBuffer.allocate(PAGE)
                        .putInt(next)
                        .put(record, done, here)
                        .array());
            }
            ByteArrayOutputStream cell = new ByteArrayOutputStream();
            cell.writeBytes(variable(record.length));
            cell.writeBytes(variable(i + 1));
            cell.write(record, 0, local);
            if (overflow.size() > 0) {
                cell.writeBytes(ByteBuffer.allocate(4).putInt(page + 1).array());
            }
            leaf(leaf, 0, cell.toByteArray());
            pages.writeBytes(leaf.array());
            pages.writeBytes(overflow.toByteArray());
            if (i == headers.size() - 1) {
                interior.putInt(8, page);
            } else {
                int at = PAGE - 5 * (i + 1);
                interior.putShort(12 + 2 * i, (short) at).putInt(at, page).put(at + 4, (byte) (i + 1));
            }
        }
        return join(join(first.array(), interior.array()), pages.toByteArray());
    }

    private static void leaf(ByteBuffer page, int start, byte[] cell) {
        int at = PAGE - cell.length;
        page.put(start, (byte) 13)
                .putShort(start + 3, (short) 1)
                .putShort(start + 8, (short) at)
                .put(at, cell);
    }

    private static byte[] cell(byte[] record, int row) {
        return join(join(variable(record.length), variable(row)), record);
    }

    /** A record of texts, but with the last value of two a blob. */
    private static byte[] record(byte[]... values) {
        ByteArrayOutputStream types = new ByteArrayOutputStream();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (byte[] value : values) {
            types.writeBytes(value.length == 0 ? new byte[1] : variable(13L + 2L * value.length));
            data.writeBytes(value);
        }
        return join(join(variable(types.size() + 1), types.toByteArray()), data.toByteArray());
    }

    private static byte[] variable(long value) {
        byte[] bytes = new byte[value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : 3];
        for (int i = bytes.length - 1; i >= 0; i--) {
            bytes[i] = (byte) (value & 0x7f | (i == bytes.length - 1 ? 0 : 0x80));
            value >>= 7;
        }
        return bytes;
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] join(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }
}
