package org.guestscope.hostvalidate.compat;

import static org.assertj.core.api.Assertions.assertThat;

import org.guestscope.hostvalidate.check.Level;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Row FAILED = new Row("for namespace ipc", Level.FAIL, "hint");

    @Test
    void levelsStartInTheEightiethColumn() {
        Report report = new Report(false, false);
        report.add("QEMU", Row.pass("if device /dev/kvm exists"));
        report.add("LXC", FAILED);
        assertThat(report.output())
                .isEqualTo("  QEMU: Checking if device /dev/kvm exists"
                        + " ".repeat(35) + ": PASS\n"
                        + "   LXC: Checking for namespace ipc"
                        + " ".repeat(43) + ": FAIL (hint)\n");
        assertThat(report.output().lines()).allMatch(line -> line.matches(".{79}(PASS|FAIL).*"));
    }

    @Test
    void onATerminalTheLevelAloneIsColoured() {
        Report report = new Report(true, false);
        report.add("LXC", FAILED);
        report.add("LXC", Row.pass("x"));
        report.add("LXC", new Row("x", Level.WARN, "w"));
        report.add("LXC", new Row("x", Level.NOTE, "n"));
        assertThat(report.output())
                .contains(": \033[31mFAIL\033[0m (hint)\n", "\033[32mPASS\033[0m\n", "\033[33mWARN", "\033[34mNOTE");
    }

    @Test
    void aLabelWiderThanItsColumnMovesTheLevel() {
        Report report = new Report(false, false);
        report.add("QEMU", Row.pass("x".repeat(70)));
        assertThat(report.output()).isEqualTo("  QEMU: Checking " + "x".repeat(70) + ": PASS\n");
    }

    @Test
    void onlyFailuresFail() {
        Report report = new Report(false, false);
        report.add("QEMU", new Row("x", Level.WARN, "w"));
        report.add("QEMU", new Row("x", Level.NOTE, "n"));
        assertThat(report.failed()).isFalse();
        report.add("QEMU", FAILED);
        assertThat(report.failed()).isTrue();
    }

    @Test
    void problemsOnlyLeavesOutWhatPassed() {
        Report report = new Report(false, true);
        report.add("QEMU", Row.pass("x"));
        report.add("QEMU", FAILED);
        assertThat(report.output().lines()).hasSize(1);
        assertThat(report.entries()).hasSize(2);
    }
}
