package org.guestscope.hostvalidate.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.guestscope.hostvalidate.host.CapturedHost;

/** Runs one check of the catalogue on captured files. */
final class CheckTester {
    private CheckTester() {}

    static Finding find(String id, CapturedHost captured) {
        for (Check<?> check : Catalogue.checks()) {
            if (check.id().equals(id)) {
                return check.run(captured.host()).finding();
            }
        }
        throw new AssertionError("no check " + id);
    }

    /** Expects that level, and that what was seen or its remedy contains the words. */
    static void expect(Finding finding, Level level, String words) {
        assertThat(finding.skipped()).as("%s", finding).isFalse();
        assertThat(finding.level()).as("%s", finding).isEqualTo(level);
        assertThat(finding.seen() + " " + finding.remedy()).contains(words);
        if (level == Level.FAIL || level == Level.WARN) {
            assertThat(finding.remedy()).as("%s", finding).isNotEmpty();
        }
    }

    static void expectSkipped(Finding finding) {
        assertThat(finding.skipped()).as("%s", finding).isTrue();
        assertThat(finding.seen()).isNotEmpty();
    }
}
