package org.guestscope.guestfish.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineGrammarTest {
    private final LineGrammar grammar = new LineGrammar(word -> "<" + word + ">");

    private Line.Call call(String line) throws GrammarException {
        return (Line.Call) grammar.parse(line);
    }

    private List<String> parameters(String line) throws GrammarException {
        return call(line).parameters();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\t", "# comment", "  # comment", "\r", "-", "- # x"})
    void blankLinesAndCommentsAreNothing(String line) throws GrammarException {
        assertThat(grammar.parse(line)).isInstanceOf(Line.Nothing.class);
    }

    @Test
    void aHashInsideALineIsData() throws GrammarException {
        assertThat(parameters("echo #x a#b")).containsExactly("#x", "a#b");
    }

    @Test
    void blanksAndTabsSeparateWords() throws GrammarException {
        assertThat(parameters(" \techo  a\t b \t")).containsExactly("a", "b");
    }

    @Test
    void quotesInsideABareWordAreData() throws GrammarException {
        assertThat(parameters("echo a\"b c\"d it's \\x")).containsExactly("a\"b", "c\"d", "it's", "\\x");
    }

    @Test
    void singleQuotesKeepEverything() throws GrammarException {
        assertThat(parameters("echo 'a \\n | ~ #' ''")).containsExactly("a \\n | ~ #", "");
    }

    @Test
    void doubleQuotesKnowTheEscapesOfC() throws GrammarException {
        assertThat(parameters("echo \"\\a\\b\\f\\n\\r\\t\\v\\\\\\\"\\'\\?\\101\\x41\\xe6\""))
                .containsExactly("\u0007\b\f\n\r\t\u000b\\\"'?AA\u00e6");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '^',
            value = {
                "echo \"\\x\" ! 0",
                "echo \"ab\\400\" ! 2",
                "echo \"\\000\" ! 0",
                "echo \"abc\\x4\" ! 3",
                "echo \"\\1\" ! 0",
                "echo \"\\e\" ! 0"
            })
    void aBadEscapeIsReportedWithItsOffsetInTheQuotes(String line, int offset) {
        assertThatThrownBy(() -> grammar.parse(line))
                .hasMessage("guestfish: invalid escape sequence in string (starting at offset " + offset + ")");
    }

    @Test
    void aQuoteWithoutEndIsAnError() {
        assertThatThrownBy(() -> grammar.parse("echo \"abc")).hasMessage("guestfish: unterminated double quote");
        assertThatThrownBy(() -> grammar.parse("echo \"abc\\\"")).hasMessage("guestfish: unterminated double quote");
        assertThatThrownBy(() -> grammar.parse("echo 'abc")).hasMessage("guestfish: unterminated single quote");
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo \"a\"b", "echo 'a'b", "echo 'a''b'", "echo \"a\"|cat"})
    void textRightAfterAQuoteIsAnError(String line) {
        assertThatThrownBy(() -> grammar.parse(line))
                .hasMessage("guestfish: command arguments not separated by whitespace");
    }

    @Test
    void aWordThatBeginsWithABarIsAPipe() throws GrammarException {
        Line.Call call = call("ls / |grep 'a | b' > x");
        assertThat(call.parameters()).containsExactly("/");
        assertThat(call.pipe()).isEqualTo("grep 'a | b' > x");
    }

    @Test
    void barsElsewhereAreData() throws GrammarException {
        assertThat(call("lvs|cat").word()).isEqualTo("lvs|cat");
        assertThat(parameters("echo a|b \"|\" '|'")).containsExactly("a|b", "|", "|");
        assertThat(call("echo a|b").pipe()).isNull();
    }

    @Test
    void onlyABareWordExpandsItsTilde() throws GrammarException {
        assertThat(parameters("echo ~ ~/x a~ \"~\" '~'")).containsExactly("<~>", "<~/x>", "a~", "~", "~");
    }

    @Test
    void exclamationMarksRunTheHost() throws GrammarException {
        assertThat(grammar.parse(" ! ls | wc")).isEqualTo(new Line.HostCommand(" ls | wc", false));
        assertThat(grammar.parse("<! cat x")).isEqualTo(new Line.CommandSource(" cat x", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-lvs", "- lvs", "- - lvs", " -lvs"})
    void aMinusLetsTheLineFail(String line) throws GrammarException {
        assertThat(grammar.parse(line)).isEqualTo(new Line.Call("lvs", List.of(), null, true));
        assertThat(LineGrammar.mayFail(line)).isTrue();
    }

    @Test
    void aMinusAlsoStandsBeforeHostCommands() throws GrammarException {
        assertThat(grammar.parse("-!false")).isEqualTo(new Line.HostCommand("false", true));
        assertThat(grammar.parse("-<!false")).isEqualTo(new Line.CommandSource("false", true));
    }

    @Test
    void linesAndParametersHaveNoLimit() throws GrammarException {
        assertThat(parameters("echo " + "abc ".repeat(5000))).hasSize(5000);
    }
}
