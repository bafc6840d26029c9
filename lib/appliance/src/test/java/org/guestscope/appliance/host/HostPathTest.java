package org.guestscope.appliance.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPathTest {
    @TempDir
    private Path home;

    private String name(String last) {
        return home + "/" + last;
    }

    private static long entries(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    /** Plain; UTF-8; bytes that are no text; such bytes around text. */
    @ParameterizedTest
    @ValueSource(strings = {"plain", "\u00c3\u00bc", "\u00ff\u00fe", "a\u00ffb c'\"\\\n"})
    void filesOfAnyNameAreMadeReadAndRemoved(String bytes) throws IOException {
        String file = name(bytes);
        assertThat(HostPath.exists(file)).isFalse();
        Files.writeString(HostPath.of(file), "content");
        assertThat(HostPath.exists(file)).isTrue();
        assertThat(entries(home)).isEqualTo(1);
        assertThat(HostPath.of(file)).hasContent("content");
        assertThat(HostPath.real(file)).isEqualTo(HostPath.real(home.toString()) + "/" + bytes);
        HostPath.delete(file);
        assertThat(entries(home)).isZero();
        assertThatThrownBy(() -> HostPath.delete(file)).isInstanceOf(IOException.class);
    }

    @Test
    void directoriesOfAnyNameHoldFilesOfAnyName() throws IOException {
        String directory = name("d\u00ff");
        HostPath.createDirectory(directory);
        assertThatThrownBy(() -> HostPath.createDirectory(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("(File exists)");
        for (String last : new String[] {"plain", "\u00fe", "\u00c3\u00bc"}) {
            Files.writeString(HostPath.of(directory + "/" + last), last);
        }
        assertThat(entries(HostPath.of(directory))).isEqualTo(3);
        assertThat(HostPath.real(directory + "/../d\u00ff/plain"))
                .isEqualTo(HostPath.real(home.toString()) + "/d\u00ff/plain");
        HostPath.delete(directory + "/\u00fe");
        HostPath.delete(directory + "/plain");
        assertThat(entries(HostPath.of(directory))).isEqualTo(1);
    }

    @Test
    void symbolicLinksOfTheHostAreFollowedToTheirRealName() throws IOException {
        Files.writeString(HostPath.of(name("\u00ff")), "far");
        Files.createSymbolicLink(home.resolve("near"), HostPath.of(name("\u00ff")));
        assertThat(HostPath.real(name("near"))).isEqualTo(HostPath.real(home.toString()) + "/\u00ff");
        assertThatThrownBy(() -> HostPath.real(name("\u00fd")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("(No such file or directory)");
    }
}
