package org.guestscope.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guestscope.guest.action.Yara;
import org.guestscope.guest.struct.YaraDetection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YaraActionsTest {

    private static final String RULES = """
            rule FindsHello { strings: $a = "hello" condition: $a }
            rule FindsWorld { strings: $a = "world" condition: $a }
            private rule Hidden { condition: true }
            """;

    @TempDir
    Path top;

    private Path sysroot = Path.of("");

    @BeforeEach
    void makeFiles() throws IOException {
        assumeTrue(Files.exists(Path.of("/usr/bin/yarac")), "yara is not installed");
        sysroot = top.resolve("guest");
        Files.createDirectories(sysroot.resolve("dir"));
        Files.writeString(sysroot.resolve("both"), "hello world");
        Files.writeString(sysroot.resolve("one file"), "hello");
        Files.writeString(sysroot.resolve("empty"), "");
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void rulesInSourceNameWhatTheyMatch() throws IOException {
        try (LocalAgent agent = LocalAgent.at(sysroot)) {
            Yara yara = agent.actions(Yara.class);
            yara.yaraLoad(bytes(RULES));
            assertThat(yara.yaraScan("/both"))
                    .containsExactly(
                            new YaraDetection("/both", "FindsHello"), new YaraDetection("/both", "FindsWorld"));
            assertThat(yara.yaraScan("/one file")).containsExactly(new YaraDetection("/one file", "FindsHello"));
            assertThat(yara.yaraScan("/empty")).isEmpty();
            assertThatThrownBy(() -> yara.yaraScan("/none")).hasMessage("yara_scan: /none: No such file or directory");
            assertThatThrownBy(() -> yara.yaraScan("/dir")).hasMessage("yara_scan: /dir: Is a directory");
            yara.yaraDestroy();
            assertThatThrownBy(() -> yara.yaraScan("/both")).hasMessageContaining("yara-load first");
        }
    }

    @Test
    void compiledRulesAreTakenAsTheyAre() throws IOException, InterruptedException {
        Path source = Files.writeString(top.resolve("rules.yar"), RULES);
        Path compiled = top.resolve("rules.yarc");
        Process yarac = new ProcessBuilder("yarac", source.toString(), compiled.toString()).start();
        assertThat(yarac.waitFor()).isZero();
        try (LocalAgent agent = LocalAgent.at(sysroot);
                InputStream rules = Files.newInputStream(compiled)) {
            Yara yara = agent.actions(Yara.class);
            yara.yaraLoad(rules);
            assertThat(yara.yaraScan("/both")).hasSize(2);
            yara.yaraDestroy();
        }
    }

    @Test
    void badRulesAreRefusedAndLeaveNoneLoaded() throws IOException {
        try (LocalAgent agent = LocalAgent.at(sysroot)) {
            Yara yara = agent.actions(Yara.class);
            yara.yaraLoad(bytes(RULES));
            assertThatThrownBy(() -> yara.yaraLoad(bytes("rule {")))
                    .hasMessageStartingWith("yara_load: error: ")
                    .hasMessageContaining("rules(1): syntax error");
            assertThatThrownBy(() -> yara.yaraLoad(bytes("YARA and no more"))).hasMessageStartingWith("yara_load: ");
            assertThatThrownBy(yara::yaraDestroy).hasMessageContaining("yara-load first");
        }
    }
}
