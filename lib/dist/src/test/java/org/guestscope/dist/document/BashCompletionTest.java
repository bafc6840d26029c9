package org.guestscope.dist.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.guestscope.cli.Option;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources the scripts in a real bash and asks for completions as readline does. */
class BashCompletionTest {

    /** Splits a line as readline does and prints what the command's function answers, a line each. */
    private static final String DRIVER = """
            COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=() COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'
            rest=$1 token='^([=:]+|([^[:space:]=:\\\\]|\\\\.)+)'
            while [[ -n $rest ]]; do
                if [[ $rest == [[:space:]]* ]]; then
                    rest=${rest#"${rest%%[![:space:]]*}"}
                    [[ -z $rest ]] && COMP_WORDS+=("")
                else
                    [[ $rest =~ $token ]]
                    COMP_WORDS+=("${BASH_REMATCH[1]}")
                    rest=${rest#"${BASH_REMATCH[1]}"}
                fi
            done
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            . "$2"
            registered=($(complete -p "${COMP_WORDS[0]}"))
            "${registered[2]}" "${COMP_WORDS[0]}"
            for reply in "${COMPREPLY[@]}"; do printf '%s\\n' "$reply"; done
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.createFile(folder.resolve("disk one.img"));
        Files.createDirectories(folder.resolve("images/old"));
        Path virsh = Files.writeString(folder.resolve("virsh"), """
                #!/bin/sh
                [ "$*" = "--readonly -c test:///a list --all --name" ] && printf 'web1\\nweb2\\ndb\\n\\n'
                [ "$*" = "--readonly list --all --name" ] && printf 'local\\n\\n'
                """);
        Files.setPosixFilePermissions(virsh, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void optionsAreOfferedByTheirBeginnings() throws Exception {
        assertThat(completions("virt-df --so")).containsExactly("--source", "--sort");
        assertThat(completions("virt-df -a x --key")).containsExactly("--key", "--keys-from-stdin");
        assertThat(completions("host-validate --bo")).containsExactly("--boot");
        assertThat(completions("virt-what-cvm -")).contains("-d", "--debug", "--test-root");
        assertThat(completions("virt-top --no-csv-b")).containsExactly("--no-csv-block");
    }

    @Test
    void everyOptionOfTheHelpIsOffered() throws Exception {
        for (Documented command : Documented.all()) {
            List<String> expected = new ArrayList<>();
            for (Option option : command.options().options()) {
                if (!option.help().isEmpty() && option.longName() != null) {
                    expected.add("--" + option.longName());
                }
            }
            assertThat(completions(command.name() + " --")).isEqualTo(expected);
        }
    }

    @Test
    void valuesAreOfferedAsWordsOfTheirOwnAndAttached() throws Exception {
        assertThat(completions("virt-df --source a")).containsExactly("auto", "agent", "appliance");
        assertThat(completions("virt-df --source=d")).containsExactly("direct");
        assertThat(completions("virt-df --blocksize=")).containsExactly("512", "4096");
        assertThat(completions("virt-df --blocksize ")).doesNotContain("512");
        assertThat(completions("virt-df --output guest,us")).containsExactly("guest,used", "guest,use");
        assertThat(completions("virt-top -o block")).containsExactly("blockrdrq", "blockwrrq");
        assertThat(completions("guestfish -N boot")).containsExactly("bootroot", "bootrootlv");
        assertThat(completions("virt-df -P ")).isEmpty();
    }

    @Test
    void filesFollowOptionsThatTakeThem() throws Exception {
        assertThat(completions("virt-df -a di")).containsExactly("disk one.img");
        assertThat(completions("guestfish --add=im")).containsExactly("images");
        assertThat(completions("guestfish -f disk\\ o")).containsExactly("disk one.img");
        assertThat(completions("virt-what --test-root=images/")).containsExactly("images/old");
    }

    @Test
    void domainsComeFromTheConnectionThatWasGiven() throws Exception {
        assertThat(completions("virt-df -c test:///a -d w")).containsExactly("web1", "web2");
        assertThat(completions("guestfish --connect=test:///a --domain=d")).containsExactly("db");
        assertThat(completions("guestfish -d ")).containsExactly("local");
        // Readline has split the word at the colon and replaces only what stands behind it.
        assertThat(completions("virt-df -c qemu:")).containsExactly("///system", "///session");
    }

    @Test
    void commandsStandFirstAndBehindColons() throws Exception {
        assertThat(completions("guestfish list-f")).containsExactly("list-filesystems");
        assertThat(completions("guestfish -a x -m /dev/sda1 copy-i")).containsExactly("copy-in");
        assertThat(completions("guestfish run : list-f")).containsExactly("list-filesystems");
        assertThat(completions("guestfish run : upload di")).containsExactly("disk one.img");
        assertThat(completions("guestfish -h mkfs-")).containsExactly("mkfs-b", "mkfs-btrfs", "mkfs-opts");
        assertThat(completions("guestfish --cmd-help=mkfs-b")).containsExactly("mkfs-b", "mkfs-btrfs");
        assertThat(completions("host-validate l")).containsExactly("lxc");
    }

    private List<String> completions(String line) throws IOException, InterruptedException {
        Path script = folder.resolve("script");
        Documented command = Documented.all().stream()
                .filter(each -> line.startsWith(each.name() + " "))
                .findFirst()
                .orElseThrow();
        try (InputStream prelude = Objects.requireNonNull(getClass().getResourceAsStream("completion.bash"))) {
            String shared = new String(prelude.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(script, BashCompletion.of(command, shared));
        }
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", DRIVER, "bash", line, script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        bash.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        Process process = bash.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said.lines().toList();
    }
}
