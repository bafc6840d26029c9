package org.guestscope.guestfish.interactive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guestscope.appliance.ApplianceOptions;
import org.guestscope.appliance.DiskSpec;
import org.guestscope.appliance.session.Guest;
import org.guestscope.appliance.session.GuestLauncher;
import org.guestscope.appliance.session.Session;
import org.guestscope.guest.Transfer;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.wire.Value;
import org.guestscope.guestfish.command.Builtins;
import org.guestscope.guestfish.host.Host;
import org.guestscope.guestfish.shell.Keys;
import org.guestscope.guestfish.shell.Output;
import org.guestscope.guestfish.shell.ScriptSource;
import org.guestscope.guestfish.shell.Shell;
import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

class GuestCompleterTest {
    private final List<Value.Struct> entries = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();

    private static Value.Struct entry(char type, String name) {
        return new Value.Struct(List.of(new Value.Int(1), new Value.Int(type), Value.Text.ofLatin1(name)));
    }

    private Value answer(ActionDefinition action) {
        calls.add(action.name());
        return switch (action.name()) {
            case "readdir" -> new Value.Structs(List.copyOf(entries));
            case "is-dir" -> new Value.Bool(true);
            case "list-devices" -> new Value.Texts(List.of(Value.Text.ofLatin1("/dev/sda")));
            case "list-partitions" -> new Value.Texts(List.of(Value.Text.ofLatin1("/dev/sda1")));
            default -> new Value.Texts(List.of());
        };
    }

    /** What completion offers at the end of a line, in a session that is launched. */
    private List<String> offers(String line) throws IOException {
        Host host = new Host(Map.of(), "/");
        Output output =
                new Output(OutputStream.nullOutputStream(), false, false, OutputStream.nullOutputStream(), false);
        ScriptSource lines = new ScriptSource(new ByteArrayInputStream(new byte[0]));
        GuestLauncher launcher = new GuestLauncher() {
            @Override
            public void prepare(ApplianceOptions options) {}

            @Override
            public void discard() {}

            @Override
            public Guest launch(String backend, ApplianceOptions options, List<DiskSpec> disks) {
                return new Guest() {
                    @Override
                    public Value call(
                            ActionDefinition action,
                            List<Value> arguments,
                            Map<String, Value> options,
                            Transfer transfer) {
                        return answer(action);
                    }

                    @Override
                    public void cancel() {}

                    @Override
                    public long pid() {
                        return 1;
                    }

                    @Override
                    public void close() {}
                };
            }
        };
        Shell shell = new Shell(
                host,
                output,
                lines,
                new Keys(host, lines, true, false),
                () -> new Session(Map.of(), launcher, name -> name, text -> {}),
                Builtins.all(),
                true);
        shell.session().call("add-drive", "/dev/null");
        shell.session().call("launch");
        GuestCompleter completer = new GuestCompleter(host, true);
        completer.attach(shell);
        List<Candidate> candidates = new ArrayList<>();
        try (Terminal terminal = new DumbTerminal(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream())) {
            LineReader reader = LineReaderBuilder.builder().terminal(terminal).build();
            completer.complete(
                    reader, new WordParser().parse(line, line.length(), Parser.ParseContext.COMPLETE), candidates);
        }
        shell.session().close();
        return candidates.stream().map(Candidate::value).toList();
    }

    @Test
    void devicesAndFilesAreOfferedByWhatAParameterTakes() throws IOException {
        entries.add(entry('d', "etc"));
        entries.add(entry('r', "file"));
        entries.add(entry('l', "lib"));
        assertThat(offers("mount /dev/")).containsExactly("/dev/sda", "/dev/sda1");
        assertThat(offers("cat /")).contains("/etc/", "/file", "/lib/");
        assertThat(offers("cat /F")).containsExactly("/file");
        assertThat(offers("mkfs ext4 /dev/sda1 bl")).contains("blocksize:");
        assertThat(offers("glob -c")).isNotEmpty();
    }

    @Test
    void manyFilesOfferWhatTheyHaveInCommonAndAskNothingMore() throws IOException {
        for (int i = 0; i < 100_000; i++) {
            entries.add(entry('l', String.format("img%05d", i)));
        }
        calls.clear();
        assertThat(offers("cat /i")).containsExactly("/img");
        assertThat(calls).doesNotContain("is-dir");
        assertThat(offers("cat /img0999")).hasSize(10);
    }
}
