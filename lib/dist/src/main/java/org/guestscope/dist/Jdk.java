package org.guestscope.dist;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Java runtime on this machine.
 *
 * @param home its folder, with symbolic links resolved
 * @param feature its feature release, e.g. 17
 */
record Jdk(Path home, int feature) {

    /** The oldest release the tools run on. */
    static final int OLDEST = 17;

    private static final Path SYSTEM_JDKS = Path.of("/usr/lib/jvm");

    Path java() {
        return home.resolve("bin/java");
    }

    /** Whether {@code -XX:AOTCacheOutput} makes a cache in one step (JEP 514). */
    boolean hasAotCache() {
        return feature >= 25;
    }

    /** The runtimes of at least release {@link #OLDEST}, the newest first, one a release. */
    static List<Jdk> installed(Map<String, String> environment) throws IOException {
        List<Path> homes = new ArrayList<>();
        addHome(homes, environment.get("GUESTSCOPE_JAVA_HOME"));
        addHome(homes, environment.get("JAVA_HOME"));
        addHome(homes, System.getProperty("java.home"));
        if (Files.isDirectory(SYSTEM_JDKS)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(SYSTEM_JDKS)) {
                entries.forEach(homes::add);
            }
        }
        return newestFirst(homes);
    }

    static List<Jdk> newestFirst(Collection<Path> homes) throws IOException {
        Map<Integer, Jdk> byFeature = new LinkedHashMap<>();
        for (Path home : homes) {
            Jdk jdk = at(home);
            if (jdk != null && jdk.feature >= OLDEST) {
                byFeature.putIfAbsent(jdk.feature, jdk);
            }
        }
        List<Jdk> jdks = new ArrayList<>(byFeature.values());
        jdks.sort(Comparator.comparingInt(Jdk::feature).reversed());
        return jdks;
    }

    private static void addHome(List<Path> homes, @Nullable String home) {
        if (home != null && !home.isEmpty()) {
            homes.add(Path.of(home));
        }
    }

    /** The runtime in {@code home}, read from its {@code release} file; null when there is none. */
    private static @Nullable Jdk at(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/java"))) {
            return null;
        }
        for (String line : Files.readAllLines(release)) {
            if (line.startsWith("JAVA_VERSION=\"")) {
                return new Jdk(home.toRealPath(), featureOf(line.substring("JAVA_VERSION=\"".length())));
            }
        }
        return null;
    }

    private static int featureOf(String version) {
        int end = 0;
        while (end < version.length() && Character.isDigit(version.charAt(end))) {
            end++;
        }
        return end == 0 ? 0 : Integer.parseInt(version.substring(0, end));
    }
}
