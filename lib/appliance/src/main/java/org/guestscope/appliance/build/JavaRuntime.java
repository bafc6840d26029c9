package org.guestscope.appliance.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the appliance's Java runtime: the modules the agent uses, linked from the distribution's JDK by that JDK's own
 * jlink, and an archive of the loaded core classes, which saves the guest a good part of the JVM's start.
 */
final class JavaRuntime {

    /** What the agent needs: java.base; JNA logs through java.logging and reads memory through jdk.unsupported. */
    private static final String MODULES = "java.base,java.logging,jdk.unsupported";

    private JavaRuntime() {}

    /**
     * Links a runtime into {@code output} (new).
     *
     * @param programs runs the JDK's programs
     * @param jdk the tree the JDK's packages were unpacked to
     */
    static void link(TreePrograms programs, Path jdk, Path output) throws IOException {
        Path home = TreePrograms.javaHome(jdk);
        programs.run(
                "jlink",
                home.resolve("bin/java"),
                List.of(
                        "-m",
                        "jdk.jlink/jdk.tools.jlink.internal.Main",
                        "--module-path",
                        home.resolve("jmods").toString(),
                        "--add-modules",
                        MODULES,
                        "--strip-java-debug-attributes",
                        "--no-header-files",
                        "--no-man-pages",
                        "--output",
                        output.toString()),
                List.of(home.resolve("lib")));
        // The package's configuration files are links to its /etc; the defaults of a headless agent need one of them.
        Path security = output.resolve("conf/security/java.security");
        Files.createDirectories(security.getParent());
        if (!Files.exists(security)) {
            Files.deleteIfExists(security);
            Files.writeString(security, """
                    security.provider.1=SUN
                    securerandom.source=file:/dev/urandom
                    securerandom.strongAlgorithms=NativePRNGNonBlocking:SUN
                    networkaddress.cache.negative.ttl=10
                    """);
        }
    }

    /** Writes the archive of core classes; after the runtime's files got their final times, which it records. */
    static void archiveClasses(TreePrograms programs, Path runtime) throws IOException {
        programs.run(
                "java",
                runtime.resolve("bin/java"),
                List.of("-XX:+UseSerialGC", "-Xshare:dump"),
                List.of(runtime.resolve("lib")));
    }
}
