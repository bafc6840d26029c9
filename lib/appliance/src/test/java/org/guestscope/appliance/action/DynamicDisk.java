package org.guestscope.appliance.action;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;

/**
 * Writes a Windows dynamic disk that holds one simple volume: the structures of the "LDM Documentation" of the Linux-NTFS
 * project. All numbers are big-endian; sizes and places are sectors.
 */
final class DynamicDisk {

    static final String GROUP = "8c4a5d6e-0f1b-4c2d-9e3f-102030405060";
    static final String DISK = "1b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9";
    static final UUID VOLUME = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

    private static final int SECTOR = 512;
    private static final int CONFIG_SECTORS = 2048;
    private static final int DATA_START = 63;
    private static final int VMDB = 17;
    private static final int VBLK_BYTES = 128;
    private static final int HAS_HINT = 0x02;

    private final RandomAccessFile image;
    private int records;

    private DynamicDisk(RandomAccessFile image) {
        this.image = image;
    }

    /**
     * Makes an image a dynamic disk with a volume {@code Volume1} of a hint {@code E:} on a partition {@code Disk1-01}.
     *
     * @param sectors the volume's size
     */
    static void write(Path file, int sectors) throws IOException {
        try (RandomAccessFile image = new RandomAccessFile(file.toFile(), "rw")) {
            new DynamicDisk(image).write(sectors);
        }
    }

    private void write(int sectors) throws IOException {
        int size = (int) (image.length() / SECTOR);
        int config = size - CONFIG_SECTORS;
        partitionTable(config);
        privateHeader(6, config);
        tableOfContents(config + 2);
        database(config + VMDB);
        records(config + VMDB + 1, sectors);
    }

    /** One partition of the type 0x42 over all but the database. */
    private void partitionTable(int config) throws IOException {
        ByteBuffer entry = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        entry.put(4, (byte) 0x42).putInt(8, DATA_START).putInt(12, config - DATA_START);
        image.seek(446);
        image.write(entry.array());
        image.seek(510);
        image.write(new byte[] {0x55, (byte) 0xaa});
    }

    private void privateHeader(int sector, int config) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(SECTOR);
        header.put(text("PRIVHEAD", 8)).position(12);
        header.putShort((short) 2).putShort((short) 12).position(48);
        header.put(text(DISK, 64)).put(text("", 64)).put(text(GROUP, 64)).put(text("Group-Dg0", 32));
        header.position(283);
        header.putLong(DATA_START).putLong(config - DATA_START).putLong(config).putLong(CONFIG_SECTORS);
        at(sector, header);
    }

    private void tableOfContents(int sector) throws IOException {
        ByteBuffer table = ByteBuffer.allocate(SECTOR);
        table.put(text("TOCBLOCK", 8)).position(36);
        table.put(text("config", 8))
                .putShort((short) 0)
                .putLong(VMDB)
                .putLong(1481)
                .putLong(0);
        table.put(text("log", 8)).putShort((short) 0).putLong(1498).putLong(224).putLong(0);
        at(sector, table);
    }

    private void database(int sector) throws IOException {
        ByteBuffer database = ByteBuffer.allocate(SECTOR);
        database.put(text("VMDB", 4)).putInt(16).putInt(VBLK_BYTES).putInt(SECTOR);
        database.putShort((short) 1).putShort((short) 4).putShort((short) 10);
        database.put(text("Group-Dg0", 31)).put(text(GROUP, 64)).putLong(5).putLong(5);
        database.putInt(1).putInt(1).putInt(1).putInt(1);
        at(sector, database);
    }

    /** A group (1) that has a disk (2) that has a partition (5) of a component (4) of a volume (3). */
    private void records(int sector, int sectors) throws IOException {
        image.seek((long) sector * SECTOR);
        record(0x35, 0, data -> {
            number(data, 1);
            string(data, "Group-Dg0");
            string(data, GROUP);
        });
        record(0x34, 0, data -> {
            number(data, 2);
            string(data, "Disk1");
            string(data, DISK);
        });
        record(0x51, HAS_HINT, data -> {
            number(data, 3);
            string(data, "Volume1");
            string(data, "gen");
            string(data, "");
            data.write(text("ACTIVE", 14));
            data.write(new byte[] {3, 0, 1, 0, 0, 0, 0});
            number(data, 1);
            data.write(new byte[16]);
            number(data, sectors);
            data.write(new byte[] {0, 0, 0, 0, 7});
            data.writeLong(VOLUME.getMostSignificantBits());
            data.writeLong(VOLUME.getLeastSignificantBits());
            string(data, "E:");
        });
        record(0x32, 0, data -> {
            number(data, 4);
            string(data, "Volume1-01");
            string(data, "ACTIVE");
            data.write(new byte[] {2, 0, 0, 0, 0});
            number(data, 1);
            data.write(new byte[16]);
            number(data, 3);
            data.write(0);
        });
        record(0x33, 0, data -> {
            number(data, 5);
            string(data, "Disk1-01");
            data.write(new byte[12]);
            data.writeLong(0);
            data.writeLong(0);
            number(data, sectors);
            number(data, 4);
            number(data, 2);
        });
    }

    private interface Contents {
        void writeTo(DataOutputStream data) throws IOException;
    }

    private void record(int type, int flags, Contents contents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        contents.writeTo(new DataOutputStream(bytes));
        ByteBuffer record = ByteBuffer.allocate(VBLK_BYTES);
        records++;
        record.put(text("VBLK", 4)).putInt(3 + records).putInt(records).putShort((short) 0);
        record.putShort((short) 1).putShort((short) 0).put((byte) flags).put((byte) type);
        record.putInt(bytes.size()).put(bytes.toByteArray());
        image.write(record.array());
    }

    /** A number with the count of its bytes before it. */
    private static void number(DataOutputStream data, int value) throws IOException {
        data.write(4);
        data.writeInt(value);
    }

    private static void string(DataOutputStream data, String text) throws IOException {
        data.write(text.length());
        data.write(text(text, text.length()));
    }

    private static byte[] text(String text, int bytes) {
        return Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), bytes);
    }

    private void at(int sector, ByteBuffer block) throws IOException {
        image.seek((long) sector * SECTOR);
        image.write(block.array());
    }
}
