package org.guestscope.guestfish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guestscope.appliance.build.BuildProgress;
import org.guestscope.appliance.host.HostPath;
import org.guestscope.appliance.session.ApplianceLauncher;
import org.guestscope.guest.call.ByteText;
import org.guestscope.guestfish.shell.Output;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell with a real agent that works on a directory of this host instead of a machine. */
class LocalAgentIT {
    private static final String START = "add-drive-scratch 1M\nrun\n";

    /** Looks, a tenth of a second apart, before something counts as not happening. */
    private static final int PATIENCE = 3000;

    @TempDir
    private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private @Nullable LocalAgent agent;
    private int status;

    @BeforeEach
    void startAgent() throws IOException, InterruptedException {
        Path root = Files.createDirectory(home.resolve("root"));
        Files.createDirectory(root.resolve("dir"));
        agent = new LocalAgent(home, root);
    }

    @AfterEach
    void stopAgent() {
        if (agent != null) {
            agent.close();
        }
    }

    private String script(String script) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("HOME", home.toString());
        environment.put("LIBGUESTFS_BACKEND", Objects.requireNonNull(agent).backend());
        Streams streams = new Streams(
                new ByteArrayInputStream(ByteText.bytes(script)),
                false,
                new Output(out, false, false, err, false),
                false);
        status = new Guestfish(streams, environment, new ApplianceLauncher(BuildProgress.silent())).run(List.of());
        return ByteText.of(out.toByteArray());
    }

    @Test
    void namesAndContentsThatAreNotTextComeBackUnchanged() {
        assertThat(
                        script(
                                START
                                        + "write \"/dir/\\xff\\xfe\\n\" \"\\x80\\x0a\\x81\"\nls /dir\nglob read-file /dir/*\nexists /dir/x\n"))
                .isEqualTo("\u00ff\u00fe\n\n\u0080\n\u0081false\n");
        assertThat(err.toString(java.nio.charset.StandardCharsets.UTF_8)).isEmpty();
        assertThat(status).isZero();
    }

    @Test
    void treesTravelBothWays() throws IOException {
        Path tree = Files.createDirectories(home.resolve("tree/sub"));
        Files.writeString(tree.resolve("file"), "content");
        Path target = Files.createDirectory(home.resolve("target"));
        script(START + "copy-in " + home.resolve("tree") + " /dir\ncopy-out /dir/tree " + target + "\n");
        assertThat(err.toString(java.nio.charset.StandardCharsets.UTF_8)).isEmpty();
        assertThat(target.resolve("tree/sub/file")).hasContent("content");
    }

    @Test
    void filesOfTheHostMayHaveAnyName() throws IOException {
        String here = HostPath.real(home.toString());
        Files.writeString(HostPath.of(here + "/in\u00ff"), "sent");
        HostPath.createDirectory(here + "/d\u00fe");
        String printed = script(START + "lcd " + here + "\n" + """
                        upload in\u00ff /dir/x
                        lcd d\u00fe
                        download /dir/x out\u00fd
                        -download /dir/none lost\u00fd
                        copy-in ../in\u00ff /dir
                        copy-out "/dir/in\\xff" .
                        mkdir "/dir/\\xfc"
                        touch "/dir/\\xfc/f"
                        copy-out "/dir/\\xfc" .
                        lcd \u00fc
                        setenv A \u00fb
                        <! printf 'echo %s\\n' "$PWD"/* "$A"
                        """);
        assertThat(err.toString(java.nio.charset.StandardCharsets.UTF_8)).endsWith("No such file or directory\n");
        assertThat(printed).isEqualTo(here + "/d\u00fe/\u00fc/f\n\u00fb\n");
        assertThat(status).isZero();
        assertThat(HostPath.of(here + "/d\u00fe/out\u00fd")).hasContent("sent");
        assertThat(HostPath.of(here + "/d\u00fe/in\u00ff")).hasContent("sent");
        assertThat(HostPath.exists(here + "/d\u00fe/lost\u00fd")).isFalse();
    }

    @Test
    void editKeepsTheModeOfTheFile() throws IOException {
        assertThat(
                        script(
                                START
                                        + "write /dir/f old\nchmod 0640 /dir/f\nsetenv EDITOR \"sed -i s/old/new/\"\nedit /dir/f\ncat /dir/f\n"))
                .isEqualTo("new\n");
        assertThat(Files.getAttribute(home.resolve("root/dir/f"), "unix:mode")).isEqualTo(0100640);
    }

    @Test
    void theRootHasExtendedAttributesToo() {
        script(START + "lgetxattrs /\n-lremovexattr user.none /\n");
        assertThat(err.toString(java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("*stdin*:4: libguestfs: error: lremovexattr: /: user.none: No data available\n");
    }

    @Test
    void errorsOfTheAgentNameTheCall() {
        script(START + "cat /nonexistent\n");
        assertThat(err.toString(java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("*stdin*:3: libguestfs: error: cat: ")
                .endsWith("No such file or directory\n");
        assertThat(status).isEqualTo(1);
    }

    @Test
    void aMountedDirectoryIsFreeAgainAfterTheProgramWasKilled() throws Exception {
        Path mountPoint = Files.createDirectory(home.resolve("mnt"));
        Fish fish = new Fish(home);
        fish.environment.put("LIBGUESTFS_BACKEND", Objects.requireNonNull(agent).backend());
        Path script = Files.writeString(home.resolve("in"), START + "mount-local mnt\nmount-local-run\n");
        Process process = fish.process()
                .redirectInput(script.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("said").toFile())
                .start();
        Path seen = mountPoint.resolve("dir");
        for (int i = 0; i < PATIENCE && !Files.exists(seen) && process.isAlive(); i++) {
            Thread.sleep(100);
        }
        assertThat(seen).exists();
        process.destroyForcibly().waitFor();
        for (int i = 0; i < PATIENCE && isMounted(mountPoint); i++) {
            Thread.sleep(100);
        }
        assertThat(isMounted(mountPoint)).isFalse();
        assertThat(mountPoint).isEmptyDirectory();
        assertThat(home.resolve("said")).isEmptyFile();
    }

    private static boolean isMounted(Path directory) throws IOException {
        return Files.readString(Path.of("/proc/self/mounts")).contains(" " + directory + " ");
    }
}
