package org.guestscope.dist;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which module may know which; ARCHITECTURE.md draws the same picture. */
class ModuleArrowsTest {

    private static final JavaClasses PROJECT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.guestscope");

    /** Each module's package, and the modules it may use besides itself. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("disk", Set.of()),
            Map.entry("live", Set.of()),
            Map.entry("guest", Set.of()),
            Map.entry("agent", Set.of("guest")),
            Map.entry("appliance", Set.of("guest")),
            Map.entry("cli", Set.of()),
            Map.entry("dist", Set.of("cli", "guest", "virtdf", "virttop", "virtwhat", "guestfish", "hostvalidate")),
            Map.entry("virtdf", Set.of("cli", "live", "guest", "disk", "appliance")),
            Map.entry("virttop", Set.of("cli", "live", "guest", "disk", "appliance")),
            Map.entry("virtwhat", Set.of("cli", "live", "guest", "disk", "appliance")),
            Map.entry("guestfish", Set.of("cli", "live", "guest", "disk", "appliance")),
            Map.entry("hostvalidate", Set.of("cli", "live", "guest", "disk", "appliance")));

    static Set<String> modules() {
        return new TreeSet<>(ARROWS.keySet());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleUsesOnlyTheModulesItsArrowsPointTo(String module) {
        List<String> forbidden = new ArrayList<>();
        for (String other : modules()) {
            if (!other.equals(module) && !ARROWS.getOrDefault(module, Set.of()).contains(other)) {
                forbidden.add("org.guestscope." + other + "..");
            }
        }
        noClasses()
                .that()
                .resideInAPackage("org.guestscope." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden.toArray(String[]::new))
                .allowEmptyShould(true)
                .check(PROJECT);
    }

    @Test
    void everyPackageBelongsToAModuleThatIsListedHere() {
        for (JavaClass type : PROJECT) {
            String rest = type.getPackageName().substring("org.guestscope".length());
            String module = rest.isEmpty() ? "" : rest.substring(1).split("\\.", 2)[0];
            Assertions.assertThat(ARROWS).as(type.getName()).containsKey(module);
        }
    }

    @Test
    void readingDisksNeedsNeitherNativeCodeNorACommandLine() {
        noClasses()
                .that()
                .resideInAPackage("org.guestscope.disk..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.sun.jna..", "picocli..", "org.jline..", "com.googlecode.lanterna..")
                .check(PROJECT);
    }

    @Test
    void onlyMainClassesAndTheSharedRunnerEndTheProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.guestscope.cli..", "org.guestscope.agent..")
                .and()
                .doNotHaveSimpleName("Main")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(PROJECT);
    }

    @Test
    void packagesHaveNoShelfNames() {
        classes()
                .should()
                .resideOutsideOfPackages("..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..misc..")
                .check(PROJECT);
    }
}
