package org.guestscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain|plain",
                "two words|\"two words\"",
                "a,b|\"a,b\"",
                "say\"so|\"say\"\"so\"",
                "tab\tstays|tab\tstays"
            })
    void csvQuotesOnlyWhatNeedsIt(String field, String expected) {
        StringBuilder line = new StringBuilder();
        Csv.field(line, field);
        assertThat(line).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Physical CPUs|Physical CPUs",
                " x|\" x\"",
                "x\t|\"x\t\"",
                "a,b|\"a,b\"",
                "say\"so|\"say\"\"so\"",
                "x\ty|x\ty"
            })
    void csvWithBlanksQuotesThemOnlyAtTheEnds(String field, String expected) {
        StringBuilder line = new StringBuilder();
        Csv.fieldWithBlanks(line, field);
        assertThat(line).hasToString(expected);
    }

    @Test
    void controlAndHidingCharactersAreEscaped() {
        assertThat(PrintableText.of("a\u001b[31m\n\t\u0007b\u202ec\u0085é水"))
                .isEqualTo("a\\x1b[31m\\n\\t\\x07b\\u202ec\\x85é水");
    }

    @Test
    void openMetricsHasTypeUnitHelpAndAnEnd() {
        Map<String, String> labels = new TreeMap<>(Map.of("domain", "a\"b\\c\nd"));
        String text = new OpenMetrics()
                .gauge(
                        "guest_filesystem_size_bytes",
                        "bytes",
                        "Size.",
                        List.of(new OpenMetrics.Sample(labels, 3), new OpenMetrics.Sample(Map.of(), 0.5)))
                .counter("guest_errors", "", "Errors.", List.of(new OpenMetrics.Sample(Map.of(), 7)))
                .end();
        assertThat(text).isEqualTo("""
                        # TYPE guest_filesystem_size_bytes gauge
                        # UNIT guest_filesystem_size_bytes bytes
                        # HELP guest_filesystem_size_bytes Size.
                        guest_filesystem_size_bytes{domain="a\\"b\\\\c\\nd"} 3
                        guest_filesystem_size_bytes 0.5
                        # TYPE guest_errors counter
                        # HELP guest_errors Errors.
                        guest_errors_total 7
                        # EOF
                        """);
    }

    @Test
    void jsonLeavesTheStreamOpen() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.lines(out)) {
            json.writeStartObject();
            json.writeStringField("a", "é");
            json.writeEndObject();
        }
        out.write('\n');
        assertThat(out.toString(java.nio.charset.StandardCharsets.UTF_8)).isEqualTo("{\"a\":\"é\"}\n");
    }
}
