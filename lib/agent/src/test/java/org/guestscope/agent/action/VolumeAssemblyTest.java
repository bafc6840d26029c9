package org.guestscope.agent.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeAssemblyTest {

    @ParameterizedTest
    @CsvSource({"0, true", "512, true", "1536, true", "2048, false", "513, false"})
    void anLvmLabelStandsInOneOfTheFirstFourSectors(int offset, boolean found) {
        byte[] start = new byte[4608];
        System.arraycopy("LABELONE".getBytes(StandardCharsets.US_ASCII), 0, start, offset, 8);
        assertThat(VolumeAssembly.hasLvmLabel(start)).isEqualTo(found);
    }

    @Test
    void anArrayMemberHasItsMagicInEitherByteOrder() {
        byte[] little = {(byte) 0xfc, 0x4e, 0x2b, (byte) 0xa9};
        byte[] big = {(byte) 0xa9, 0x2b, 0x4e, (byte) 0xfc};
        assertThat(VolumeAssembly.isMd(little, 0)).isTrue();
        assertThat(VolumeAssembly.isMd(big, 0)).isTrue();
        assertThat(VolumeAssembly.isMd(new byte[4], 0)).isFalse();
        assertThat(VolumeAssembly.isMd(little, 1)).isFalse();
    }
}
