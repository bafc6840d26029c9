package org.guestscope.virttop.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndTimeTest {

    private static final ZonedDateTime NOW = ZonedDateTime.parse("2026-03-01T17:00:00+01:00[Europe/Berlin]");

    @ParameterizedTest
    @CsvSource({
        "2026-12-24 18:30:00, 2026-12-24T17:30:00Z",
        "18:30:00, 2026-03-01T17:30:00Z",
        "+90, 2026-03-01T16:01:30Z",
        "+01:00:30, 2026-03-01T17:00:30Z",
    })
    void fourFormsAreUnderstood(String text, Instant expected) {
        assertThat(EndTime.parse(text, NOW)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", "+1:2", "+-5", "2026-12-24", "25:00:00", "tomorrow"})
    void othersAreRefused(String text) {
        assertThatThrownBy(() -> EndTime.parse(text, NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTimeThatHasPassedTodayIsToday() {
        assertThat(EndTime.parse("01:00:00", NOW)).isBefore(NOW.toInstant());
    }
}
