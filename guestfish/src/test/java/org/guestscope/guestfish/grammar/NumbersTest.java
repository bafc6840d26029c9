package org.guestscope.guestfish.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "10,10",
        "-5,-5",
        "+12,12",
        "'  12',12",
        "0x1f,31",
        "0X1F,31",
        "010,8",
        "k,1024",
        "1k,1024",
        "1K,1024",
        "1M,1048576",
        "2G,2147483648",
        "1KiB,1024",
        "1KB,1000",
        "1MB,1000000",
        "0x40k,65536",
        "-1k,-1024",
        "1T,1099511627776",
        "1P,1125899906842624",
        "1E,1152921504606846976",
        "9223372036854775807,9223372036854775807"
    })
    void literalsOfCWithOneSuffix(String word, long value) throws GrammarException {
        assertThat(Numbers.parseInt64("cmd", "par", word)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775808,1",
        "8E,1",
        "1Z,1",
        "1x,2",
        "1m,2",
        "1b,2",
        "1Gi,2",
        "5.5,2",
        "08,2",
        "1kk,2",
        "99999999999999999999x,3",
        "'',4",
        "abc,4",
        "-,4",
        "-k,4",
        "x,4"
    })
    void faultsHaveTheNumberOfTheirKind(String word, int fault) {
        assertThatThrownBy(() -> Numbers.parseInt64("cmd", "par", word))
                .hasMessage("cmd: par: invalid integer parameter (xstrtoll returned " + fault + ")");
    }

    @Test
    void smallIntegersHaveARange() throws GrammarException {
        assertThat(Numbers.parseInt("cmd", "par", "2147483647")).isEqualTo(Integer.MAX_VALUE);
        assertThatThrownBy(() -> Numbers.parseInt("cmd", "par", "2G")).hasMessage("cmd: par: integer out of range");
    }

    @Test
    void sizesHaveNoSign() throws GrammarException {
        assertThat(Numbers.parseSize("10M")).isEqualTo(10 << 20);
        assertThatThrownBy(() -> Numbers.parseSize("-1"))
                .hasMessage("parse_size: invalid integer parameter (xstrtoull returned 4)");
        assertThatThrownBy(() -> Numbers.parseSize("16E"))
                .hasMessage("parse_size: invalid integer parameter (xstrtoull returned 1)");
    }
}
