package org.guestscope.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkTest {

    @TempDir
    Path folder;

    @Test
    void theNewestComesFirstOncePerReleaseAndOldOnesAreLeftOut() throws IOException {
        Path eight = jdk("eight", "1.8.0_402");
        Path seventeen = jdk("seventeen", "17.0.15");
        Path again = Files.createSymbolicLink(folder.resolve("default"), seventeen);
        Path twentyFive = jdk("twenty-five", "25");
        Path none = Files.createDirectory(folder.resolve("empty"));

        assertThat(Jdk.newestFirst(List.of(eight, again, seventeen, none, twentyFive)))
                .containsExactly(new Jdk(twentyFive.toRealPath(), 25), new Jdk(seventeen.toRealPath(), 17));
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }
}
