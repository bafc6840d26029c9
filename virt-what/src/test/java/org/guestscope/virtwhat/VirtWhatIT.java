package org.guestscope.virtwhat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own. */
class VirtWhatIT {

    private static final Path PEER = Path.of("/usr/sbin/virt-what");

    @Test
    void printsTheFactsOfATreeWithPrograms(@TempDir Path root) throws IOException, InterruptedException {
        new FakeMachine(root)
                .withScript("sbin/virt-what-cpuid-helper", "echo KVMKVMKVM")
                .withScript("sbin/dmidecode", "echo '\tManufacturer: UpCloud'");

        assertThat(run(ours("virt-what", "--test-root=" + root))).containsExactly("kvm", "upcloud");
    }

    @Test
    void isVirtWhatCvmWhereTheLauncherSaysSo(@TempDir Path root) throws IOException, InterruptedException {
        new FakeMachine(root).with(List.of(".probe/arch=s390x", "sys/firmware/uv/prot_virt_guest=1|"));

        assertThat(run(ours("virt-what-cvm", "--test-root", root.toString()))).containsExactly("s390-protvirt");
    }

    @Test
    void seesInThisMachineWhatTheShellScriptSees() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PEER), "needs the package virt-what");
        assumeTrue("root".equals(System.getProperty("user.name")), "the script needs root");

        Set<String> facts = new TreeSet<>(run(ours("virt-what")));

        // These came after 1.25, which Debian 12 has.
        facts.removeAll(Set.of("oci", "crio", "upcloud"));
        assertThat(facts).isEqualTo(new TreeSet<>(run(List.of(PEER.toString()))));
    }

    private static List<String> ours(String program, String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dguestscope.program=" + program,
                "-cp",
                System.getProperty("java.class.path"),
                "org.guestscope.virtwhat.Main"));
        command.addAll(List.of(words));
        return command;
    }

    /** The lines a command prints on standard output; it must succeed. */
    private static List<String> run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return out.lines().toList();
    }
}
