package org.guestscope.guestfish.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterWordsTest {
    @Test
    void listsSplitAtBlanksOutsideOfQuotes() throws GrammarException {
        assertThat(WordList.parse("a 'b c' d\\'e f\\\\g x'y z'w '' q"))
                .containsExactly("a", "b c", "d'e", "f\\\\g", "xy zw", "", "q");
        assertThat(WordList.parse("a'b\\'c d' \\x")).containsExactly("ab'c d", "\\x");
    }

    @Test
    void anEmptyTextIsAnEmptyList() throws GrammarException {
        assertThat(WordList.parse("")).isEmpty();
        assertThat(WordList.parse(" \t ")).isEmpty();
    }

    @Test
    void aQuoteWithoutEndRunsAway() {
        assertThatThrownBy(() -> WordList.parse("a 'b c")).hasMessage("Runaway quote in string \"a 'b c\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "TRUE", "t", "yes", "Y", "on"})
    void wordsForTrue(String word) throws GrammarException {
        assertThat(Booleans.parse(word)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "false", "f", "No", "n", "OFF"})
    void wordsForFalse(String word) throws GrammarException {
        assertThat(Booleans.parse(word)).isFalse();
    }

    @Test
    void otherWordsAreNoBooleans() {
        assertThatThrownBy(() -> Booleans.parse("maybe"))
                .hasMessage("guestfish: 'maybe': invalid boolean value, use 'true' or 'false'");
    }

    @Test
    void promptsHaveEscapes() {
        assertThat(PromptText.decode("\\[\\e[1m\\]fs\\\\\\101\\x41\\x4z\\q\\n", "<", ">"))
                .isEqualTo("<\u001b[1m>fs\\AA\u0004z?\n");
    }
}
