package org.guestscope.hostvalidate.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelCommandLineTest {
    @Test
    void quotesHoldBlanksTogether() {
        KernelCommandLine line = KernelCommandLine.parse("a=\"x y\" \"b=1 z\" c");
        assertThat(line.value("a")).isEqualTo("x y");
        assertThat(line.value("b")).isEqualTo("1 z");
        assertThat(line.has("c")).isTrue();
        assertThat(line.has("y")).isFalse();
    }

    @Test
    void hyphensAndUnderscoresInNamesAreTheSame() {
        assertThat(KernelCommandLine.parse("prot-virt=1").hasValueStarting("prot_virt", "1"))
                .isTrue();
    }

    @Test
    void anyOccurrenceCanMatchButABareWordCannot() {
        assertThat(KernelCommandLine.parse("p=1 p=0").hasValueStarting("p", "1"))
                .isTrue();
        assertThat(KernelCommandLine.parse("p").hasValueStarting("p", "")).isFalse();
    }

    @Test
    void theLastValueIsTheValue() {
        assertThat(KernelCommandLine.parse("p=1 p=2").value("p")).isEqualTo("2");
    }

    @Test
    void anOpenQuoteAndNothingAtAllAreHarmless() {
        assertThat(KernelCommandLine.parse("a=\"b c").value("a")).isEqualTo("b c");
        assertThat(KernelCommandLine.parse("").parameters()).isEmpty();
        assertThat(KernelCommandLine.parse("= == \"\"").has("a")).isFalse();
    }
}
