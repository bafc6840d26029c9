package org.guestscope.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.guestscope.appliance.build.BuildProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An exported appliance serves hosts that cannot build one; of several processes that need it, one unpacks it. */
@Timeout(600)
class ExportIT {

    @TempDir
    Path directory;

    @Test
    void twoProcessesAtOnceMakeOneApplianceFromAnExportedOne() throws Exception {
        Appliances.image();
        Path file = directory.resolve("appliance");
        Appliances.cache().export(file, BuildProgress.silent());
        Path cache = directory.resolve("cache");
        Map<String, String> environment = Map.of(
                ApplianceCache.CACHE_VARIABLE, cache.toString(), ApplianceCache.APPLIANCE_VARIABLE, file.toString());

        List<Process> builders = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ProcessBuilder builder = new ProcessBuilder(
                            System.getProperty("java.home") + "/bin/java",
                            "-cp",
                            System.getProperty("java.class.path"),
                            FindAppliance.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(environment);
            builders.add(builder.start());
        }
        List<String> kernels = new ArrayList<>();
        for (Process builder : builders) {
            kernels.add(new String(builder.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertThat(builder.waitFor()).isZero();
        }

        assertThat(kernels.get(0)).isNotEmpty().isEqualTo(kernels.get(1));
        ApplianceCache imported = ApplianceCache.of(environment);
        assertThat(imported.info().orElseThrow().origin()).isEqualTo(file.toString());
        assertThat(imported.info().orElseThrow().packages()).anyMatch(name -> name.startsWith("lvm2_"));
        assertThat(names(cache)).filteredOn(name -> name.startsWith("base")).hasSize(1);
        try (Appliance appliance = Appliance.start(
                imported,
                imported.find().orElseThrow(),
                ApplianceOptions.defaults().withSnapshot(false))) {
            appliance.connection().ping();
        }
    }

    private static List<String> names(Path cache) throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** Finds or unpacks the appliance of its environment and prints where it is. */
    static final class FindAppliance {
        private FindAppliance() {}

        public static void main(String[] args) throws IOException {
            System.out.println(ApplianceCache.fromEnvironment()
                    .findOrBuild(BuildProgress.silent())
                    .kernel());
        }
    }
}
