package org.guestscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanSizeTest {

    /** Expected values are those of {@code df -h} and {@code numfmt} on the same numbers, rounded to nearest. */
    @ParameterizedTest
    @CsvSource({
        "0, 1024, 0",
        "1, 512, 512",
        "1023, 1, 1023",
        "1, 1024, 1.0K",
        "1152, 1, 1.1K",
        "2304, 1, 2.2K",
        "2406, 1, 2.3K",
        "10188, 1, 9.9K",
        "10189, 1, 10K",
        "10240, 1, 10K",
        "10752, 1, 10K",
        "11776, 1, 12K",
        "1048064, 1, 1.0M",
        "1023, 1024, 1023K",
        "1047552, 1, 1023K",
        "5, 1073741824, 5.0G",
        "-1, 1, 16E",
        "-1, 4096, 64Z",
    })
    void scalesByPowersOf1024AndRoundsHalvesToEven(long count, long blockSize, String expected) {
        assertThat(HumanSize.of(count, blockSize)).isEqualTo(expected);
    }
}
