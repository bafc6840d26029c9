package org.guestscope.guestfish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.guestscope.cli.TmuxWindow;
import org.guestscope.guestfish.host.Host;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions at a terminal, as a person has them; the guest is a directory of this host. */
class TerminalIT {
    private static final String PROMPT = "><fs>";

    @TempDir
    private Path home;

    private Path root = Path.of("/");
    private @Nullable LocalAgent agent;
    private @Nullable TmuxWindow screen;

    @BeforeEach
    void startAgent() throws IOException, InterruptedException {
        root = Files.createDirectory(home.resolve("root"));
        Files.createDirectory(root.resolve("docs"));
        Files.writeString(root.resolve("docs/read me"), "a text\n");
        Files.writeString(root.resolve("docs/notes"), "old\n");
        agent = new LocalAgent(home, root);
    }

    @AfterEach
    void stop() throws IOException {
        if (screen != null) {
            screen.close();
        }
        if (agent != null) {
            agent.close();
        }
    }

    /** Starts the program; the screen goes on after it so that its end can be seen. */
    private TmuxWindow start(int columns, int rows, String... arguments) throws IOException {
        String command = Fish.command(arguments).stream().map(Host::quote).collect(Collectors.joining(" "));
        TmuxWindow started = new TmuxWindow(
                home,
                columns,
                rows,
                "export HOME=" + home + " LC_ALL=C.UTF-8 LIBGUESTFS_BACKEND="
                        + java.util.Objects.requireNonNull(agent).backend() + "; unset NO_COLOR GUESTFISH_PS1; "
                        + command
                        + "; echo ended with $?; sleep 1000");
        screen = started;
        return started;
    }

    private TmuxWindow startedGuest(int columns, int rows) throws IOException, InterruptedException {
        TmuxWindow fish = start(columns, rows);
        fish.awaitEnd(PROMPT);
        fish.type("scratch 1M", "Enter");
        fish.await("the prompt again", text -> text.endsWith("scratch 1M\n" + PROMPT));
        fish.type("run", "Enter");
        fish.await("the prompt again", text -> text.endsWith("run\n" + PROMPT));
        return fish;
    }

    @Test
    void aNewcomerIsGreetedCorrectedAndTold() throws Exception {
        TmuxWindow fish = start(80, 24);
        String greeting = fish.awaitEnd(PROMPT);
        assertThat(greeting).contains("Welcome to guestfish").contains("‘help’").contains("‘quit’");
        assertThat(fish.coloured()).contains("\u001b[1m\u001b[36m" + PROMPT);
        fish.type("lsst /", "Enter");
        fish.await("a suggestion", text -> text.contains("lsst: unknown command") && text.contains("Did you mean: "));
        fish.type("clear", "C-u");
        fish.type("ls /", "Enter");
        fish.await("the hint", text -> text.contains("(in guestfish, don't forget to use the 'run' command)"));
        fish.type("help", "Enter");
        String help = fish.awaitEnd("To read the manual, type 'man'.\n\n" + PROMPT);
        assertThat(help).contains("First add a disk");
        fish.type("", "C-d");
        fish.await("the end", text -> text.contains("ended with 0"));
    }

    @Test
    void tabCompletesCommandsGuestFilesAndOptions() throws Exception {
        TmuxWindow fish = startedGuest(80, 24);
        fish.type("add-drive-sc", "Tab");
        fish.awaitEnd(PROMPT + " add-drive-scratch");
        fish.type("5M la", "Tab");
        fish.awaitEnd("add-drive-scratch 5M label:");
        fish.type("", "C-u");
        fish.type("CAT /DO", "Tab");
        fish.awaitEnd("/docs/");
        fish.type("re", "Tab");
        fish.awaitEnd("\"/docs/read me\"");
        fish.type("", "Enter");
        fish.awaitEnd("a text\n\n" + PROMPT);
        fish.type("lcd roo", "Tab");
        fish.awaitEnd("lcd root/");
        fish.type("", "C-u");
        fish.type("upload /etc/host", "Tab", "Tab");
        fish.await("names of the host", text -> text.contains("/etc/hostname"));
    }

    @Test
    void interruptingEndsTheCallAndNotTheShell() throws Exception {
        try (RandomAccessFile huge = new RandomAccessFile(root.resolve("huge").toFile(), "rw")) {
            huge.setLength(1L << 40);
        }
        TmuxWindow fish = startedGuest(80, 24);
        fish.type("download /huge /dev/null", "Enter");
        String bar = fish.await("a bar", text -> text.lines().anyMatch(line -> line.matches(".* +\\d+% ⟦.*⟧ .*/s .*")));
        assertThat(bar.lines()).allMatch(line -> line.length() < 80);
        fish.resize(120, 24);
        fish.await("a longer bar", text -> text.lines().anyMatch(line -> line.contains("⟦") && line.length() == 117));
        fish.type("", "C-c");
        fish.await("the error", text -> text.contains("download: ") && text.endsWith(PROMPT));
        fish.type("echo still | tr a-z A-Z", "Enter");
        fish.awaitEnd("STILL\n" + PROMPT);
        fish.type("half a line");
        fish.awaitEnd("half a line");
        fish.type("", "C-c");
        fish.awaitEnd("half a line\n" + PROMPT);
        fish.type("echo whole", "Enter");
        fish.awaitEnd("whole\n" + PROMPT);
        assertThat(fish.text()).doesNotContain("⟦").doesNotContain("half: unknown");
    }

    @Test
    void severalPastedLinesRunAndEarlierOnesComeBack() throws Exception {
        TmuxWindow fish = start(80, 24);
        fish.awaitEnd(PROMPT);
        fish.paste("echo one\necho \"two\\tthree\"\necho four\n");
        fish.type("", "Enter");
        fish.await("all outputs", text -> text.endsWith("four\n" + PROMPT) && text.contains("\none\n"));
        fish.type("echo last", "Enter");
        fish.awaitEnd("last\n" + PROMPT);
        fish.type("quit", "Enter");
        fish.await("the end", text -> text.contains("ended with 0"));
        assertThat(Files.readString(home.resolve(".guestfish"))).contains("echo last\n");
        assertThat(Files.getAttribute(home.resolve(".guestfish"), "unix:mode")).isEqualTo(0100600);
        fish.close();
        TmuxWindow again = start(80, 24);
        again.awaitEnd(PROMPT);
        again.type("", "Up", "Up");
        again.awaitEnd(PROMPT + " echo last");
    }

    @Test
    void anEditorHasTheTerminalAndTheShellGetsItBack() throws Exception {
        Path editor = Files.writeString(
                home.resolve("editor"),
                "#!/bin/sh\nprintf 'say: ' > /dev/tty\nread answer < /dev/tty\necho \"$answer\" > \"$1\"\n");
        assertThat(editor.toFile().setExecutable(true)).isTrue();
        TmuxWindow fish = startedGuest(80, 24);
        fish.type("setenv EDITOR " + editor, "Enter");
        fish.type("edit /docs/notes", "Enter");
        fish.awaitEnd("say:");
        fish.type("new text", "Enter");
        fish.awaitEnd("new text\n" + PROMPT);
        fish.type("cat /do", "Tab");
        fish.awaitEnd("cat /docs/");
        fish.type("notes", "Enter");
        fish.awaitEnd("cat /docs/notes\nnew text\n\n" + PROMPT);
        assertThat(root.resolve("docs/notes")).hasContent("new text");
    }

    @Test
    void textFollowsTheWidthAndControlCharactersOfTheGuestDoNothing() throws Exception {
        Files.writeString(root.resolve("evil"), "\u001b[2J\u001b]0;title\u0007");
        TmuxWindow fish = startedGuest(200, 60);
        fish.type("cat /evil", "Enter");
        fish.awaitEnd("\\x1b[2J\\x1b]0;title\\x07\n" + PROMPT);
        fish.type("help edit", "Enter");
        String wide = fish.awaitEnd("as aliases for this command.\n\n" + PROMPT);
        assertThat(wide.lines().mapToInt(String::length).max().orElse(0)).isBetween(81, 200);
    }

    @Test
    void interruptingACommandLineEndsItsCommand() throws Exception {
        try (RandomAccessFile huge = new RandomAccessFile(root.resolve("huge").toFile(), "rw")) {
            // Something else than zeros, which would be a hole of a file without length.
            huge.write(1);
            huge.setLength(1L << 40);
        }
        TmuxWindow fish =
                start(80, 24, "scratch", "1M", ":", "run", ":", "echo", "begins", ":", "download", "/huge", "x");
        fish.await(
                "the begin",
                text -> text.contains("begins") && home.resolve("x").toFile().length() > 0);
        fish.type("", "C-c");
        String end = fish.await("the end", text -> text.contains("ended with 1"));
        assertThat(end).contains("libguestfs: error: download: ");
        assertThat(home.resolve("x")).doesNotExist();
    }
}
