package org.guestscope.disk.fs;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.SparseDevice;
import org.guestscope.disk.fs.blkid.Identity;

/** Every reader against changed filesystems: the input says which real one is taken and what is written where. */
class FilesystemProbeFuzzTest {

    /** The bytes begin again there, as some superblocks stand at 32 or 64 KiB. */
    private static final int REPEATED = 32 << 10;

    private static final String[] FIXTURES = Fixture.all()
            .filter(f -> f.devices() == 1 && f.statvfs() != null)
            .map(Fixture::name)
            .toArray(String[]::new);

    @FuzzTest(maxDuration = "10m")
    void changedFilesystemGivesAnAnswerOrARefusal(FuzzedDataProvider data) throws IOException {
        SparseDevice device = Fixture.device(data.pickValue(FIXTURES));
        while (data.remainingBytes() > 8) {
            long offset = data.consumeLong(0, device.size() - 1);
            byte[] bytes = data.consumeBytes(16);
            device.put(offset, java.util.Arrays.copyOf(bytes, (int) Math.min(bytes.length, device.size() - offset)));
        }
        try {
            FilesystemProbe.probe(device);
        } catch (DiskFormatException refused) {
            // A refusal is as good as an answer.
        }
    }

    @FuzzTest(maxDuration = "10m")
    void anyBytesGiveAnAnswerOrARefusalFromEveryReader(byte[] bytes) throws IOException {
        BlockDevice device = new BlockDevice() {
            @Override
            public String name() {
                return "bytes";
            }

            @Override
            public long size() {
                return 16 << 20;
            }

            @Override
            public void read(long offset, ByteBuffer destination) {
                while (destination.hasRemaining()) {
                    int at = (int) (offset % REPEATED);
                    destination.put(at < bytes.length ? bytes[at] : 0);
                    offset++;
                }
            }
        };
        for (String type : List.of(
                "ext4",
                "xfs",
                "vfat",
                "exfat",
                "ntfs",
                "f2fs",
                "iso9660",
                "udf",
                "squashfs",
                "erofs",
                "romfs",
                "minix",
                "bfs",
                "ufs",
                "hfs",
                "hfsplus",
                "jfs",
                "reiserfs",
                "nilfs2",
                "btrfs")) {
            UsageReaders.read(new Identity(type, Identity.Purpose.FILESYSTEM, null, null), device, List.of());
        }
    }
}
