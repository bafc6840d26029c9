package org.guestscope.virtdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.guestscope.cli.CommandFailure;
import org.guestscope.cli.Console;
import org.guestscope.cli.GetOpt;
import org.guestscope.cli.ProgressLine;
import org.guestscope.cli.Tool;
import org.guestscope.cli.UsageFailure;
import org.guestscope.cli.UsageHelp;
import org.jspecify.annotations.Nullable;

/** The command: options in, one report after the other out. */
final class VirtDf {

    private static final String NAME = "virt-df";

    /** The version of the peer whose behaviour this program has, then its own. */
    private static final String VERSION = NAME + " 1.48.2 (guestscope 0.1.0)";

    /** Lines about filesystems without a row, a guest, before they are only counted. */
    private static final int OMISSIONS_SHOWN = 2;

    private final Settings settings;
    private final DiskKeys keys;
    private final Console console;

    private VirtDf(Settings settings, Console console) throws CommandFailure {
        this.settings = settings;
        this.keys = new DiskKeys(settings.keys(), settings.keysFromStdin() ? System.in : null);
        this.console = console;
    }

    /** Runs virt-df and answers its exit status. */
    static int run(String[] args, Console console) throws CommandFailure, UsageFailure, IOException {
        GetOpt.Parsed parsed = GetOpt.parse(Options.TABLE, args);
        for (GetOpt.Given given : parsed.options()) {
            String answer = answer(given.option().key());
            if (answer != null) {
                console.out().print(answer);
                return 0;
            }
        }
        Settings settings = CommandLine.settings(parsed);
        VirtDf command = new VirtDf(settings, console);
        int status = command.report();
        while (settings.watchSeconds() > 0 && !console.out().checkError() && pause(settings.watchSeconds())) {
            console.out().println();
            status = command.reportAgain();
        }
        return status;
    }

    /** What an option that asks about the program itself prints; null for the others. */
    private static @Nullable String answer(String key) {
        return switch (key) {
            case "help" -> UsageHelp.text(Options.TABLE);
            case "version" -> VERSION + "\n";
            case "long-options" -> Options.TABLE.longOptions();
            case "short-options" -> Options.TABLE.shortOptions();
            default -> null;
        };
    }

    private static boolean pause(int seconds) {
        try {
            Thread.sleep(seconds * 1000L);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whoever watches goes on watching while a host is away. */
    private int reportAgain() throws IOException {
        try {
            return report();
        } catch (CommandFailure e) {
            Tool.complain(NAME, String.valueOf(e.getMessage()), console);
            return e.status();
        }
    }

    private int report() throws CommandFailure, IOException {
        boolean allGuests = settings.guests().isEmpty();
        List<Guest> guests = GuestList.of(settings);
        Report report = format();
        boolean severalGuests = allGuests || guests.size() > 1;
        if (severalGuests) {
            report.begin();
        }
        ProgressLine progress = new ProgressLine(console);
        Outcome outcome = new Outcome(settings);
        ApplianceReader appliance = new ApplianceReader(settings, keys, new BuildNotice(console, progress));
        GuestRunner runner = new GuestRunner(settings, progress, new GuestReader(settings, appliance));
        runner.run(guests, result -> {
            progress.clear();
            complain(result);
            outcome.add(result);
            if (!severalGuests) {
                if (isPeerFormat() && outcome.nothing()) {
                    return; // like a launch that failed: nothing on standard output
                }
                report.begin();
            }
            report.guest(settings.sort() == null ? result : sorted(result, settings.sort()));
        });
        progress.clear();
        if (severalGuests || !isPeerFormat() || !outcome.nothing()) {
            report.end();
        }
        return outcome.status();
    }

    /** Whether the output is one of the peer's; the others say themselves what failed. */
    private boolean isPeerFormat() {
        return settings.format() == Settings.Format.TEXT || settings.format() == Settings.Format.CSV;
    }

    private Report format() throws IOException {
        return switch (settings.format()) {
            case CSV -> new PeerCsv(console.out(), settings.columns(), settings.inodes());
            case JSON -> new JsonReport(console.out());
            case OPENMETRICS -> new MetricsReport(console.out());
            case TEXT ->
                settings.columns().isEmpty()
                        ? new PeerTable(
                                console.out(),
                                settings.human(),
                                settings.inodes(),
                                console.terminal(),
                                console.colours())
                        : new ColumnTable(console.out(), settings.columns(), settings.human());
        };
    }

    private static GuestReport sorted(GuestReport report, Column column) {
        List<FilesystemUsage> rows = new ArrayList<>(report.rows());
        Comparator<FilesystemUsage> order = column.order();
        rows.sort(order);
        return new GuestReport(report.guest(), rows, report.omissions(), report.failures(), report.warnings());
    }

    /** Prints what went wrong with a guest. */
    private void complain(GuestReport report) {
        for (String failure : report.failures()) {
            Tool.complain(NAME, failure, console);
        }
        if (settings.verbose() || console.errTerminal()) {
            for (String warning : report.warnings()) {
                Tool.complain(NAME, "warning: " + warning, console);
            }
        }
        int shown = 0;
        for (String omission : report.omissions()) {
            if (shown == OMISSIONS_SHOWN && !settings.verbose()) {
                int more = report.omissions().size() - shown;
                Tool.complain(NAME, report.guest() + ": " + more + " more left out (-v lists them)", console);
                break;
            }
            Tool.complain(NAME, report.guest() + ": " + omission, console);
            shown++;
        }
    }
}
