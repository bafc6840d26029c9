package org.guestscope.hostvalidate;

import java.io.IOException;
import java.util.List;
import org.guestscope.cli.Console;
import org.guestscope.cli.GetOpt;
import org.guestscope.cli.Option;
import org.guestscope.cli.OptionTable;
import org.guestscope.cli.Tool;
import org.guestscope.cli.UsageFailure;
import org.guestscope.hostvalidate.compat.Driver;
import org.guestscope.hostvalidate.compat.Edition;
import org.guestscope.hostvalidate.compat.Report;
import org.guestscope.hostvalidate.host.Host;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code host-validate}. Exit status 0 when nothing failed and 1 otherwise, a wrong command line included;
 * with {@code --monitor} those of a monitoring plugin.
 */
public final class Main {
    static final String NAME = "host-validate";

    /** The options; the manual is made of them too. */
    public static final OptionTable OPTIONS = new OptionTable(
            NAME,
            List.of("[OPTIONS] [HVTYPE]"),
            "Checks whether this host is fit to run virtual machines and containers.",
            List.of(
                    Option.flag('h', "help", "Show this help."),
                    Option.flag('v', "version", "Show the version."),
                    Option.flag('q', "quiet", "Print no results; the exit status tells."),
                    Option.flag('\0', "failures-only", "Print only what is not as it should be."),
                    Option.flag('\0', "newer", "The rows and labels of libvirt releases after 9.0.0."),
                    Option.flag('\0', "all", "All further checks too, with reasons and remedies."),
                    Option.flag('\0', "extended", "The same as --all."),
                    Option.flag('\0', "boot", "Also boot a small kernel under KVM and under emulation."),
                    Option.flag('\0', "json", "Everything, as JSON."),
                    Option.flag('\0', "openmetrics", "Everything, as OpenMetrics gauges."),
                    Option.flag('\0', "fix-hints-only", "Only the commands that mend what was found."),
                    Option.flag('\0', "monitor", "One line and the exit status of a monitoring plugin.")));

    /** One argument names the driver, a second has always been ignored, more are an error. */
    private static final int MOST_OPERANDS = 2;

    private Main() {}

    /** Runs the command and ends the process with its exit status. */
    public static void main(String[] args) {
        Console console = Console.ofProcess();
        int status = run(args, console, Host.local());
        console.out().flush();
        if (console.out().checkError() && status == 0) {
            status = 1;
        }
        // Not System.exit: its shutdown hooks cost a short run more than the checks, and nothing here needs them.
        Runtime.getRuntime().halt(status);
    }

    /** Runs the command on that host, and answers its exit status. */
    static int run(String[] args, Console console, Host host) {
        try {
            GetOpt.Parsed parsed = GetOpt.parse(OPTIONS, args);
            Request request = new Request();
            for (int i = 0; i < parsed.options().size(); i++) {
                String option = parsed.options().get(i).option().key();
                if (option.equals("help")) {
                    console.out().print(Usage.text(OPTIONS));
                    return 0;
                }
                if (option.equals("version")) {
                    console.out().println("version: " + NAME + " " + Version.current());
                    return 0;
                }
                request.set(option);
            }
            return run(request, parsed.operands(), console, host);
        } catch (IOException unwritten) {
            Tool.complain(NAME, "the results cannot be written: " + Tool.describe(unwritten), console);
            return 1;
        } catch (UsageFailure wrong) {
            Tool.complain(NAME, wrong.getMessage(), console);
            console.err().print(Usage.text(OPTIONS));
            return 1;
        }
    }

    private static int run(Request request, List<String> operands, Console console, Host host)
            throws UsageFailure, IOException {
        if (operands.size() > MOST_OPERANDS) {
            throw new UsageFailure("at most one hypervisor type can be checked at a time");
        }
        Driver only = null;
        if (!operands.isEmpty()) {
            only = Driver.named(operands.get(0));
            if (only == null || !only.exists()) {
                Tool.complain(NAME, "no checks for hypervisor type '" + operands.get(0) + "' on this system", console);
                return 1;
            }
        }
        Report report = report(only, request, console, host);
        console.err().print(report.complaints());
        if (request.extended()) {
            return ExtendedReport.print(request, report, console, host);
        }
        if (!request.quiet()) {
            console.out().print(report.output());
        }
        return report.failed() ? 1 : 0;
    }

    private static Report report(@Nullable Driver only, Request request, Console console, Host host) {
        // Colour is by the terminal alone, whatever TERM and NO_COLOR say: scripts and eyes know the output this way.
        Report report = new Report(console.terminal(), request.failuresOnly());
        Edition edition = request.newer() ? Edition.NEWER : Edition.CLASSIC;
        for (Driver driver : Driver.values()) {
            if (only == null ? driver.isDefault() : driver == only) {
                driver.validate(host, edition, report);
            }
        }
        return report;
    }
}
