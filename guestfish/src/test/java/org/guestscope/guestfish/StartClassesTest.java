package org.guestscope.guestfish;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StartClassesTest {

    @Test
    void everyClassOfOursInTheListIsStillThere() throws IOException {
        String list;
        try (InputStream in = Main.class.getResourceAsStream("start.classes")) {
            list = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
        for (String name :
                list.lines().filter(line -> line.startsWith("org.guestscope.")).toList()) {
            assertThatCode(() -> Class.forName(name, false, Main.class.getClassLoader()))
                    .as(name)
                    .doesNotThrowAnyException();
        }
    }
}
