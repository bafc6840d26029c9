package org.guestscope.dist.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.guestscope.cli.Option;
import org.guestscope.cli.OptionTable;
import org.guestscope.cli.UsageHelp;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.Catalogue;
import org.guestscope.guestfish.command.Builtins;
import org.guestscope.guestfish.shell.Builtin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManualPageTest {

    private static final Path DOCS = Path.of("../../docs");

    @TempDir
    Path folder;

    @Test
    void templateIsFilledFromTheOptionTable() {
        OptionTable table = new OptionTable(
                "paint",
                List.of("[-P N] FILE"),
                "Paints.",
                List.of(
                        Option.value('c', "colour", "NAME", "Say --colour, a \\ and .5 of it."),
                        Option.optional((char) 0, "glue", "KIND", "Glue."),
                        Option.value('P', null, "N", "Paint N at a time."),
                        Option.flag((char) 0, "old", "")));
        String page = ManualPage.ofCommand(
                table, "@TITLE@\n.SH SYNOPSIS\n@SYNOPSIS@\n.SH OPTIONS\n@OPTIONS@\n", "1.0", "2026-01-01");
        assertThat(page).isEqualTo("""
                .TH PAINT 1 2026-01-01 "guestscope 1.0" "guestscope"
                .SH SYNOPSIS
                .nf
                \\fBpaint\\fR [\\-P N] FILE
                .fi
                .SH OPTIONS
                .TP
                \\fB\\-c\\fR \\fINAME\\fR, \\fB\\-\\-colour\\fR=\\fINAME\\fR
                Say \\-\\-colour, a \\e and .5 of it.
                .TP
                \\fB\\-\\-glue\\fR[=\\fIKIND\\fR]
                Glue.
                .TP
                \\fB\\-P\\fR \\fIN\\fR
                Paint N at a time.
                """);
    }

    @Test
    void lineThatWouldBeARequestIsText() {
        assertThat(new Roff().prose("'quoted' first").lines(".hidden\n'x").toString())
                .isEqualTo("\\&'quoted' first\n.nf\n\\&.hidden\n\\&'x\n.fi\n");
    }

    @Test
    void everyActionAndEveryCommandOfTheShellHasItsPlace() throws Exception {
        write();
        String actions = Files.readString(folder.resolve("man/man7/guestscope-actions.7"));
        for (ActionDefinition action : Catalogue.load().all()) {
            assertThat(actions).contains(".SS \"" + Roff.escape(action.name() + " - "));
        }
        String shell = Files.readString(folder.resolve("man/man1/guestfish.1"));
        for (Builtin builtin : Builtins.all()) {
            assertThat(shell).contains(".SS \"" + Roff.escape(builtin.name() + " - "));
        }
    }

    @Test
    void pagesHaveNoFaultThatGroffKnowsOf() throws Exception {
        assumeTrue(runs("groff", "--version"), "groff is not installed");
        write();
        try (Stream<Path> pages = Files.walk(folder.resolve("man"))) {
            for (Path page : (Iterable<Path>) pages.filter(Files::isRegularFile)::iterator) {
                assertThat(complaints("groff", "-ww", "-z", "-Tutf8", "-man", page.toString()))
                        .as(page.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void helpFitsEightyColumnsAndSpeaksInSentences() {
        for (Documented command : Documented.all()) {
            assertThat(UsageHelp.text(command.options()).lines())
                    .as(command.name())
                    .allMatch(line -> line.length() <= 80);
            for (Option option : command.options().options()) {
                assertThat(option.help()).as(command.name()).matches("|[A-Z].*\\.");
            }
        }
    }

    @Test
    void pageInDocsNamesEveryOption() throws IOException {
        for (Documented command : Documented.all()) {
            Path page = DOCS.resolve(command.name().replace("-cvm", "") + ".md");
            String docs = Files.readString(page);
            for (Option option : command.options().options()) {
                String letter = option.shortName() == 0 ? "" : "-" + option.shortName();
                String name = option.longName() == null ? letter : "--" + option.longName();
                Pattern either = Pattern.compile("`(" + name + (letter.isEmpty() ? "" : "|" + letter) + ")[`=\\[ ]");
                assertThat(option.help().isEmpty() || either.matcher(docs).find())
                        .as("%s in %s", name, page)
                        .isTrue();
            }
        }
    }

    private void write() throws IOException {
        MakeDocuments.main(new String[] {folder.toString(), "1.0", "2026-01-01T00:00:00Z"});
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String complaints(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
