package org.guestscope.virttop.draw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "-1|    ",
                "0|   0",
                "9999|9999",
                "10000|  9K",
                "1023999|999K",
                "1024000|  1M",
                "1048576|  1M",
                "2000000000|  1G",
                "99999999999999|>!!!",
            })
    void figuresFitFourColumns(long value, String expected) {
        assertThat(Cells.figure(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"0| 0.0", "9.94| 9.9", "9.96|10.0", "99.94|99.9", "99.96|100 ", "100|100 ", "1234|1234"})
    void percentagesFitFourColumns(double value, String expected) {
        assertThat(Cells.percent(value)).isEqualTo(expected);
    }

    @Test
    void unknownPercentageIsBlank() {
        assertThat(Cells.percent(Double.NaN)).isEqualTo("    ");
    }

    @Test
    void timeGoesFromMinutesToHoursToDays() {
        long second = 1_000_000_000L;
        assertThat(Cells.time(0)).isEqualTo("  0:00.00");
        assertThat(Cells.time(61 * second + 230_000_000)).isEqualTo("  1:01.23");
        assertThat(Cells.time((12 * 3600 - 1) * second)).isEqualTo("719:59.00");
        assertThat(Cells.time(12 * 3600 * second)).isEqualTo(" 12:00:00");
        assertThat(Cells.time((999 * 3600 + 61) * second)).isEqualTo("999:01:01");
        assertThat(Cells.time(1000 * 3600 * second)).isEqualTo(" 41d16:00");
        assertThat(Cells.time(-1)).isEqualTo("         ");
    }

    @Test
    void namesAreCutByTheColumnsTheyTake() {
        assertThat(Cells.left("漢字漢字", 5)).isEqualTo("漢字 ");
        assertThat(Cells.left("ab", 4)).isEqualTo("ab  ");
    }

    @Test
    void namesCannotMoveTheCursor() {
        assertThat(Cells.name("\u001b[2Jx\n")).isEqualTo("\\x1b[2Jx\\n");
        assertThat(Cells.name("a\ud83d\ude00b")).isEqualTo("a?b");
    }

    @Test
    void sparklineIsRightAlignedAndBounded() {
        assertThat(Cells.sparkline(new float[] {0, 50, 100, 500}, 6, 100, true)).isEqualTo("  ▁▅██");
        assertThat(Cells.sparkline(new float[] {0, 99}, 2, 100, false)).isEqualTo("_#");
    }
}
