package org.guestscope.guestfish.interactive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.guestscope.guest.ProgressListener;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long now;

    private int columns;

    private TerminalProgress bar(int width, boolean utf8, boolean plain) {
        columns = width;
        return new TerminalProgress(out, () -> columns, utf8, plain, () -> now, false);
    }

    @Test
    void aBarFillsTheLineButThreeColumns() {
        TerminalProgress bar = bar(60, false, false);
        assertThat(bar.line(50, 100, 10 * SECOND))
                .isEqualTo("/  50% [#################-----------------]     5/s 00:10")
                .hasSize(57);
    }

    @Test
    void theBarFollowsTheWidth() {
        TerminalProgress bar = bar(60, false, false);
        columns = 100;
        assertThat(bar.line(50, 100, 10 * SECOND)).hasSize(97);
        columns = 50;
        assertThat(bar.line(50, 100, 10 * SECOND)).hasSize(47);
    }

    @Test
    void unknownTotalsShowABlockThatMoves() {
        TerminalProgress bar = bar(40, false, false);
        String first = bar.line(1 << 20, 0, SECOND);
        assertThat(first).contains(" --- [").contains("###").contains("1.0M/s").endsWith("--:--");
        assertThat(bar.line(1 << 20, 0, SECOND)).isNotEqualTo(first);
    }

    @Test
    void nothingShowsForShortCallsAndTheLineIsWipedAtTheEnd() {
        TerminalProgress bar = bar(80, true, false);
        ProgressListener listener = bar.begin();
        listener.progress(1, 2);
        assertThat(out.size()).isZero();
        now = 2 * SECOND;
        listener.progress(1, 2);
        bar.end();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("\r\u001b[K◐  50% ⟦")
                .endsWith("\r\u001b[K");
    }

    @Test
    void callsThatSayNothingShowThatTheyGoOn() {
        TerminalProgress bar = bar(60, false, false);
        ProgressListener listener = bar.begin();
        bar.tick();
        assertThat(out.size()).isZero();
        now = 75 * SECOND;
        bar.tick();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("\r\u001b[K/  --- [")
                .contains("] 01:15 so far");
        out.reset();
        listener.progress(1, 2);
        bar.tick();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains(" 50% ").doesNotContain("so far");
        bar.end();
        out.reset();
        bar.tick();
        assertThat(out.size()).isZero();
    }

    @Test
    void withoutATerminalThereAreNumbers() {
        TerminalProgress bar = bar(80, false, true);
        ProgressListener listener = bar.begin();
        now = 2 * SECOND;
        listener.progress(3, 10);
        bar.end();
        assertThat(out).hasToString("3/10\n");
    }

    @Test
    void timeLeftFitsItsSize() {
        assertThat(Pace.remaining(1, 2, SECOND)).isEqualTo("--:--");
        assertThat(Pace.remaining(1, 2, 61 * SECOND)).isEqualTo("01:01");
        assertThat(Pace.remaining(1, 2, 7260 * SECOND)).isEqualTo("02h01");
        assertThat(Pace.remaining(1, 1000, 3600 * SECOND)).isEqualTo(">99h");
    }
}
