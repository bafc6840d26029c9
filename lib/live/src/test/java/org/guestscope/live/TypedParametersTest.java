package org.guestscope.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import org.guestscope.live.jna.LibvirtDomain;
import org.junit.jupiter.api.Test;

class TypedParametersTest {

    private static final int BYTES = LibvirtDomain.TYPED_PARAMETER_BYTES;

    @Test
    void everyTypeIsDecodedAndUnknownOnesPassedOver() {
        try (Memory text = new Memory(8);
                Memory params = new Memory(8L * BYTES)) {
            params.clear();
            text.setString(0, "vda", "UTF-8");
            put(params, 0, "int", 1).setInt(at(0), -5);
            put(params, 1, "uint", 2).setInt(at(1), -1);
            put(params, 2, "llong", 3).setLong(at(2), -7);
            put(params, 3, "ullong", 4).setLong(at(3), 1L << 40);
            put(params, 4, "double", 5).setDouble(at(4), 2.5);
            put(params, 5, "boolean", 6).setByte(at(5), (byte) 1);
            put(params, 6, "block.0.name", 7).setPointer(at(6), text);
            put(params, 7, "later", 99);

            assertThat(TypedParameters.decode(params, 8))
                    .containsExactly(
                            entry("int", -5L),
                            entry("uint", 0xffff_ffffL),
                            entry("llong", -7L),
                            entry("ullong", 1L << 40),
                            entry("double", 2.5),
                            entry("boolean", true),
                            entry("block.0.name", "vda"));
        }
    }

    @Test
    void nameThatFillsItsFieldEndsWithIt() {
        try (Memory params = new Memory(BYTES)) {
            params.clear();
            put(params, 0, "n".repeat(80), 3).setLong(at(0), 1);
            params.setByte(79, (byte) 'n');

            assertThat(TypedParameters.decode(params, 1)).containsOnlyKeys("n".repeat(80));
        }
    }

    private static Memory put(Memory params, int index, String name, int type) {
        byte[] bytes = Native.toByteArray(name, "US-ASCII");
        params.write((long) index * BYTES, bytes, 0, Math.min(bytes.length, 80));
        params.setInt((long) index * BYTES + LibvirtDomain.TYPED_PARAMETER_TYPE, type);
        return params;
    }

    private static long at(int index) {
        return (long) index * BYTES + LibvirtDomain.TYPED_PARAMETER_VALUE;
    }
}
