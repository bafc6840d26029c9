package org.guestscope.virttop.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.guestscope.cli.CommandFailure;
import org.guestscope.cli.Console;
import org.guestscope.cli.Option;
import org.guestscope.virttop.model.SortOrder;
import org.guestscope.virttop.model.View;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {

    @TempDir
    Path home;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Settings parse(String... args) throws CommandFailure {
        return Options.parse(args, console()).settings();
    }

    private Console console() {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", home.toString());
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new Console(out, new PrintStream(err, true, StandardCharsets.UTF_8), false, false, environment);
    }

    private void initFile(String text) throws Exception {
        Files.writeString(home.resolve(".virt-toprc"), text);
    }

    @Test
    void defaultsAreThePeers() throws Exception {
        Settings settings = parse();
        assertThat(settings.delay).isEqualTo(3.0);
        assertThat(settings.iterations).isEqualTo(-1);
        assertThat(settings.histCpu).isEqualTo(20);
        assertThat(settings.sort).isEqualTo(SortOrder.CPU);
        assertThat(settings.view).isEqualTo(View.DOMAINS);
        assertThat(settings.output).isEqualTo(Settings.Output.SCREEN);
        assertThat(settings.initFile).isEqualTo(home + "/.virt-toprc");
    }

    @Test
    void valuesComeAsAWordOrBehindEqualsForLettersToo() throws Exception {
        Settings settings = parse("-n=5", "-d", "1.5", "--csv=x.csv", "--hist-cpu", "7", "--connect=test:///default");
        assertThat(settings.iterations).isEqualTo(5);
        assertThat(settings.delay).isEqualTo(1.5);
        assertThat(settings.csv).isEqualTo("x.csv");
        assertThat(settings.histCpu).isEqualTo(7);
        assertThat(settings.uris).containsExactly("test:///default");
    }

    @Test
    void viewsSwitchesAndCsvColumns() throws Exception {
        Settings settings = parse("-3", "-b", "-s", "--script", "--no-csv-cpu", "--no-csv-net", "--block-in-bytes");
        assertThat(settings.view).isEqualTo(View.BLOCK);
        assertThat(settings.batch).isTrue();
        assertThat(settings.secure).isTrue();
        assertThat(settings.output).isEqualTo(Settings.Output.SCRIPT);
        assertThat(settings.csvColumns.cpu).isFalse();
        assertThat(settings.csvColumns.memory).isTrue();
        assertThat(settings.csvColumns.net).isFalse();
        assertThat(settings.blockInBytes).isTrue();
    }

    @Test
    void connectMayBeRepeated() throws Exception {
        assertThat(parse("-c", "a:///x", "--connect", "b:///y").uris).containsExactly("a:///x", "b:///y");
    }

    @Test
    void whatIsWrongIsNamedWithTheUsageStatus() {
        assertUsage("unknown option '--cs'", "--cs", "x");
        assertUsage("unknown option '-sn'", "-sn", "1");
        assertUsage("unknown option '-csv'", "-csv=x");
        assertUsage("unexpected argument 'guest'", "guest");
        assertUsage("option '-n' needs a value", "-n");
        assertUsage("option '--script' takes no value", "--script=1");
        assertUsage("option '-n': 'x' is not a whole number", "-n", "x");
        assertUsage("option '-d': the delay must be more than 0 seconds, not '-1'", "-d", "-1");
        assertUsage(
                "option '-o': 'size' is no sort order: cpu, mem, time, id, name, netrx, nettx, blockrdrq, blockwrrq",
                "-o",
                "size");
        assertUsage(
                "option '--end-time': 'noon' is not YYYY-MM-DD HH:MM:SS, HH:MM:SS, +HH:MM:SS or +SECONDS",
                "--end-time",
                "noon");
    }

    private void assertUsage(String message, String... args) {
        assertThatThrownBy(() -> parse(args))
                .isInstanceOfSatisfying(
                        CommandFailure.class, e -> assertThat(e.status()).isEqualTo(2))
                .hasMessage(message);
    }

    @Test
    void helpAndVersionComeBeforeEverythingElse() throws Exception {
        assertThat(Options.parse(new String[] {"--help"}, console()).instead()).isEqualTo(Options.Instead.HELP);
        assertThat(Options.parse(new String[] {"--version"}, console()).instead())
                .isEqualTo(Options.Instead.VERSION);
    }

    @Test
    void initFileSetsWhatTheCommandLineLeavesOpen() throws Exception {
        initFile("""
                # comment
                display block
                delay 1.5
                hist-cpu 9
                iterations 3
                sort netrx
                connect test:///default
                csv /tmp/x.csv
                csv-mem false
                batch true
                secure true
                block-in-bytes true
                overwrite-init-file false
                """);
        Settings settings = parse("-d", "2", "-c", "test:///other");
        assertThat(settings.view).isEqualTo(View.BLOCK);
        assertThat(settings.delay).isEqualTo(2.0);
        assertThat(settings.uris).containsExactly("test:///other");
        assertThat(settings.histCpu).isEqualTo(9);
        assertThat(settings.iterations).isEqualTo(3);
        assertThat(settings.sort).isEqualTo(SortOrder.NET_RX);
        assertThat(settings.csvColumns.memory).isFalse();
        assertThat(settings.batch && settings.secure && settings.blockInBytes).isTrue();
        assertThat(settings.overwriteInitFile).isFalse();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void withCompatTheInitFileBeatsTheCommandLine() throws Exception {
        initFile("delay 1.5\nconnect test:///file\n");
        Settings settings = parse("-d", "2", "-c", "test:///line", "--compat");
        assertThat(settings.delay).isEqualTo(1.5);
        assertThat(settings.uris).containsExactly("test:///file");
    }

    @Test
    void unknownItemIsNamedAndPassedOver() throws Exception {
        initFile("\nfishes many\ndelay 4\n");
        assertThat(parse().delay).isEqualTo(4.0);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo(home + "/.virt-toprc:2: configuration item ``fishes'' ignored\n");
    }

    @Test
    void badItemNamesFileLineAndReason() throws Exception {
        initFile("display task\ndelay soon\n");
        assertThatThrownBy(this::parse).hasMessage(home + "/.virt-toprc:2: delay: 'soon' is not a number");
        initFile("sort\n");
        assertThatThrownBy(this::parse).hasMessage(home + "/.virt-toprc:1: sort: a value is missing");
        initFile("display everything\n");
        assertThatThrownBy(this::parse)
                .hasMessage(home + "/.virt-toprc:1: display: 'everything' is no display: task, pcpu, net, block");
    }

    @Test
    void initFileThatIsNoTextIsSaidSo() throws Exception {
        Files.write(home.resolve(".virt-toprc"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(this::parse).hasMessageEndingWith(".virt-toprc: it is not UTF-8 text");
    }

    @Test
    void noInitFileReadsNone() throws Exception {
        initFile("delay soon\n");
        assertThat(parse("--no-init-file").initFile).isNull();
    }

    @Test
    void writtenSettingsReadBackAndTheOldFileIsKept() throws Exception {
        initFile("delay 1.5\n");
        Settings settings = parse("-2", "-o", "mem", "-d", "2.5", "-c", "test:///default", "--per-second");
        InitFile.write(home + "/.virt-toprc", settings);
        assertThat(home.resolve(".virt-toprc.old")).hasContent("delay 1.5");
        assertThat(home.resolve(".virt-toprc.new")).doesNotExist();
        Settings again = parse();
        assertThat(again.view).isEqualTo(View.INTERFACES);
        assertThat(again.sort).isEqualTo(SortOrder.MEMORY);
        assertThat(again.delay).isEqualTo(2.5);
        assertThat(again.uris).containsExactly("test:///default");
        assertThat(again.perSecond).isTrue();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void everyOrderThatIsOfferedIsTaken() {
        for (Option option : Options.TABLE.options()) {
            for (String choice : option.choices()) {
                assertThat(Item.sort(choice)).isNotNull();
            }
        }
    }
}
