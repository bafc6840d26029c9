package org.guestscope.guestfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the commands against those of libguestfs's guestfish, where it is installed. */
class PeerCommandsIT {

    private static final Path PEER = Path.of("/usr/bin/guestfish");

    /** Takes no arguments in its help there, and {@code retry} in its manual. */
    private static final String SYNOPSIS_TO_DOUBT = "umount-local";

    @TempDir
    Path home;

    private String peer(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PEER.toString()));
        command.addAll(List.of(arguments));
        Path input = Files.writeString(home.resolve("script"), script);
        Process process = new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    /** What follows SYNOPSIS in each command's help; nothing for commands that have none. */
    private static Map<String, String> synopses(String help) {
        Map<String, String> synopses = new TreeMap<>();
        String command = "";
        boolean inside = false;
        for (String line : help.split("\n", -1)) {
            if (line.startsWith("@@")) {
                command = line.substring(2);
                inside = false;
            } else if (inside && line.startsWith(" ")) {
                synopses.merge(command, line.strip(), (before, more) -> before + " " + more);
            } else if (!line.isBlank()) {
                inside = line.equals("SYNOPSIS");
            }
        }
        return synopses;
    }

    @Test
    void everyCommandIsHereWithTheSameArguments() throws IOException, InterruptedException {
        assumeThat(PEER).exists();
        List<String> names = peer("", "-h")
                .lines()
                .skip(1)
                .filter(line -> line.matches("[a-z0-9].*"))
                .map(line -> line.split(" ", 2)[0])
                .toList();
        assertThat(names).hasSizeGreaterThan(600);
        StringBuilder script = new StringBuilder();
        for (String name : names) {
            script.append("echo @@")
                    .append(name)
                    .append("\n-help ")
                    .append(name)
                    .append("\n");
        }
        Map<String, String> theirs = synopses(peer(script.toString()));
        Run run = new Run(home);
        Map<String, String> ours = synopses(run.script(script.toString()));

        assertThat(run.errors()).isEmpty();
        assertThat(ours.keySet()).containsAll(names);
        theirs.remove(SYNOPSIS_TO_DOUBT);
        assertThat(theirs).hasSizeGreaterThan(580);
        assertThat(ours).containsAllEntriesOf(theirs);
    }
}
