package org.guestscope.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachedDiskTest {

    @ParameterizedTest
    @CsvSource({"0,/dev/sda", "25,/dev/sdz", "26,/dev/sdaa", "51,/dev/sdaz", "52,/dev/sdba", "254,/dev/sdiu"})
    void aDiskIsNamedAsTheKernelNamesIt(int index, String device) {
        assertThat(AttachedDisk.at(index).device()).isEqualTo(device);
    }
}
