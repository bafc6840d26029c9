package org.guestscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GetOptTest {

    private static final OptionTable TABLE = new OptionTable(
            "tool",
            List.of("[OPTION]..."),
            "Does things.",
            List.of(
                    Option.value('a', "add", "FILE", "Add a file."),
                    Option.flag('h', "human-readable", "Human sizes."),
                    Option.flag((char) 0, "help", "Help."),
                    Option.optional((char) 0, "format", "FMT", "Format."),
                    Option.optional('r', "remote", "PID", "Remote."),
                    Option.flag('v', "verbose", "More."),
                    Option.flag((char) 0, "again", "Ours.").ofOurs(),
                    Option.flag((char) 0, "forever", "Ours.").ofOurs(),
                    Option.flag((char) 0, "forego", "Ours.").ofOurs()));

    @Test
    void keepsTheOrderOfOptionsSoThatOneGovernsThoseAfterIt() throws UsageFailure {
        assertThat(parse("--format=raw", "-a", "x", "--format", "-a", "y"))
                .isEqualTo("format=raw add=x format add=y []");
    }

    @Test
    void takesOptionsAfterOperands() throws UsageFailure {
        assertThat(parse("one", "-v", "two")).isEqualTo("verbose [one, two]");
    }

    @Test
    void leavesEverythingAfterTwoDashesAlone() throws UsageFailure {
        assertThat(parse("-v", "--", "-a", "--help")).isEqualTo("verbose [-a, --help]");
    }

    @Test
    void readsClusteredLettersAndAttachedValues() throws UsageFailure {
        assertThat(parse("-vhafile", "-r12", "-r", "rest"))
                .isEqualTo("verbose human-readable add=file remote=12 remote [rest]");
    }

    @Test
    void acceptsUnambiguousAbbreviationsAndExactNames() throws UsageFailure {
        assertThat(parse("--ad=x", "--verb", "--help")).isEqualTo("add=x verbose help []");
    }

    @Test
    void anAbbreviationMeansWhatItMeantBeforeThereWereOptionsOfOurs() throws UsageFailure {
        assertThat(parse("--a=x", "--fo", "--ag")).isEqualTo("add=x format again []");
        assertThatThrownBy(() -> parse("--fore"))
                .hasMessage("option '--fore' is ambiguous; possibilities:" + " '--forever' '--forego'");
    }

    @Test
    void takesASingleDashAsAnOperand() throws UsageFailure {
        assertThat(parse("-")).isEqualTo("[-]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--nope=1 | unrecognized option '--nope'",
                "--h | option '--h' is ambiguous; possibilities: '--human-readable' '--help'",
                "--verbose=1 | option '--verbose' doesn't allow an argument",
                "--add | option '--add' requires an argument",
                "-z | invalid option -- 'z'",
                "-va | option requires an argument -- 'a'",
            })
    void complainsInGetoptsWords(String word, String message) {
        assertThatThrownBy(() -> parse(word)).isInstanceOf(UsageFailure.class).hasMessage(message);
    }

    @Test
    void helpListsEveryOptionAndItsValue() {
        assertThat(UsageHelp.text(TABLE))
                .contains("tool [OPTION]...")
                .contains("-a, --add=FILE")
                .contains("--format[=FMT]")
                .contains("Human sizes.");
    }

    private static String parse(String... args) throws UsageFailure {
        GetOpt.Parsed parsed = GetOpt.parse(TABLE, args);
        StringBuilder text = new StringBuilder();
        for (GetOpt.Given given : parsed.options()) {
            text.append(given.option().key());
            if (given.value() != null) {
                text.append('=').append(given.value());
            }
            text.append(' ');
        }
        return text.append(parsed.operands()).toString();
    }
}
