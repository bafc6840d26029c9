package org.guestscope.disk.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.SparseDevice;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParityRaidTest {

    private static final int CHUNK = 4096;

    /** A stripe a word: which chunk of data each member has, or the parity. */
    @ParameterizedTest
    @CsvSource({
        "LEFT_ASYMMETRIC,   1, 0-1-2-P 3-4-P-5 6-P-7-8 P-9-10-11",
        "RIGHT_ASYMMETRIC,  1, P-0-1-2 3-P-4-5 6-7-P-8 9-10-11-P",
        "LEFT_SYMMETRIC,    1, 0-1-2-P 4-5-P-3 8-P-6-7 P-9-10-11",
        "RIGHT_SYMMETRIC,   1, P-0-1-2 5-P-3-4 7-8-P-6 9-10-11-P",
        "PARITY_0,          1, P-0-1-2 P-3-4-5",
        "PARITY_N,          1, 0-1-2-P 3-4-5-P",
        "LEFT_SYMMETRIC,    2, Q-0-1-P 2-3-P-Q",
        "PARITY_N,          2, 0-1-P-Q 2-3-P-Q"
    })
    void layoutIsTheKernels(ParityLayout layout, int parities, String stripes) {
        String[] rows = stripes.split(" ", -1);
        for (int stripe = 0; stripe < rows.length; stripe++) {
            String[] members = rows[stripe].split("-", -1);
            for (int member = 0; member < members.length; member++) {
                if (members[member].equals("P") || members[member].equals("Q")) {
                    continue;
                }
                int index = Integer.parseInt(members[member]) % (members.length - parities);
                ParityLayout.Place place = layout.place(stripe, index, members.length, parities);
                assertThat(place.data())
                        .as("stripe %d, chunk %s", stripe, members[member])
                        .isEqualTo(member);
                assertThat(members[place.parity()]).isEqualTo("P");
            }
        }
    }

    @Test
    void missingMemberIsComputedFromTheOthers() throws IOException {
        List<SparseDevice> members = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            members.add(new SparseDevice("m" + i, 8 * CHUNK));
        }
        // stripe 0 of a left symmetric array: 0-1-P
        members.get(0).put(0, filled(0x35));
        members.get(1).put(0, filled(0x53));
        members.get(2).put(0, filled(0x35 ^ 0x53));
        List<@Nullable BlockDevice> present = new ArrayList<>(members);
        present.set(1, null);

        ParityRaid array = ParityRaid.of("array", present, ParityLayout.LEFT_SYMMETRIC, 1, CHUNK, 8 * CHUNK);

        assertThat(array.size()).isEqualTo(2 * 8 * CHUNK);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        array.read(CHUNK, chunk);
        assertThat(chunk.array()).isEqualTo(filled(0x53));
    }

    @Test
    void twoMissingMembersAreTooMany() {
        List<@Nullable BlockDevice> members = new ArrayList<>();
        members.add(null);
        members.add(null);
        members.add(new SparseDevice("m", 8 * CHUNK));

        assertThatThrownBy(() -> ParityRaid.of("array", members, ParityLayout.LEFT_SYMMETRIC, 1, CHUNK, 8 * CHUNK))
                .isInstanceOf(DiskFormatException.Unsupported.class)
                .hasMessage("array: unsupported RAID: 2 of 3 members are missing");
    }

    private static byte[] filled(int value) {
        byte[] chunk = new byte[CHUNK];
        Arrays.fill(chunk, (byte) value);
        return chunk;
    }
}
