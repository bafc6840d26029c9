package org.guestscope.guestfish.interactive;

import static org.assertj.core.api.Assertions.assertThat;

import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.junit.jupiter.api.Test;

class WordParserTest {
    private static ParsedLine parse(String line, int cursor) {
        return new WordParser().parse(line, cursor, Parser.ParseContext.COMPLETE);
    }

    @Test
    void theWordUnderTheCursorIsFound() {
        ParsedLine line = parse("cat /etc/pa x", 11);
        assertThat(line.words()).containsExactly("cat", "/etc/pa", "x");
        assertThat(line.wordIndex()).isEqualTo(1);
        assertThat(line.wordCursor()).isEqualTo(7);
    }

    @Test
    void aBlankAtTheEndBeginsANewWord() {
        ParsedLine line = parse("cat ", 4);
        assertThat(line.wordIndex()).isEqualTo(1);
        assertThat(line.word()).isEmpty();
    }

    @Test
    void anOpenQuoteIsNoError() {
        ParsedLine line = parse("cat \"/a b", 9);
        assertThat(line.word()).isEqualTo("/a b");
        assertThat(((CompletingParsedLine) line).rawWordLength()).isEqualTo(5);
    }

    @Test
    void namesWithBlanksAreQuoted() {
        CompletingParsedLine line = (CompletingParsedLine) parse("cat /a", 6);
        assertThat(line.escape("/a b", true)).hasToString("\"/a b\"");
        assertThat(line.escape("/ab", true)).hasToString("/ab");
    }
}
