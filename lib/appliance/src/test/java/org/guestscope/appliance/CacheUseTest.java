package org.guestscope.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheUseTest {

    @TempDir
    Path directory;

    private CacheUse use;

    @BeforeEach
    void anHour() {
        use = new CacheUse(directory, Duration.ofHours(1));
    }

    private Path old(String name) throws Exception {
        Path path = Files.createDirectory(directory.resolve(name));
        Files.writeString(path.resolve("content"), "x");
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        return path;
    }

    @Test
    void whatNobodyClaimedForLongIsRemoved() throws Exception {
        Path unused = old("agent-1");
        Path claimed = old("agent-2");
        Path other = old("base-1");
        assertThat(use.claim(claimed)).isTrue();

        use.removeUnused("agent-");

        assertThat(unused).doesNotExist();
        assertThat(claimed.resolve("content")).exists();
        assertThat(other).exists();
        assertThat(use.claim(unused)).isFalse();
    }

    @Test
    void filesThatOthersWriteAndRenameMeanwhileAreNoFault() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            try {
                for (int i = 0; !enough.get(); i++) {
                    Path part = Files.createFile(directory.resolve("agent-part" + i));
                    Files.move(part, directory.resolve("done"), StandardCopyOption.REPLACE_EXISTING);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.start();
        try {
            for (int i = 0; i < 2000; i++) {
                use.removeUnused("agent-");
            }
        } finally {
            enough.set(true);
            writer.join();
        }
    }
}
