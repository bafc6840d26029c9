package org.guestscope.virtwhat.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TextLinesTest {

    private static final String TEXT = "vendor_id : x\nVM00 Control Program: z/VM\n vendor_id : IBM\nlast";

    @Test
    void wordsMustFollowEachOtherOnOneLine() {
        assertThat(TextLines.containing(TEXT, "VM", "Control", "z/VM")).isEqualTo("VM00 Control Program: z/VM");
        assertThat(TextLines.containing(TEXT, "Control", "VM00")).isNull();
        assertThat(TextLines.containing(TEXT, "vendor_id", "Program")).isNull();
        assertThat(TextLines.containing(TEXT, "last")).isEqualTo("last");
    }

    @Test
    void aBeginningCountsOnlyAtTheStartOfALine() {
        assertThat(TextLines.beginningWith(TEXT, "vendor_id", "x")).isEqualTo("vendor_id : x");
        assertThat(TextLines.beginningWith(TEXT, "vendor_id", "IBM")).isNull();
        assertThat(TextLines.beginningWith(TEXT, "la", "")).isEqualTo("last");
    }

    @Test
    void anEndCountsOnlyAtTheEndOfALine() {
        assertThat(TextLines.endingWith(TEXT, "IBM")).isEqualTo(" vendor_id : IBM");
        assertThat(TextLines.endingWith(TEXT, "last")).isEqualTo("last");
        assertThat(TextLines.endingWith(TEXT, "VM00")).isNull();
    }

    @Test
    @Timeout(60)
    void aMillionShortLinesAreSearchedInOnePass() {
        String lines = "ab\n".repeat(1_000_000);

        assertThat(TextLines.containing(lines, "a", "c")).isNull();
        assertThat(TextLines.beginningWith(lines, "a", "c")).isNull();
        assertThat(TextLines.endingWith(lines, "a")).isNull();
    }
}
