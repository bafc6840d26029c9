package org.guestscope.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.Catalogue;
import org.guestscope.guest.catalogue.Side;
import org.junit.jupiter.api.Test;

/**
 * Holds every action to a test, and the table of actions in {@code docs/actions.md} to the catalogue.
 *
 * <p>A test of an action of the guest is one that calls its method: here, or in a machine of its own beside lib/appliance's
 * tests. One of the host's side gives its name to guestfish. With {@code -Dactions.update=true} the page is written anew.
 */
class ActionTestsTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path PAGE = ROOT.resolve("docs/actions.md");
    private static final List<Path> TESTS = List.of(
            Path.of("src/test/java"),
            ROOT.resolve("lib/appliance/src/test/java"),
            ROOT.resolve("guestfish/src/test/java"));
    private static final boolean UPDATE = Boolean.getBoolean("actions.update");

    /** Actions that no test here can carry out, and why. */
    private static final Map<String, String> OUT_OF_REACH = new TreeMap<>(Map.of(
            "grub-install",
            "GRUB's installer needs the images of the platform that it installs for, which the appliance leaves out",
            "mount-9p",
            "the appliance's machine has no 9p share"));

    /** A test class and the actions of one family that it calls. */
    private record TestOfFamily(String name, Set<String> actions) {

        /** What is named for actions tests a family of them, other tests only use some on their way. */
        static final Comparator<TestOfFamily> HOME_FIRST = Comparator.comparing(
                        (TestOfFamily test) -> !test.name().contains("Actions"))
                .thenComparing(test -> -test.actions().size())
                .thenComparing(TestOfFamily::name);
    }

    @Test
    void everyActionHasATest() throws IOException {
        Map<String, String> tests = testsByAction();
        List<String> without = new ArrayList<>();
        for (ActionDefinition action : Catalogue.load().all()) {
            if (!tests.containsKey(action.name())) {
                without.add(action.name());
            }
        }
        assertThat(without).as("actions without a test").containsExactlyElementsOf(OUT_OF_REACH.keySet());
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
                .append("guestfish 1.48.6 lists ")
                .append(count)
                .append(" actions of the API as commands, and all of them are here: ");
        page.append(
                "`PeerCommandsIT` holds their names, aliases, arguments and optional arguments against its help.\n");
        page.append("\nNo test here carries out:\n\n");
        OUT_OF_REACH.forEach((action, why) -> page.append("- `%s`: %s\n".formatted(action, why)));
        page.append("\n| family | actions |\n|---|---|\n");
        families.forEach((title, actions) -> page.append("| %s | %d |\n".formatted(title, actions.size())));
        families.forEach((title, actions) -> {
            page.append("\n## ").append(title).append("\n\n");
            page.append("| action | since | group | what it does | tested by |\n|---|---|---|---|---|\n");
            for (ActionDefinition action : actions) {
                String deprecated = action.deprecated() ? " (deprecated)" : "";
                String where = tests.getOrDefault(action.name(), "");
                page.append("| ").append(action.name()).append(deprecated);
                page.append(" | ").append(action.since());
                page.append(" | ").append(action.feature());
                page.append(" | ").append(action.summary());
                page.append(" | ").append(where).append(" |\n");
            }
        });
        return page.toString();
    }

    /** Whether what a source file calls is shown to work: fuzz targets show only that nothing breaks. */
    private static boolean shows(Path file) {
        String name = file.toString();
        return name.endsWith(".java") && !name.endsWith("FuzzTest.java");
    }

    /** For each action, of the test classes that call it the one at home in its family: it calls most of the family's actions. */
    private static Map<String, String> testsByAction() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (Path directory : TESTS) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : (Iterable<Path>) files.filter(ActionTestsTest::shows)::iterator) {
                    sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                }
            }
        }
        Map<String, List<ActionDefinition>> families = new TreeMap<>();
        for (ActionDefinition action : Catalogue.load().all()) {
            families.computeIfAbsent(action.family(), family -> new ArrayList<>())
                    .add(action);
        }
        Map<String, String> tests = new TreeMap<>();
        for (List<ActionDefinition> family : families.values()) {
            List<TestOfFamily> called = new ArrayList<>();
            sources.forEach((test, source) -> called.add(new TestOfFamily(test, calledBy(source, family))));
            called.sort(TestOfFamily.HOME_FIRST);
            for (TestOfFamily test : called) {
                test.actions().forEach(action -> tests.putIfAbsent(action, test.name()));
            }
        }
        return tests;
    }

    private static Set<String> calledBy(String source, List<ActionDefinition> family) {
        Set<String> called = new TreeSet<>();
        for (ActionDefinition action : family) {
            Predicate<String> calls = action.side() == Side.GUEST ? callsMethod(action) : givesToGuestfish(action);
            if (calls.test(source)) {
                called.add(action.name());
            }
        }
        return called;
    }

    private static Predicate<String> callsMethod(ActionDefinition action) {
        String family = action.family().substring(action.family().lastIndexOf('.') + 1);
        Pattern called = Pattern.compile("[.)]" + Pattern.quote(action.methodName()) + "\\(");
        return source -> (source.contains("." + family + ";") || source.contains(family + "Actions"))
                && called.matcher(source).find();
    }

    /** Under one of its names, at the beginning of a line or of a text. */
    private static Predicate<String> givesToGuestfish(ActionDefinition action) {
        List<String> names = new ArrayList<>(action.aliases());
        names.add(action.name());
        Pattern word = Pattern.compile("(\"|\\\\n|\\n *)-?(" + String.join("|", names) + ")[ \"\\\\\n]");
        return source -> source.contains("org.guestscope.guestfish")
                && word.matcher(source).find();
    }
}
