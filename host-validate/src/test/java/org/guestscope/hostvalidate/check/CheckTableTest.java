package org.guestscope.hostvalidate.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The table in docs/host-validate.md; with {@code -DwriteTable=true} it is written anew. */
class CheckTableTest {
    private static final Path PAGE = Path.of("../docs/host-validate.md");
    private static final String START = "<!-- checks: written by CheckTableTest from the catalogue -->\n";
    private static final String END = "<!-- end of checks -->\n";

    private static String table() {
        StringBuilder table = new StringBuilder();
        Group group = null;
        for (Check<?> check : Catalogue.checksWithBoot()) {
            if (check.group() != group) {
                group = check.group();
                table.append("\n### ").append(group.title());
                table.append("\n\n| check | what | evidence | why |\n|---|---|---|---|\n");
            }
            table.append("| `").append(check.id()).append("` | ").append(check.title());
            table.append(" | ")
                    .append(check.reads())
                    .append(" | ")
                    .append(check.why())
                    .append(" |\n");
        }
        return table.append('\n').toString();
    }

    @Test
    void theDocumentedTableIsTheCatalogues() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf(START) + START.length();
        int end = page.indexOf(END);
        assertThat(end).isGreaterThanOrEqualTo(start);
        if (Boolean.getBoolean("writeTable")) {
            page = page.substring(0, start) + table() + page.substring(end);
            Files.writeString(PAGE, page);
            end = page.indexOf(END);
        }
        assertThat(page.substring(start, end))
                .as("stale: run this test with -DwriteTable=true")
                .isEqualTo(table());
    }
}
