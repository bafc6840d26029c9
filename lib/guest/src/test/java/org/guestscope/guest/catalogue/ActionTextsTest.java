package org.guestscope.guest.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActionTextsTest {

    @TempDir
    Path folder;

    private final Catalogue catalogue = Catalogue.load();

    @Test
    void everyActionOfTheBuildHasAText() {
        ActionTexts texts = ActionTexts.load();
        for (ActionDefinition action : catalogue.all()) {
            assertThat(TextLint.check(action, texts.of(action))).isEmpty();
        }
    }

    @Test
    void commentBecomesParagraphsExamplesAndTexts() throws Exception {
        Path source = Files.writeString(folder.resolve("Things.java"), """
                interface Things {
                    /**
                     * Sets the {@code colour}
                     * of a &lt;thing&gt;.
                     *
                     * <pre>{@code
                     * paint  red
                     *   twice
                     * }</pre>
                     *
                     * <p>Works always.
                     *
                     * @param size how
                     *     large
                     * @return its number
                     */
                    int paint(String colour, int size);
                }
                """);
        Map<String, ActionText> texts = DeclarationComments.read(List.of(source));
        assertThat(texts)
                .containsExactly(Map.entry(
                        "Things.paint",
                        new ActionText(
                                "Sets the `colour` of a <thing>.\n\n  paint  red\n    twice\n\nWorks always.",
                                Map.of("size", "how large"),
                                "its number")));
    }

    @Test
    void commentWithWhatHelpCannotShowIsRefused() throws Exception {
        Path source =
                Files.writeString(folder.resolve("A.java"), "interface A { /** A <b>bold</b> word. */ void a(); }");
        assertThatThrownBy(() -> DeclarationComments.read(List.of(source))).hasMessage("A.a: <b> is not understood");
    }

    @Test
    void faultsOfATextAreFound() {
        ActionDefinition grep = catalogue.get("grep");
        ActionText text = new ActionText(
                "Looks into `path` and `regex` at `extended`, `fixed and `insensitive`",
                Map.of("colour", "which one."),
                "");
        assertThat(TextLint.check(grep, text))
                .containsExactly(
                        "grep: the description has an odd number of backquotes",
                        "grep: has a paragraph without a full stop: " + text.description(),
                        "grep: the parameter fixed is not explained",
                        "grep: the parameter compressed is not explained",
                        "grep: explains colour, which it does not have",
                        "grep: the text of colour is empty or ends in a full stop",
                        "grep: does not say what it returns");
    }

    @Test
    void textsSurviveTheirEncoding() throws Exception {
        ActionDefinition cat = catalogue.get("cat");
        ActionText text = new ActionText("Reads.", Map.of("path", "what"), "it");
        byte[] bytes = ActionTexts.write(Map.of("cat", text));
        ActionTexts read = ActionTexts.read(new ByteArrayInputStream(bytes));
        assertThat(read.of(cat)).isEqualTo(text);
        assertThatThrownBy(() -> read.of(catalogue.get("ls"))).hasMessage("ls has no text");
    }

    @Test
    void damagedResourceIsRefused() {
        assertThatThrownBy(() -> ActionTexts.read(new ByteArrayInputStream(new byte[64])))
                .hasMessage("not the texts of actions: magic 0x00000000");
    }
}
