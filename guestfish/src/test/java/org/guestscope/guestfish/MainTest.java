package org.guestscope.guestfish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void theLocaleThatTheLauncherReplacedIsTheUsersAgain() {
        assertThat(Main.environment(Map.of("A", "b"))).isEqualTo(Map.of("A", "b"));
        assertThat(Main.environment(Map.of("A", "b", "LC_ALL", "C.UTF-8", "GUESTSCOPE_LC_ALL", "")))
                .isEqualTo(Map.of("A", "b"));
        assertThat(Main.environment(Map.of("LC_ALL", "C.UTF-8", "GUESTSCOPE_LC_ALL", "de_DE")))
                .isEqualTo(Map.of("LC_ALL", "de_DE"));
    }
}
