package org.guestscope.virttop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.guestscope.live.LiveTestbed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program on a real terminal, against libvirt's test driver. Needs tmux and libvirt.so.0. */
class TerminalIT {

    private static final String CLICK = "\u001b[<0;%d;%dM\u001b[<0;%d;%dm";
    private static final String WHEEL_DOWN = "\u001b[<65;10;12M";

    /** One colour, foreground or background: 30 to 37, 90 to 97. */
    private static final String COLOUR = "(?s).*\u001b\\[([0-9;]*;)?(3[0-7]|9[0-7])m.*";

    @TempDir
    Path folder;

    private String node;

    /** Thirty domains: more than a screen of 24 lines shows. */
    @BeforeEach
    void writeNode() throws IOException {
        StringBuilder xml = new StringBuilder("<node><cpu><mhz>2400</mhz><model>x86_64</model><active>4</active>"
                + "<nodes>1</nodes><sockets>1</sockets><cores>4</cores><threads>1</threads></cpu>"
                + "<memory>67108864</memory>");
        for (int i = 0; i < 30; i++) {
            xml.append(("<domain type='test'><name>guest%02d</name><memory>%d</memory><vcpu>1</vcpu>"
                            + "<os><type>hvm</type></os></domain>")
                    .formatted(i, 524288 + i * 1024));
        }
        Path file = folder.resolve("node.xml");
        Files.writeString(file, xml.append("</node>"));
        node = "test://" + file;
    }

    private Tmux start(int columns, int lines, List<String> variables, String... options) throws Exception {
        return Tmux.run(folder, columns, lines, variables, command(options));
    }

    private List<String> command(String... options) {
        String[] arguments = new String[options.length + 4];
        arguments[0] = "--init-file";
        arguments[1] = folder.resolve("rc").toString();
        arguments[2] = "-c";
        arguments[3] = node;
        System.arraycopy(options, 0, arguments, 4, options.length);
        return Tmux.java(Main.class, arguments);
    }

    private Tmux start(String... options) throws Exception {
        return start(80, 24, List.of("TERM=screen"), options);
    }

    private static boolean showsGuests(String screen) {
        return screen.contains("30 domains, 30 active") && screen.contains(" guest");
    }

    private static void assertGivenBack(Tmux tmux, int status) throws Exception {
        List<String> screen = tmux.until(text -> text.contains("status "));
        assertThat(screen).contains("status " + status);
        assertThat(tmux.modes()).as("alternate screen, mouse, cursor").isEqualTo("0 0 1");
        assertThat(tmux.settingsAreBack()).as("settings of the terminal").isTrue();
    }

    @ParameterizedTest
    @CsvSource({"q, 0", "C-c, 130"})
    void keysThatEndGiveTheTerminalBack(String key, int status) throws Exception {
        try (Tmux tmux = start()) {
            tmux.until(TerminalIT::showsGuests);
            assertThat(tmux.modes()).isEqualTo("1 1 0");
            tmux.keys(key);
            assertGivenBack(tmux, status);
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 129", "INT, 130"})
    void signalsGiveTheTerminalBack(String signal, int status) throws Exception {
        try (Tmux tmux = start()) {
            tmux.until(TerminalIT::showsGuests);
            LiveTestbed.signal(tmux.program(), signal);
            assertGivenBack(tmux, status);
        }
    }

    @Test
    void samplesThatEndGiveTheTerminalBack() throws Exception {
        try (Tmux tmux = start("-n", "2", "-d", "0.2")) {
            assertGivenBack(tmux, 0);
        }
    }

    @Test
    void faultInDrawingGivesTheTerminalBackAndIsNamed() throws Exception {
        try (Tmux tmux = Tmux.run(folder, 80, 24, List.of("TERM=screen"), Tmux.java(CrashingScreen.class))) {
            assertGivenBack(tmux, 1);
            assertThat(String.join("", tmux.lines())).contains("virt-top: NullPointerException");
        }
    }

    @Test
    void debugFileThatCannotBeWrittenIsNamedAndNoScreenIsDrawn() throws Exception {
        try (Tmux tmux = start("--debug", "/no/such/folder/x")) {
            assertGivenBack(tmux, 1);
            assertThat(String.join("", tmux.lines()))
                    .startsWith("virt-top: could not write debug file: /no/such/folder/x: No such file or directory");
        }
    }

    @Test
    void debugFileGetsWhatLibrariesPrint() throws Exception {
        Path file = folder.resolve("debug");
        try (Tmux tmux = start("--debug", file.toString(), "-c", "test:///no/such", "-c", node)) {
            tmux.until(TerminalIT::showsGuests);
            tmux.until(text -> text.contains("reconnecting"));
            tmux.keys("q");
            assertGivenBack(tmux, 0);
        }
        assertThat(Files.readString(file)).contains("/no/such"); // libxml2's own warning
    }

    @Test
    void closedTerminalEndsTheProgram() throws Exception {
        ProcessHandle program;
        try (Tmux tmux = start()) {
            tmux.until(TerminalIT::showsGuests);
            program = tmux.program();
        }
        program.onExit().get(120, TimeUnit.SECONDS);
        assertThat(program.isAlive()).isFalse();
    }

    @Test
    void clicksChooseOrderAndOpenAndTheWheelScrolls() throws Exception {
        try (Tmux tmux = start("-o", "id", "-d", "60")) {
            List<String> first = tmux.until(TerminalIT::showsGuests);
            assertThat(first.get(5)).endsWith("guest00");
            tmux.type(WHEEL_DOWN);
            assertThat(tmux.until(text -> text.contains("4-22/30")).get(5)).endsWith("guest03");
            tmux.type(CLICK.formatted(35, 5, 35, 5)); // the heading's %MEM
            assertThat(tmux.until(text -> text.contains("by mem v")).get(5)).endsWith("guest26");
            tmux.type(CLICK.formatted(10, 8, 10, 8));
            tmux.type(CLICK.formatted(10, 8, 10, 8));
            assertThat(tmux.until(text -> text.contains("UUID")).get(5)).startsWith("Domain    guest24");
        }
    }

    @Test
    void writtenSettingsAreReadAtTheNextStart() throws Exception {
        Path file = folder.resolve("rc");
        Files.writeString(file, "delay 7\n");
        try (Tmux tmux = start()) {
            tmux.until(TerminalIT::showsGuests);
            tmux.keys("N", "2", "W");
            assertThat(tmux.until(text -> text.contains("Wrote")).get(3)).startsWith("Wrote settings to /");
            tmux.keys("q");
            assertGivenBack(tmux, 0);
        }
        assertThat(Files.readAllLines(file)).contains("display net", "delay 7.0", "sort id", "connect " + node);
        assertThat(Files.readString(folder.resolve("rc.old"))).isEqualTo("delay 7\n");
        try (Tmux tmux = start()) {
            assertThat(tmux.until(text -> text.contains("INTERFACE")).get(3)).contains("by id ^");
        }
    }

    @Test
    void newSizeIsDrawnAnew() throws Exception {
        try (Tmux tmux = start("-d", "60")) {
            tmux.until(TerminalIT::showsGuests);
            tmux.resize(120, 40);
            List<String> large = tmux.until(text -> text.contains("HISTORY") && text.contains("1-30/30"));
            assertThat(large.get(4)).hasSize(120).endsWith("%CPU HISTORY");
            tmux.resize(60, 10);
            assertThat(tmux.until(text -> text.contains("1-5/30")).get(3)).endsWith("by cpu v  1-5/30");
            tmux.resize(12, 2);
            assertThat(tmux.until(text -> text.length() < 30)).hasSize(2);
            tmux.keys("q");
            assertGivenBack(tmux, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xterm-256color", "screen", "tmux-256color", "linux", "vt100"})
    void terminalsHaveAScreen(String term) throws Exception {
        try (Tmux tmux = start(80, 24, List.of("TERM=" + term))) {
            List<String> screen = tmux.until(TerminalIT::showsGuests);
            assertThat(screen.get(4)).isEqualTo("   ID S RDRQ WRRQ RXBY TXBY %CPU %MEM   TIME    NAME");
            assertThat(tmux.modes()).startsWith("1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dumb", "unknown", ""})
    void terminalsWithoutACursorGetPlainText(String term) throws Exception {
        try (Tmux tmux = start(80, 60, List.of("TERM=" + term), "-n", "1")) {
            List<String> screen = tmux.until(text -> text.contains("status "));
            assertThat(screen).contains("status 0");
            assertThat(screen.get(4)).startsWith("   ID S ");
            assertThat(tmux.modes()).isEqualTo("0 0 1");
        }
    }

    /** libvirt has a warning for that, which would stand above the rest. */
    @Test
    void aHostWhoseNameHasNoAddressIsNothingSpecial() throws Exception {
        List<String> unnamed = new ArrayList<>(List.of(
                "unshare", "-u", "sh", "-c", "echo no-such-name >/proc/sys/kernel/hostname; exec \"$@\"", "sh"));
        unnamed.addAll(command("-n", "1"));
        try (Tmux tmux = Tmux.run(folder, 80, 60, List.of("TERM=dumb"), unnamed)) {
            List<String> screen = tmux.until(text -> text.contains("status "));
            assertThat(screen.get(0)).startsWith("virt-top ");
        }
    }

    @Test
    void coloursCanBeTurnedOff() throws Exception {
        // The test driver has each guest use one CPU, which is all of its own: red.
        try (Tmux tmux = start("-d", "0.3")) {
            tmux.until(text -> text.contains("CPU: 7"));
            assertThat(tmux.coloured()).contains("guest").matches(COLOUR);
        }
        try (Tmux tmux = start(80, 24, List.of("TERM=screen", "NO_COLOR=1"), "-d", "0.3")) {
            tmux.until(text -> text.contains("CPU: 7"));
            assertThat(tmux.coloured()).contains("guest").doesNotMatch(COLOUR);
        }
    }

    @Test
    void pipeNeverGetsAnEscapeCode() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(Tmux.java(Main.class, "--no-init-file", "-c", node, "-n", "2", "-d", "0.2"));
        builder.environment().put("TERM", "xterm-256color");
        Process process = builder.redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(text).contains("30 domains, 30 active").doesNotContain("\u001b");
    }
}
