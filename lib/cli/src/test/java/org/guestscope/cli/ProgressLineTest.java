package org.guestscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private ProgressLine line(boolean terminal) {
        return new ProgressLine(new PrintStream(err, true, StandardCharsets.UTF_8), terminal);
    }

    private String drawn() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void eachTextTakesThePlaceOfTheLast() {
        ProgressLine line = line(true);
        line.show("downloading 1%");
        line.show("downloading 2%");
        line.clear();
        assertThat(drawn()).isEqualTo("\r\033[Kdownloading 1%\r\033[Kdownloading 2%\r\033[K");
    }

    @Test
    void nothingIsWipedThatWasNotDrawn() {
        line(true).clear();
        assertThat(drawn()).isEmpty();
    }

    @Test
    void aLongTextIsCutToTheNarrowestTerminal() {
        line(true).show("x".repeat(100));
        assertThat(drawn()).isEqualTo("\r\033[K" + "x".repeat(78));
    }

    @Test
    void withoutATerminalNothingIsDrawn() {
        ProgressLine line = line(false);
        line.show("downloading");
        line.clear();
        assertThat(drawn()).isEmpty();
    }
}
