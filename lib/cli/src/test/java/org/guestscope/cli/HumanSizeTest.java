package org.guestscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
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

    /** The rule in decimal arithmetic, on random sizes of all magnitudes, on exact halves and on their neighbours. */
    @Test
    void agreesWithDecimalArithmetic() {
        Random random = new Random(42);
        for (int round = 0; round < 100_000; round++) {
            long blockSize = 1L << random.nextInt(17);
            long count = random.nextLong() >>> (1 + random.nextInt(63));
            if (random.nextBoolean()) {
                // Near a half of the last place, or on it: N.05 or N.5 of a unit.
                int power = 1 + random.nextInt(4);
                long unit = 1L << (10 * power);
                BigInteger halves =
                        BigInteger.valueOf(random.nextInt(10240)).shiftLeft(1).add(BigInteger.ONE);
                int places = random.nextBoolean() ? 20 : 2;
                count = halves.multiply(BigInteger.valueOf(unit))
                                .divide(BigInteger.valueOf(places))
                                .longValueExact()
                        + random.nextInt(3)
                        - 1;
                blockSize = 1;
            }
            assertThat(HumanSize.of(count, blockSize))
                    .as("%d blocks of %d", count, blockSize)
                    .isEqualTo(decimal(new BigDecimal(count).multiply(new BigDecimal(blockSize))));
        }
    }

    private static String decimal(BigDecimal bytes) {
        BigDecimal base = new BigDecimal(1024);
        BigDecimal scaled = bytes;
        int power = 0;
        while (scaled.compareTo(base) >= 0) {
            scaled = scaled.divide(base); // exact: a power of two
            power++;
        }
        if (power == 0) {
            return bytes.toPlainString();
        }
        BigDecimal tenths = scaled.setScale(1, RoundingMode.HALF_EVEN);
        BigDecimal whole = scaled.setScale(0, RoundingMode.HALF_EVEN);
        if (tenths.compareTo(BigDecimal.TEN) < 0) {
            return tenths.toPlainString() + "KMGTPEZ".charAt(power - 1);
        }
        return whole.compareTo(base) == 0
                ? "1.0" + "KMGTPEZ".charAt(power)
                : whole.toPlainString() + "KMGTPEZ".charAt(power - 1);
    }
}
