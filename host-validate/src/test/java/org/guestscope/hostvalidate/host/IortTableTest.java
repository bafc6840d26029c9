package org.guestscope.hostvalidate.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class IortTableTest {
    /** A table of nodes of these types, 20 bytes each. */
    private static String table(int nodes, int... types) {
        ByteBuffer bytes = ByteBuffer.allocate(48 + 20 * types.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("IORT".getBytes(StandardCharsets.US_ASCII)).position(36);
        bytes.putInt(nodes).putInt(48).putInt(0);
        for (int type : types) {
            bytes.put((byte) type).putShort((short) 20).put(new byte[17]);
        }
        return new String(bytes.array(), StandardCharsets.ISO_8859_1);
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
        assertThat(IortTable.hasSmmu("")).isFalse();
        assertThat(IortTable.hasSmmu("IORT")).isFalse();
        assertThat(IortTable.hasSmmu(table(-1, 0, 0))).isFalse();
        assertThat(IortTable.hasSmmu(table(9, 4).replace("IORT", "XXXX"))).isFalse();
        String far = table(1, 4);
        assertThat(IortTable.hasSmmu(far.substring(0, 40) + "\u00FF\u00FF\u00FF\u00FF" + far.substring(44)))
                .isFalse();
        assertThat(IortTable.hasSmmu(far.substring(0, 48) + "\0\0\0" + "\0".repeat(17)))
                .isFalse();
    }
}
