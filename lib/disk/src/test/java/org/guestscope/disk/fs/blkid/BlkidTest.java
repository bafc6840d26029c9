package org.guestscope.disk.fs.blkid;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.guestscope.disk.KernelCrc;
import org.guestscope.disk.SparseDevice;
import org.guestscope.disk.fs.blkid.Identity.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures built by hand, as their specifications lay them out; {@code blkid -p} says the same of each. */
class BlkidTest {

    private static final long SIZE = 80 << 20;
    private static final String UUID = "00112233-4455-6677-8899-aabbccddeeff";
    private static final byte[] UUID_BYTES = HexFormat.of().parseHex(UUID.replace("-", ""));

    private final SparseDevice device = new SparseDevice("disk", SIZE);

    private void text(long offset, String text) {
        device.put(offset, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void hex(long offset, String digits) {
        device.put(offset, HexFormat.of().parseHex(digits));
    }

    private Identity identity() throws IOException {
        return Blkid.identify(device).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "ceph_bluestore, 0, 626c756573746f726520626c6f636b20646576696365",
        "DM_snapshot_cow, 0, 536e4170",
        "DM_verity_hash, 0, 76657269747900000100000001000000",
        "DM_integrity, 0, 696e74656772740001",
        "VMFS_volume_member, 1048576, 0dd001c0",
        "ubi, 0, 55424923",
        "vdo, 0, 646d76646f303031",
        "hpt37x_raid_member, 4640, f016785a",
        "reiser4, 65536, 526549734572340000",
        "ReFS, 0, 0000005265465300",
        "cramfs, 0, 453dcd28",
        "romfs, 0, 2d726f6d3166732d",
        "ocfs2, 4096, 4f4346535632",
        "oracleasm, 32, 4f52434c4449534b",
        "vxfs, 1024, f5fc01a5",
        "nss, 4096, 53504235",
        "ubifs, 0, 31181006",
        "bfs, 0, cefaad1b",
        "VMFS, 2097152, 5ef1ab2f",
        "f2fs, 1024, 1020f5f201000000",
        "zonefs, 0, 53464f5a",
        "erofs, 1024, e2e1f5e0",
        "squashfs3, 0, 7371736800000000000000000000000000000000000000000000000000030000",
        "xenix, 2048, 2b5544",
        "drbdproxy_datalog, 0, 44524244646c682a"
    })
    void magicAloneNamesTheType(String type, long offset, String digits) throws IOException {
        hex(offset, digits);
        assertThat(identity().type()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "isw_raid_member, 1024, 496e74656c20526169642049534d20436667205369672e20",
        "lsi_mega_raid_member, 512, 245849444524",
        "nvidia_raid_member, 1024, 4e5649444941",
        "promise_fasttrack_raid_member, 32256, 50726f6d69736520546563686e6f6c6f67792c20496e632e",
        "hpt45x_raid_member, 5632, f316785a",
        "jmicron_raid_member, 512, 4a4d",
        "adaptec_raid_member, 512, 37fc4d1e"
    })
    void firmwareRaidIsFoundAtTheEnd(String type, long back, String digits) throws IOException {
        hex(SIZE - back, digits);
        if (type.startsWith("adaptec")) {
            hex(SIZE - back + 256, "4450544d");
        }
        assertThat(identity()).isEqualTo(new Identity(type, Purpose.RAID_MEMBER, null, null));
    }

    @Test
    void luksHeadersGiveUuidAndLabel() throws IOException {
        hex(0, "4c554b53babe0002");
        text(24, "secret disk");
        text(168, UUID);
        assertThat(identity()).isEqualTo(new Identity("crypto_LUKS", Purpose.CRYPTO, "secret disk", UUID));
    }

    @Test
    void secondLuksHeaderIsFoundWhenTheFirstIsLost() throws IOException {
        hex(0x8000, "534b554cbabe0002");
        text(0x8000 + 168, UUID);
        assertThat(identity().uuid()).isEqualTo(UUID);
    }

    @Test
    void lvmLabelCountsOnlyWithItsChecksumAndPlace() throws IOException {
        ByteBuffer label = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        label.put(0, "LABELONE".getBytes(StandardCharsets.US_ASCII)).putLong(8, 1);
        label.putInt(20, 32).put(24, "LVM2 001".getBytes(StandardCharsets.US_ASCII));
        label.put(32, "abcdefghijklmnopqrstuvwxyz012345".getBytes(StandardCharsets.US_ASCII));
        device.put(512, label.array());
        assertThat(Blkid.identify(device)).isEmpty();

        label.putInt(16, KernelCrc.CRC32.update(0xf597a6cf, label.array(), 20, 492));
        device.put(512, label.array());
        assertThat(identity())
                .isEqualTo(new Identity(
                        "LVM2_member", Purpose.RAID_MEMBER, null, "abcdef-ghij-klmn-opqr-stuv-wxyz-012345"));
    }

    @ParameterizedTest
    @CsvSource({"0", "4096", "83877888"})
    void mdSuperblockOfVersion1CountsWhereItSaysItIs(long offset) throws IOException {
        ByteBuffer superblock = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        superblock.putInt(0, 0xa92b4efc).putInt(4, 1).put(16, UUID_BYTES);
        superblock.put(32, "host:0".getBytes(StandardCharsets.US_ASCII)).putLong(144, offset >> 9);
        device.put(offset, superblock.array());
        assertThat(identity()).isEqualTo(new Identity("linux_raid_member", Purpose.RAID_MEMBER, "host:0", UUID));

        device.put(offset + 144, new byte[] {1});
        assertThat(Blkid.identify(device)).isEmpty();
    }

    @Test
    void mdSuperblockOfVersion090StandsAtTheEnd() throws IOException {
        ByteBuffer superblock = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        superblock.putInt(0, 0xa92b4efc).putInt(8, 90).putInt(20, 0x11223344).putInt(52, 0x55667788);
        device.put(SIZE - 0x10000, superblock.array());
        assertThat(identity().uuid()).isEqualTo("11223344-5566-7788-0000-000000000000");
    }

    @Test
    void swapGivesUuidAndLabelOfItsHeader() throws IOException {
        text(4086, "SWAPSPACE2");
        hex(1024, "01000000ff000000");
        device.put(1036, UUID_BYTES);
        text(1052, "swap \t");
        assertThat(identity()).isEqualTo(new Identity("swap", Purpose.OTHER, "swap", UUID));
    }

    @Test
    void swapWithoutPagesIsNone() throws IOException {
        text(4086, "SWAPSPACE2");
        hex(1024, "01000000");
        assertThat(Blkid.identify(device)).isEmpty();
    }

    @Test
    void hibernatedSwapIsNoSwap() throws IOException {
        text(4086, "S1SUSPEND");
        assertThat(identity().type()).isEqualTo("swsuspend");
    }

    @Test
    void twoFilesystemsAtOnceAreAmbiguous() throws IOException {
        hex(1024, "e2e1f5e0");
        hex(0, "cefaad1b");
        assertThat(Blkid.identify(device)).isEmpty();
    }

    @Test
    void memberHidesFilesystemsBelow() throws IOException {
        hex(1024, "e2e1f5e0");
        hex(0, "4c554b53babe0001");
        assertThat(identity().type()).isEqualTo("crypto_LUKS");
    }

    @Test
    void onTinyDevicesTheFirstSignatureWins() throws IOException {
        SparseDevice floppy = new SparseDevice("floppy", 1440 << 10);
        floppy.put(1024, HexFormat.of().parseHex("e2e1f5e0"));
        floppy.put(0, HexFormat.of().parseHex("cefaad1b"));
        assertThat(Blkid.identify(floppy).orElseThrow().type()).isEqualTo("bfs");
    }

    @Test
    void udfMayStandBesideIso() throws IOException {
        text(0x8000, "\u0001CD001\u0001");
        text(0x8000 + 40, "DISC" + " ".repeat(28));
        text(0x8000 + 813, "2024010203040500");
        text(0x8800, "\u0000NSR02");
        device.put(256 * 2048L, new byte[] {2});
        device.put(256 * 2048L + 13, new byte[] {1});
        assertThat(identity().type()).isEqualTo("udf");
    }

    @Test
    void isoTakesItsUuidFromTheDate() throws IOException {
        text(0x8000, "\u0001CD001\u0001");
        text(0x8000 + 40, "DISC" + " ".repeat(28));
        text(0x8000 + 830, "0".repeat(16));
        text(0x8000 + 813, "2024010203040500");
        assertThat(identity()).isEqualTo(new Identity("iso9660", Purpose.FILESYSTEM, "DISC", "2024-01-02-03-04-05-00"));
    }

    @Test
    void hfsPlusTakesItsUuidFromTheFindersNumber() throws IOException {
        hex(1024, "482b0004");
        hex(1024 + 40, "00001000");
        hex(1024 + 104, "0123456789abcdef");
        assertThat(identity().type()).isEqualTo("hfsplus");
        assertThat(identity().uuid()).matches("[0-9a-f]{8}-[0-9a-f]{4}-3[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void wrappedHfsPlusIsNoHfs() throws IOException {
        hex(1024, "4244");
        hex(1024 + 20, "00001000");
        hex(1024 + 28, "0002");
        hex(1024 + 124, "482b0000");
        hex(1024 + 1024, "482b0004");
        hex(1024 + 1024 + 40, "00001000");
        assertThat(identity().type()).isEqualTo("hfsplus");
    }

    @Test
    void zfsNeedsFourUberblocks() throws IOException {
        for (int i = 0; i < 3; i++) {
            hex((128 << 10) + i * 1024L, "0cb1ba0000000000");
        }
        assertThat(Blkid.identify(device)).isEmpty();
        hex((256 << 10) + (128 << 10), "0000000000bab10c");
        assertThat(identity().type()).isEqualTo("zfs_member");
    }

    @Test
    void extWithoutAnythingNewIsExt2AndWithAJournalExt3() throws IOException {
        hex(1080, "53ef");
        assertThat(identity().type()).isEqualTo("ext2");
        hex(1024 + 0x5c, "04");
        assertThat(identity().type()).isEqualTo("ext3");
        hex(1024 + 0x60, "40");
        assertThat(identity().type()).isEqualTo("ext4");
        hex(1024 + 0x60, "08");
        assertThat(identity()).isEqualTo(new Identity("jbd", Purpose.OTHER, null, null));
    }

    @Test
    void labelWithControlCharactersIsKeptAsItIs() throws IOException {
        hex(1080, "53ef");
        text(1024 + 0x78, "\u001b[2Jx\n");
        assertThat(identity().label()).isEqualTo("\u001b[2Jx");
    }
}
