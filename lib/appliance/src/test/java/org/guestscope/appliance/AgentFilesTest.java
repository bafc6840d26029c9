package org.guestscope.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentFilesTest {

    @TempDir
    Path lib;

    @BeforeEach
    void jars() throws IOException {
        jar("guestscope-agent-0.1.jar", "org/guestscope/agent/Main.class");
        jar("guestscope-guest-0.1.jar", "org/guestscope/guest/X.class");
        jar("jna-5.1.jar", "com/sun/jna/linux-x86-64/libjnidispatch.so", "com/sun/jna/Native.class");
    }

    private void jar(String name, String... entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(lib.resolve(name));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(entry.getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
    }

    @Test
    void theAgentIsFoundBesideAJarOfTheClassPath() throws IOException {
        AgentFiles files = AgentFiles.find("/other/guestfish.jar:" + lib.resolve("guestscope-guest-0.1.jar"));

        assertThat(files.sources())
                .extracting(path -> path.getFileName().toString())
                .containsExactly("guestscope-agent-0.1.jar", "guestscope-guest-0.1.jar", "jna-5.1.jar");
    }

    @Test
    void theNativeLibraryTravelsBesideTheJarsAndNotInThem() throws IOException {
        Map<String, byte[]> contents = AgentFiles.find(
                        lib.resolve("guestscope-guest-0.1.jar").toString())
                .contents();

        assertThat(contents).containsOnlyKeys("agent-0.jar", "agent-1.jar", "agent-2.jar", "libjnidispatch.so");
        assertThat(names(Objects.requireNonNull(contents.get("agent-2.jar"))))
                .containsExactly("com/sun/jna/Native.class");
    }

    @Test
    void anotherAgentHasAnotherIdentity() throws IOException {
        String classPath = lib.resolve("guestscope-guest-0.1.jar").toString();
        String before = AgentFiles.find(classPath).identity();
        jar("guestscope-agent-0.1.jar", "org/guestscope/agent/Main2.class");

        assertThat(AgentFiles.find(classPath).identity()).isNotEqualTo(before);
    }

    @Test
    void anInstallationWithoutTheAgentSaysSo() {
        assertThatThrownBy(() -> AgentFiles.find("/nonexistent/x.jar"))
                .isInstanceOf(ApplianceLaunchException.class)
                .hasMessageContaining("the agent is missing");
    }

    private static List<String> names(byte[] jar) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }
}
