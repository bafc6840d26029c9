package org.guestscope.guestfish.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ViewCommandsTest {

    @Test
    void manualPageOfTheBuildIsBesideItsJars() {
        assertThat(ViewCommands.manualPage(Path.of("/opt/guestscope/lib/guestfish-1.0.jar")))
                .isEqualTo(Path.of("/opt/guestscope/share/man/man1/guestfish.1"));
    }
}
