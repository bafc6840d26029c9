package org.guestscope.hostvalidate.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuFlagsTest {
    @Test
    void anyProcessorSuffices() {
        assertThat(CpuFlags.parse("flags : fpu\n\nflags : fpu svm\n").svm()).isTrue();
    }

    /** libvirt 9.0.0 reads 1023 bytes at a time and loses what follows; today's EPYC lines are longer. */
    @Test
    void flagsFarToTheRightCount() {
        String line = "flags\t\t: fpu " + "constant_tsc ".repeat(200) + "sev svm\n";
        assertThat(CpuFlags.parse(line).sev()).isTrue();
        assertThat(CpuFlags.parse(line).svm()).isTrue();
    }

    /** libvirt 9.0.0 cuts the last character of such a line off. */
    @Test
    void theLastFlagCountsWithoutANewlineAfterIt() {
        assertThat(CpuFlags.parse("flags : fpu vmx").vmx()).isTrue();
    }

    @Test
    void linesOfOtherNamesDoNotCount() {
        assertThat(CpuFlags.parse("vmx flags : vmx\nbugs : svm\n flags : sie\n").has("vmx"))
                .isFalse();
    }

    @Test
    void wordsAreComparedWholeAndSplitAtSingleBlanks() {
        CpuFlags flags = CpuFlags.parse("flags:vmx xsvm\tsvm  sie \n");
        assertThat(flags.vmx()).isFalse();
        assertThat(flags.svm()).isFalse();
        assertThat(flags.sie()).isTrue();
    }

    @Test
    void theFirstOfTwoRivalFlagsHidesTheOther() {
        assertThat(CpuFlags.parse("flags : svm vmx").svm()).isFalse();
        assertThat(CpuFlags.parse("flags : sev 158").sev()).isFalse();
    }

    @Test
    void facilitiesOfIbmZCount() {
        CpuFlags flags = CpuFlags.parse("features\t: esan3 sie \nfacilities      : 0 1 158 161\n");
        assertThat(flags.sie()).isTrue();
        assertThat(flags.secureExecution()).isTrue();
    }

    @Test
    void nothingAndNoiseHaveNoFlags() {
        assertThat(CpuFlags.parse("").vmx()).isFalse();
        assertThat(CpuFlags.parse("\n\n:\nflags\nflags:\n\0\0").vmx()).isFalse();
    }
}
