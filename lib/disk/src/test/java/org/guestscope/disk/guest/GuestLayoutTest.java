package org.guestscope.disk.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.disk.SparseDevice;
import org.junit.jupiter.api.Test;

class GuestLayoutTest {

    private static final int MIB = 1 << 20;

    private static SparseDevice blank(String name) {
        return new SparseDevice(name, 8 * MIB);
    }

    private static SparseDevice partitioned(String name, int... types) {
        ByteBuffer record = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < types.length; i++) {
            int at = 446 + i * 16;
            record.put(at + 4, (byte) types[i]).putInt(at + 8, 2048 * (i + 1)).putInt(at + 12, 2048);
        }
        return blank(name).put(0, record.putShort(510, (short) 0xaa55).array());
    }

    @Test
    void wholeDisksComeBeforePartitions() throws IOException {
        GuestLayout layout =
                GuestLayout.of(List.of(partitioned("one", 0x83, 0x07), blank("two"), partitioned("three", 0x83)));

        assertThat(layout.candidates())
                .extracting(Candidate::device)
                .containsExactly("/dev/sdb", "/dev/sda1", "/dev/sda2", "/dev/sdc1");
    }

    @Test
    void extendedAndReservedPartitionsAreNoCandidates() throws IOException {
        GuestLayout layout = GuestLayout.of(List.of(partitioned("one", 0x0f, 0x42, 0x83)));

        assertThat(layout.candidates()).extracting(Candidate::device).containsExactly("/dev/sda3");
    }

    @Test
    void partitionsAreNamedAfterTheirDiskInErrors() throws IOException {
        Candidate candidate = GuestLayout.of(List.of(partitioned("guest.img", 0x83)))
                .candidates()
                .get(0);

        assertThat(((Candidate.Readable) candidate).contents().name()).isEqualTo("guest.img: /dev/sda1");
    }

    @Test
    void disksAreNamedOnAfterTheLetterZ() throws IOException {
        List<SparseDevice> disks = new ArrayList<>();
        for (int i = 0; i < 26 + 26 * 26 + 1; i++) {
            disks.add(new SparseDevice("disk", 512));
        }

        assertThat(GuestLayout.of(disks).candidates())
                .extracting(Candidate::device)
                .contains("/dev/sda", "/dev/sdz", "/dev/sdaa", "/dev/sdzz", "/dev/sdaaa");
    }

    @Test
    void emptyDiskIsAllTheSameADevice() throws IOException {
        assertThat(GuestLayout.of(List.of(new SparseDevice("disk", 0))).candidates())
                .extracting(Candidate::device)
                .containsExactly("/dev/sda");
    }
}
