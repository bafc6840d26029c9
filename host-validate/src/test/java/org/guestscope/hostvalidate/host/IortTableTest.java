package org.guestscope.hostvalidate.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IortTableTest {
    /** A table of nodes of these types, 20 bytes each. */
    private static byte[] table(int nodes, int... types) {
        ByteBuffer bytes = ByteBuffer.allocate(48 + 20 * types.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("IORT".getBytes(StandardCharsets.US_ASCII)).position(36);
        bytes.putInt(nodes).putInt(48).putInt(0);
        for (int type : types) {
            bytes.put((byte) type).putShort((short) 20).put(new byte[17]);
        }
        return bytes.array();
    }

    @Test
    void anSmmuOfEitherKindIsFound() {
        assertThat(IortTable.hasSmmu(table(2, 0, 4))).isTrue();
        assertThat(IortTable.hasSmmu(table(1, 3))).isTrue();
    }

    @Test
    void otherNodesAreNone() {
        assertThat(IortTable.hasSmmu(table(2, 0, 2))).isFalse();
        assertThat(IortTable.hasSmmu(table(0, 4))).isFalse();
    }

    @Test
    void damagedTablesHaveNone() {
        assertThat(IortTable.hasSmmu(null)).isFalse();
        assertThat(IortTable.hasSmmu(new byte[0])).isFalse();
        assertThat(IortTable.hasSmmu("IORT".getBytes(StandardCharsets.US_ASCII)))
                .isFalse();
        assertThat(IortTable.hasSmmu(table(-1, 0, 0))).isFalse();
        byte[] unsigned = table(1, 4);
        unsigned[0] = 'X';
        assertThat(IortTable.hasSmmu(unsigned)).isFalse();
        byte[] far = table(1, 4);
        Arrays.fill(far, 40, 44, (byte) 0xFF);
        assertThat(IortTable.hasSmmu(far)).isFalse();
        byte[] withoutLength = table(2, 0, 4);
        Arrays.fill(withoutLength, 48, 68, (byte) 0);
        assertThat(IortTable.hasSmmu(withoutLength)).isFalse();
    }
}
