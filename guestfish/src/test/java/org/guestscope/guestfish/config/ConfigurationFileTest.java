package org.guestscope.guestfish.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.guestscope.guestfish.option.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {
    @Test
    void readsTheOneSettingAmongOthersAndComments() throws UsageException {
        String text = "# a\n// b\n/* c\n d */ other = \"x;y\"; size = 0x1F;\nread_only = TRUE;\n";
        assertThat(ConfigurationFile.parse("f", text)).isTrue();
        assertThat(ConfigurationFile.parse("f", "read_only: false")).isFalse();
        assertThat(ConfigurationFile.parse("f", "# nothing\n")).isNull();
    }

    @Test
    void aSyntaxErrorNamesFileAndLine() {
        assertThatThrownBy(() -> ConfigurationFile.parse("my.conf", "\nread_only = ;\n"))
                .hasMessage("guestfish: my.conf: line 2: error parsing configuration file: syntax error");
    }

    @Test
    void laterFilesOverrideEarlierOnes(@TempDir Path home) throws IOException, UsageException {
        Files.writeString(home.resolve(".libguestfs-tools.rc"), "read_only = true;\n");
        Map<String, String> environment = Map.of("HOME", home.toString(), "XDG_CONFIG_DIRS", home.toString());
        assertThat(ConfigurationFile.readOnly(environment)).isTrue();
        Path own = Files.createDirectories(home.resolve(".config/libguestfs"));
        Files.writeString(own.resolve("libguestfs-tools.conf"), "read_only = false;\n");
        assertThat(ConfigurationFile.readOnly(environment)).isFalse();
    }
}
