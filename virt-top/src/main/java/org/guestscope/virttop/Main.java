package org.guestscope.virttop;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.guestscope.cli.CommandFailure;
import org.guestscope.cli.Console;
import org.guestscope.cli.Tool;
import org.guestscope.cli.UsageHelp;
import org.guestscope.live.LiveException;
import org.guestscope.live.Wanted;
import org.guestscope.virttop.collect.Sampler;
import org.guestscope.virttop.draw.Session;
import org.guestscope.virttop.draw.Views;
import org.guestscope.virttop.model.HostReading;
import org.guestscope.virttop.model.View;
import org.guestscope.virttop.output.CsvOutput;
import org.guestscope.virttop.output.Exporter;
import org.guestscope.virttop.output.JsonOutput;
import org.guestscope.virttop.output.Metrics;
import org.guestscope.virttop.output.Output;
import org.guestscope.virttop.output.PlainOutput;
import org.guestscope.virttop.output.StreamOutput;
import org.guestscope.virttop.settings.Options;
import org.guestscope.virttop.settings.Settings;
import org.jspecify.annotations.Nullable;

/** The command: reads options, connects, and hands over to the output that was asked for. */
public final class Main {

    private static final String NAME = "virt-top";
    private static final String VERSION = "0.1.0";

    private Main() {}

    /** Runs the command and ends the process. */
    public static void main(String[] args) {
        Tool.main(NAME, args, Main::run);
    }

    /** Runs the command on {@code console}; answers the exit status. */
    static int run(String[] args, Console console) throws Exception {
        Options.Parsed parsed = Options.parse(args, console);
        if (parsed.instead() == Options.Instead.HELP) {
            console.out().print(UsageHelp.text(Options.TABLE));
            return 0;
        }
        if (parsed.instead() == Options.Instead.VERSION) {
            console.out().println(NAME + " " + VERSION + " (guestscope)");
            return 0;
        }
        Settings settings = parsed.settings();
        Instant end = settings.endTime;
        if (end != null) {
            console.err().println("end time (UTC): " + end);
        }
        try (CsvFile csv = CsvFile.open(settings)) {
            watch(settings, csv, console);
        }
        return 0;
    }

    private static void watch(Settings settings, CsvFile csv, Console console) throws Exception {
        Session session = settings.output == Settings.Output.SCREEN && Session.possible(console)
                ? new Session(settings, console)
                : null;
        Runnable lost = session == null ? () -> {} : session::sampleNow;
        Duration patience = Duration.ofMillis((long) (settings.patience * 1000));
        try (Sampler sampler = new Sampler(settings.uris, patience, lost)) {
            connect(sampler, settings);
            if (session != null) {
                session.run(sampler, csv.output());
                return;
            }
            switch (settings.output) {
                case OPENMETRICS -> console.out().print(exposition(settings, sampler));
                case LISTEN -> listen(settings, sampler, console);
                default -> {
                    List<Output> outputs = new ArrayList<>(csv.output());
                    Output main = output(settings, console);
                    if (main != null) {
                        outputs.add(main);
                    }
                    new SampleLoop(settings, sampler, console, wanted(settings)).run(outputs);
                }
            }
        }
    }

    private static void connect(Sampler sampler, Settings settings) throws CommandFailure {
        try {
            sampler.connect();
        } catch (LiveException e) {
            boolean root = System.getProperty("user.name", "").equals("root");
            String hint = e instanceof LiveException.Missing
                    ? "Install it, e.g. with: apt install libvirt0"
                    : settings.uris.isEmpty() && !root
                            ? "Only root and members of the libvirt group can ask the system's libvirt; -c takes another URI."
                            : null;
            throw new CommandFailure(String.valueOf(e.getMessage()), hint, 1, e);
        }
    }

    /** What the outputs without a screen show beyond what every sample has. */
    private static Set<Wanted> wanted(Settings settings) {
        return switch (settings.output) {
            case JSON, OPENMETRICS, LISTEN -> EnumSet.of(Wanted.DETAILS);
            case SCREEN -> settings.view == View.PCPU ? EnumSet.of(Wanted.PER_CPU) : EnumSet.noneOf(Wanted.class);
            case SCRIPT, STREAM -> EnumSet.noneOf(Wanted.class);
        };
    }

    private static @Nullable Output output(Settings settings, Console console) {
        ZoneId zone = ZoneId.systemDefault();
        return switch (settings.output) {
            case STREAM -> new StreamOutput(settings, console.out(), zone);
            case JSON -> new JsonOutput(settings, console.out());
            case SCREEN -> new PlainOutput(settings, new Views(settings, zone, true), console.out());
            case SCRIPT, OPENMETRICS, LISTEN -> null;
        };
    }

    private static String exposition(Settings settings, Sampler sampler) {
        List<HostReading> hosts = sampler.round(wanted(settings));
        return Metrics.of(settings, hosts);
    }

    private static void listen(Settings settings, Sampler sampler, Console console)
            throws CommandFailure, InterruptedException {
        try (Exporter exporter = Exporter.start(settings.listen, () -> exposition(settings, sampler))) {
            console.err()
                    .println("listening on http://" + exporter.address().getHostString() + ":"
                            + exporter.address().getPort() + "/metrics");
            new CountDownLatch(1).await(); // until a signal ends the process
        }
    }

    /** The CSV file, made before anything is connected; none when none was asked for. */
    private record CsvFile(@Nullable Writer writer, List<Output> output) implements AutoCloseable {

        static CsvFile open(Settings settings) throws CommandFailure {
            String file = settings.csv;
            if (file == null) {
                return new CsvFile(null, List.of());
            }
            try {
                Writer writer = Files.newBufferedWriter(Path.of(file), StandardCharsets.UTF_8);
                return new CsvFile(writer, List.of(new CsvOutput(settings, writer, ZoneId.systemDefault())));
            } catch (IOException e) {
                throw new CommandFailure("could not write CSV file: " + Tool.describe(e), e);
            }
        }

        @Override
        public void close() throws IOException {
            if (writer != null) {
                writer.close();
            }
        }
    }
}
