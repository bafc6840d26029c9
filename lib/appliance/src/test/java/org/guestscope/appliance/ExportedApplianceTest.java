package org.guestscope.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.guestscope.appliance.build.BuildProgress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportedApplianceTest {

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void exported() throws IOException {
        Path base = Files.createDirectory(directory.resolve("base"));
        for (String name : List.of("kernel", "initramfs", "root.erofs", "packages")) {
            Files.writeString(base.resolve(name), name.repeat(1000));
        }
        file = directory.resolve("exported");
        ExportedAppliance.pack(base, file, BuildProgress.silent());
    }

    private Path unpack() throws IOException {
        Path target = Files.createTempDirectory(directory, "target");
        ExportedAppliance.unpack(file, target, BuildProgress.silent());
        return target;
    }

    @Test
    void whatWasPackedComesOut() throws IOException {
        assertThat(unpack().resolve("root.erofs")).hasContent("root.erofs".repeat(1000));
    }

    @Test
    void aCutFileIsABadAppliance() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(this::unpack)
                .isInstanceOf(ApplianceBuildException.class)
                .hasMessageStartingWith(file + ": bad appliance");
    }

    @Test
    void anotherFileIsNoAppliance() throws IOException {
        Files.writeString(file, "something else entirely, and longer than a header");

        assertThatThrownBy(this::unpack).hasMessage(file + ": not an appliance");
    }

    @Test
    void aLaterVersionIsUnsupportedAndSaysWhich() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[28] = 9;
        Files.write(file, bytes);

        assertThatThrownBy(this::unpack).hasMessageContaining("unsupported appliance: version 9, must be 1");
    }

    @Test
    void aMissingExportNamesTheVariable() {
        ApplianceCache cache =
                new ApplianceCache(directory.resolve("cache"), BaseSource.exported(directory.resolve("nothing")));

        assertThatThrownBy(cache::find)
                .isInstanceOfSatisfying(
                        ApplianceBuildException.class,
                        e -> assertThat(e.nextStep()).contains(ApplianceCache.APPLIANCE_VARIABLE));
    }
}
