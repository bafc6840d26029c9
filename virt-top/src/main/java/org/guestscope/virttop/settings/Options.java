package org.guestscope.virttop.settings;

import java.util.ArrayList;
import java.util.List;
import org.guestscope.cli.CommandFailure;
import org.guestscope.cli.Console;
import org.guestscope.cli.Option;
import org.guestscope.cli.OptionTable;
import org.guestscope.virttop.model.View;
import org.jspecify.annotations.Nullable;

/**
 * virt-top's command line. The peer's parser knows whole names only: no abbreviations, no clusters of letters; a value
 * follows as a word of its own or behind {@code =}, for letters too. So this is not getopt's parser.
 */
public final class Options {

    /** The exit status for a command line that is wrong. */
    public static final int USAGE_STATUS = 2;

    /** What to do instead of sampling. */
    public enum Instead {
        HELP,
        VERSION
    }

    /** Every option, for parsing and for the help. */
    public static final OptionTable TABLE = new OptionTable(
            "virt-top",
            List.of("[OPTIONS]"),
            "Shows what the guests of libvirt hosts are doing, and refreshes it until it is stopped.",
            options());

    private Options() {}

    private static List<Option> options() {
        List<Option> options = new ArrayList<>();
        options.add(Option.flag('1', null, "Begin with the physical CPUs."));
        options.add(Option.flag('2', null, "Begin with the network interfaces."));
        options.add(Option.flag('3', null, "Begin with the block devices."));
        options.add(Option.flag('b', null, "Batch mode: keys are not read."));
        options.add(Option.value('c', "connect", "URI", "Watch this libvirt host; may be given several times."));
        options.add(Option.value('d', null, "SECS", "Seconds between samples, 3.0 unless given."));
        options.add(Option.value('n', null, "N", "End after N samples."));
        options.add(Option.value(
                        'o', null, "SORT", "Order by cpu, mem, time, id, name, netrx, nettx, blockrdrq or blockwrrq.")
                .among(List.of("cpu", "mem", "time", "id", "name", "netrx", "nettx", "blockrdrq", "blockwrrq")));
        options.add(Option.flag('s', null, "Secure mode; virt-top never changes a guest in any mode."));
        options.add(Option.value('\0', "csv", "FILE", "Also write every sample to FILE as CSV."));
        options.add(Option.flag('\0', "no-csv-cpu", "Leave CPU time out of the CSV file."));
        options.add(Option.flag('\0', "no-csv-mem", "Leave memory out of the CSV file."));
        options.add(Option.flag('\0', "no-csv-block", "Leave block devices out of the CSV file."));
        options.add(Option.flag('\0', "no-csv-net", "Leave networks out of the CSV file."));
        options.add(Option.flag('\0', "csv-long", "In the CSV file, one row for each domain of each sample."));
        options.add(Option.value('\0', "hist-cpu", "SECS", "Seconds between the values of the CPU history."));
        options.add(Option.flag('\0', "block-in-bytes", "Show bytes read and written in place of requests."));
        options.add(Option.flag('\0', "per-second", "Show figures per second in place of per sample."));
        options.add(Option.value('\0', "filter", "TEXT", "Show only domains with TEXT in their names."));
        options.add(Option.value('\0', "end-time", "TIME", "End at TIME: a date and time, a time, or +SECONDS."));
        options.add(Option.flag('\0', "script", "No screen: for --csv."));
        options.add(Option.flag('\0', "stream", "No screen: a block of text for each sample."));
        options.add(Option.flag('\0', "json", "No screen: a line of JSON for each sample."));
        options.add(Option.flag('\0', "openmetrics", "One sample in the OpenMetrics format."));
        options.add(Option.value(
                '\0', "listen", "ADDR:PORT", "Answer OpenMetrics over HTTP; without ADDR on the loopback only."));
        options.add(Option.value(
                '\0', "patience", "SECS", "Seconds a host may take to answer before stuck guests are passed over."));
        options.add(Option.value('\0', "init-file", "FILE", "Read settings from FILE in place of ~/.virt-toprc."));
        options.add(Option.flag('\0', "no-init-file", "Read no settings."));
        options.add(Option.value('\0', "debug", "FILE", "Send what libraries print on standard error to FILE."));
        options.add(Option.flag('\0', "compat", "Repeat the faults scripts may depend on; see docs/virt-top.md."));
        options.add(Option.flag('v', "verbose", "Show where in the program an error came from."));
        options.add(Option.flag('\0', "version", "Show the version and end."));
        options.add(Option.flag('\0', "help", "Show this help and end."));
        return options;
    }

    /** Settings, or what else was asked for. */
    public record Parsed(Settings settings, @Nullable Instead instead) {}

    private record Given(
            Option option, String spelling, @Nullable String value) {

        String argument() {
            return value == null ? "" : value;
        }
    }

    /**
     * Reads the command line and the init file. The command line has the last word; with {@code --compat} the file has.
     *
     * @throws CommandFailure with the status of a usage error, or naming the init file's line
     */
    public static Parsed parse(String[] args, Console console) throws CommandFailure {
        List<Given> given = split(args);
        Settings settings = new Settings();
        settings.initFile = InitFile.defaultPath(console.environment());
        for (Given option : given) {
            switch (option.option.key()) {
                case "help" -> {
                    return new Parsed(settings, Instead.HELP);
                }
                case "version" -> {
                    return new Parsed(settings, Instead.VERSION);
                }
                case "init-file" -> settings.initFile = option.argument();
                case "no-init-file" -> settings.initFile = null;
                case "compat" -> settings.compat = true;
                default -> {}
            }
        }
        String file = settings.initFile;
        if (settings.compat) {
            apply(given, settings);
        }
        if (file != null) {
            int before = settings.uris.size();
            InitFile.read(file, settings, console.err());
            if (settings.compat && settings.uris.size() > before) {
                settings.uris.subList(0, before).clear();
            }
        }
        if (!settings.compat) {
            apply(given, settings);
        }
        return new Parsed(settings, null);
    }

    private static List<Given> split(String[] args) throws CommandFailure {
        List<Given> given = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            String word = args[i];
            int equals = word.indexOf('=');
            String spelling = equals < 0 ? word : word.substring(0, equals);
            String value = equals < 0 ? null : word.substring(equals + 1);
            if (!word.startsWith("-") || word.equals("-")) {
                throw usage("unexpected argument '" + word + "'");
            }
            Option option = named(spelling);
            if (option == null) {
                throw usage("unknown option '" + spelling + "'");
            }
            if (option.argument() == Option.Argument.NONE) {
                if (value != null) {
                    throw usage("option '" + spelling + "' takes no value");
                }
            } else if (value == null) {
                if (i + 1 == args.length) {
                    throw usage("option '" + spelling + "' needs a value");
                }
                value = args[++i];
            }
            given.add(new Given(option, spelling, value));
        }
        return given;
    }

    private static @Nullable Option named(String spelling) {
        for (Option option : TABLE.options()) {
            boolean letter = spelling.length() == 2 && spelling.charAt(1) == option.shortName();
            if (letter || spelling.startsWith("--") && spelling.substring(2).equals(option.longName())) {
                return option;
            }
        }
        return null;
    }

    private static void apply(List<Given> given, Settings settings) throws CommandFailure {
        boolean connected = false;
        for (Given option : given) {
            try {
                if (option.option.key().equals("connect")) {
                    if (!connected) {
                        settings.uris.clear();
                        connected = true;
                    }
                    settings.uris.add(option.argument());
                } else {
                    set(settings, option.option.key(), option.argument());
                }
            } catch (IllegalArgumentException e) {
                throw usage("option '" + option.spelling + "': " + e.getMessage());
            }
        }
    }

    private static void set(Settings settings, String key, String value) {
        switch (key) {
            case "1" -> settings.view = View.PCPU;
            case "2" -> settings.view = View.INTERFACES;
            case "3" -> settings.view = View.BLOCK;
            case "b" -> settings.batch = true;
            case "d" -> settings.delay = Item.delay(value);
            case "n" -> settings.iterations = Item.integer(value);
            case "o" -> settings.sort = Item.sort(value);
            case "s" -> settings.secure = true;
            case "csv" -> settings.csv = value;
            case "no-csv-cpu" -> settings.csvColumns.cpu = false;
            case "no-csv-mem" -> settings.csvColumns.memory = false;
            case "no-csv-block" -> settings.csvColumns.block = false;
            case "no-csv-net" -> settings.csvColumns.net = false;
            case "csv-long" -> settings.csvLong = true;
            case "hist-cpu" -> settings.histCpu = Item.integer(value);
            case "block-in-bytes" -> settings.blockInBytes = true;
            case "per-second" -> settings.perSecond = true;
            case "filter" -> settings.filter = value;
            case "end-time" -> settings.endTime = Item.endTime(value);
            case "script" -> settings.output = Settings.Output.SCRIPT;
            case "stream" -> settings.output = Settings.Output.STREAM;
            case "json" -> settings.output = Settings.Output.JSON;
            case "openmetrics" -> settings.output = Settings.Output.OPENMETRICS;
            case "listen" -> {
                settings.output = Settings.Output.LISTEN;
                settings.listen = value;
            }
            case "patience" -> settings.patience = Item.delay(value);
            case "debug" -> settings.debug = value;
            default -> {} // read before: help, version, init file, compat, verbose
        }
    }

    private static CommandFailure usage(String message) {
        return new CommandFailure(
                message, "Usage: virt-top [OPTIONS]; 'virt-top --help' lists them.", USAGE_STATUS, null);
    }
}
