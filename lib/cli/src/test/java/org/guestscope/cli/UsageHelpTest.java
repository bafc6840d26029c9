package org.guestscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UsageHelpTest {

    @Test
    void helpAlignsUsageLinesAndWritesValuesAsGetoptReadsThem() {
        OptionTable table = new OptionTable(
                "paint",
                List.of("[OPTION]... FILE", "--list"),
                "Paints files, 100% of them.",
                List.of(
                        Option.value(
                                'c',
                                "colour",
                                "COLOUR",
                                "Paint in this colour, which may be any that the" + " screen has."),
                        Option.value('P', null, "N", "Paint N at a time."),
                        Option.optional((char) 0, "glue", "KIND", "Glue first."),
                        Option.flag('l', "list", "List the colours."),
                        Option.flag((char) 0, "old", "")));
        assertThat(UsageHelp.text(table)).isEqualTo("""
                Usage: paint [OPTION]... FILE
                       paint --list
                Paints files, 100% of them.

                Options:
                  -c, --colour=COLOUR   Paint in this colour, which may be any that the screen
                                          has.
                  -P N                  Paint N at a time.
                      --glue[=KIND]     Glue first.
                  -l, --list            List the colours.
                """);
    }
}
