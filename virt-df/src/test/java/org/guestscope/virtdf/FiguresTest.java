package org.guestscope.virtdf;

import static org.assertj.core.api.Assertions.assertThat;

import org.guestscope.disk.fs.StatVfs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "7, 1024, 7",
        "7, 4096, 28",
        "7, 512, 3",
        "-1, 512, 0",
        "3, 1536, 3",
        "5, 0, 0",
    })
    void blocksBecomeKibRoundedDownColumnByColumn(long count, long blockSize, long kib) {
        assertThat(Figures.kib(count, blockSize)).isEqualTo(kib);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 88, ' 12%', 12.0",
        "100000, 87999, ' 13%', 12.0",
        "8, 7, ' 13%', 12.5",
        "0, 0, '  0%', 0.0",
        "10, 0, 100%, 100.0",
        "1000, 998, '  1%', 0.2",
    })
    void percentagesAreRoundedUpInTheTableAndToOneDecimalInCsv(long blocks, long free, String table, String csv) {
        float percent = Figures.usePercent(new StatVfs(4096, blocks, free, free, 0, 0));
        assertThat(Figures.rounded(percent)).isEqualTo(table);
        assertThat(Figures.decimal(percent)).isEqualTo(csv);
    }

    @Test
    void aFilesystemWithoutInodesIsNotFull() {
        assertThat(Figures.inodesUsePercent(new StatVfs(4096, 10, 5, 5, 0, 0))).isZero();
    }
}
