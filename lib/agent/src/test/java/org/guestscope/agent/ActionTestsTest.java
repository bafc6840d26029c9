package org.guestscope.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.Catalogue;
import org.guestscope.guest.catalogue.Side;
import org.junit.jupiter.api.Test;

/**
 * Keeps account of which action of the guest has a test, and the table of actions in {@code docs/actions.md}.
 *
 * <p>{@code untested.txt} beside this class names the actions that no test of this project calls yet. The list can only
 * become shorter: an action that is neither called by a test nor in the list fails here, and so does one that is both.
 * With {@code -Dactions.update=true} the page and the list are written anew.
 */
class ActionTestsTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path PAGE = ROOT.resolve("docs/actions.md");
    private static final Path UNTESTED = Path.of("src/test/resources/org/guestscope/agent/untested.txt");
    private static final boolean UPDATE = Boolean.getBoolean("actions.update");

    @Test
    void everyActionHasATestOrIsKnownToHaveNone() throws IOException {
        Map<String, String> tests = testsByAction();
        List<String> without = new ArrayList<>();
        for (ActionDefinition action : Catalogue.load().all()) {
            if (action.side() == Side.GUEST && !tests.containsKey(action.name())) {
                without.add(action.name());
            }
        }
        if (UPDATE) {
            Files.createDirectories(UNTESTED.getParent());
            Files.write(UNTESTED, without);
        }
        assertThat(Files.readAllLines(UNTESTED)).isEqualTo(without);
    }

    @Test
    void pageListsEveryAction() throws IOException {
        String page = page(testsByAction());
        if (UPDATE) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page(Map<String, String> tests) {
        Map<String, List<ActionDefinition>> families = new TreeMap<>();
        int count = 0;
        for (ActionDefinition action : Catalogue.load().all()) {
            families.computeIfAbsent(action.familyTitle(), title -> new ArrayList<>())
                    .add(action);
            count++;
        }
        StringBuilder page = new StringBuilder();
        page.append("# Actions\n\nWritten by `ActionTestsTest` from the catalogue; do not edit. ")
                .append(count);
        page.append(" actions in ").append(families.size()).append(" families.\n");
        page.append("An action without a test here is in `untested.txt` beside that class.\n");
        families.forEach((title, actions) -> {
            page.append("\n## ").append(title).append("\n\n");
            page.append("| action | since | group | what it does | tested by |\n|---|---|---|---|---|\n");
            for (ActionDefinition action : actions) {
                String deprecated = action.deprecated() ? " (deprecated)" : "";
                String where = action.side() == Side.HOST ? "host side" : tests.getOrDefault(action.name(), "");
                page.append("| ").append(action.name()).append(deprecated);
                page.append(" | ").append(action.since());
                page.append(" | ").append(action.feature());
                page.append(" | ").append(action.summary());
                page.append(" | ").append(where).append(" |\n");
            }
        });
        return page.toString();
    }

    /** The first test class, by name, that calls an action's method. */
    private static Map<String, String> testsByAction() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".java"))::iterator) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        Map<String, String> tests = new TreeMap<>();
        for (ActionDefinition action : Catalogue.load().all()) {
            String family = action.family().substring(action.family().lastIndexOf('.') + 1);
            Pattern called = Pattern.compile("[.)]" + Pattern.quote(action.methodName()) + "\\(");
            sources.forEach((name, source) -> {
                if (source.contains("." + family + ";")
                        && called.matcher(source).find()) {
                    tests.putIfAbsent(action.name(), name);
                }
            });
        }
        return tests;
    }
}
