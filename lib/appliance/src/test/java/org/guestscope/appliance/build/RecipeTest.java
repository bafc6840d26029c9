package org.guestscope.appliance.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecipeTest {

    @Test
    void alternativesAndOptionalPackagesAreTold() throws IOException {
        Recipe recipe = Recipe.parse("x", "[tools]\na\n?b | c\n[kernel]\nk\n[java]\nj\n[without]\np*\n");

        assertThat(recipe.tools().get(0)).isEqualTo(new Recipe.Wish(List.of("a"), false));
        assertThat(recipe.tools().get(1).optional()).isTrue();
        assertThat(recipe.leavesOut("perl")).isTrue();
        assertThat(recipe.leavesOut("xperl")).isFalse();
    }

    @Test
    void theListOfDebianIsComplete() throws IOException {
        Recipe recipe = Recipe.load("debian.packages");

        assertThat(recipe.tools()).extracting(wish -> wish.names().get(0)).contains("lvm2", "xfsprogs", "libhivex0");
        assertThat(recipe.leavesOut("libc6")).isFalse();
    }

    @Test
    void theListOfFedoraIsComplete() throws IOException {
        Recipe recipe = Recipe.load(Dnf.RECIPE);

        assertThat(recipe.tools()).extracting(wish -> wish.names().get(0)).contains("lvm2", "xfsprogs", "cryptsetup");
        assertThat(recipe.kernel().get(0).names()).containsExactly("kernel-core");
        assertThat(recipe.leavesOut("glibc")).isFalse();
    }

    @Test
    void aListWithoutAKernelIsRefused() {
        assertThatThrownBy(() -> Recipe.parse("x", "[tools]\na\n"))
                .hasMessage("x: section [kernel] is missing or empty");
    }
}
