package org.guestscope.virtdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.guestscope.cli.GetOpt;
import org.guestscope.cli.Option;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void everyColumnIsOfferedAndEveryOfferIsAColumn() throws Exception {
        for (String name : List.of("output", "sort")) {
            List<String> choices = option(name).choices();
            for (String choice : choices) {
                assertThat(Column.named(choice)).isNotNull();
            }
            assertThat(choices).hasSize(Column.values().length);
        }
    }

    @Test
    void everySourceThatIsOfferedIsTaken() throws Exception {
        for (String choice : option("source").choices()) {
            assertThat(CommandLine.settings(GetOpt.parse(Options.TABLE, new String[] {"--source", choice})))
                    .isNotNull();
        }
    }

    private static Option option(String name) {
        return Options.TABLE.options().stream()
                .filter(option -> name.equals(option.longName()))
                .findFirst()
                .orElseThrow();
    }
}
