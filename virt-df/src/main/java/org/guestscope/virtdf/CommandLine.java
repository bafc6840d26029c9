package org.guestscope.virtdf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.guestscope.cli.CommandFailure;
import org.guestscope.cli.GetOpt;
import org.guestscope.cli.UsageFailure;
import org.guestscope.virtdf.Settings.DiskArgument;
import org.guestscope.virtdf.Settings.GuestArgument;
import org.jspecify.annotations.Nullable;

/** Turns parsed options into {@link Settings}, with the peer's complaints where they do not go together. */
final class CommandLine {

    private static final int MAX_WATCH_SECONDS = 86_400;

    private final List<DiskArgument> disks = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private @Nullable String connection;
    private @Nullable String imageFormat;
    private int sectorSize;
    private boolean formatUnused;
    private boolean blocksizeUnused;
    private boolean csv;
    private boolean json;
    private boolean openMetrics;
    private boolean human;
    private boolean inodes;
    private boolean uuid;
    private boolean each;
    private boolean longRows;
    private boolean keysFromStdin;
    private boolean backingProtocols;
    private boolean verbose;
    private boolean trace;
    private int jobs;
    private Settings.SourceChoice source = Settings.SourceChoice.AUTO;
    private List<Column> columns = List.of();
    private @Nullable Column sort;
    private @Nullable Double warn;
    private @Nullable Double crit;
    private int watchSeconds;

    private CommandLine() {}

    static Settings settings(GetOpt.Parsed parsed) throws CommandFailure, UsageFailure {
        CommandLine line = new CommandLine();
        for (GetOpt.Given given : parsed.options()) {
            line.option(given);
        }
        line.operands(parsed.operands());
        return line.settings();
    }

    private void option(GetOpt.Given given) throws CommandFailure {
        switch (given.option().key()) {
            case "add" -> addImage(given.argument());
            case "domain" -> disks.add(new DiskArgument(given.argument(), true, null, 0));
            case "connect" -> connection = given.argument();
            case "csv" -> csv = true;
            case "json" -> json = true;
            case "openmetrics" -> openMetrics = true;
            case "format" -> {
                imageFormat = given.value() == null || given.value().isEmpty() ? null : given.value();
                formatUnused = true;
            }
            case "blocksize" -> blocksize(given.value());
            case "human-readable" -> human = true;
            case "inodes" -> inodes = true;
            case "P" -> jobs = jobs(given.argument());
            case "uuid" -> uuid = true;
            case "each" -> each = true;
            case "source" -> source = source(given.argument());
            case "long" -> longRows = true;
            case "output" -> columns = columns(given.argument());
            case "sort" -> sort = Column.named(given.argument());
            case "warn" -> warn = percent("--warn", given.argument());
            case "crit" -> crit = percent("--crit", given.argument());
            case "watch" -> watchSeconds = watch(given.argument());
            case "key" -> keys.add(given.argument());
            case "keys-from-stdin" -> keysFromStdin = true;
            case "allow-backing-protocols" -> backingProtocols = true;
            case "verbose" -> verbose = true;
            case "x" -> trace = true;
            default -> {} // --one-per-guest does nothing; --help and the like were answered before
        }
    }

    private void addImage(String text) throws CommandFailure {
        DiskArgument disk = new DiskArgument(text, false, imageFormat, sectorSize);
        if (!disk.isUri()) {
            requireReadable(text);
        }
        disks.add(disk);
        formatUnused = false;
        blocksizeUnused = false;
    }

    private static void requireReadable(String file) throws CommandFailure {
        Path path = path(file);
        if (!Files.exists(path)) {
            throw new CommandFailure("access: " + file + ": No such file or directory");
        }
        if (!Files.isReadable(path)) {
            throw new CommandFailure("access: " + file + ": Permission denied");
        }
    }

    private static Path path(String file) throws CommandFailure {
        try {
            return Path.of(file);
        } catch (java.nio.file.InvalidPathException e) {
            throw new CommandFailure("access: " + file + ": " + e.getReason(), e);
        }
    }

    private void blocksize(@Nullable String value) throws CommandFailure {
        blocksizeUnused = true;
        if (value == null || value.isEmpty()) {
            sectorSize = 0;
        } else if (value.equals("512") || value.equals("4096")) {
            sectorSize = Integer.parseInt(value);
        } else {
            throw new CommandFailure("--blocksize: " + value + ": must be 512 or 4096");
        }
    }

    private static int jobs(String value) throws CommandFailure {
        int number = number(value, Integer.MAX_VALUE);
        if (number < 0) {
            throw new CommandFailure("-P option is not numeric");
        }
        return number;
    }

    private static int watch(String value) throws CommandFailure {
        int seconds = number(value, MAX_WATCH_SECONDS);
        if (seconds < 1) {
            throw new CommandFailure("--watch: " + value + ": must be 1 to " + MAX_WATCH_SECONDS + " seconds");
        }
        return seconds;
    }

    /** The number that {@code value} spells, or -1. */
    private static int number(String value, int max) {
        try {
            int number = Integer.parseInt(value);
            return number >= 0 && number <= max ? number : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static double percent(String option, String value) throws CommandFailure {
        String digits = value.endsWith("%") ? value.substring(0, value.length() - 1) : value;
        try {
            double percent = Double.parseDouble(digits);
            if (percent >= 0 && percent <= 100) {
                return percent;
            }
        } catch (NumberFormatException e) {
            // falls through to the complaint
        }
        throw new CommandFailure(option + ": " + value + ": must be a percentage from 0 to 100");
    }

    private static Settings.SourceChoice source(String value) throws CommandFailure {
        for (Settings.SourceChoice choice : Settings.SourceChoice.values()) {
            if (choice.name().toLowerCase(Locale.ROOT).equals(value)) {
                return choice;
            }
        }
        throw new CommandFailure("--source: " + value + ": must be auto, agent, direct or appliance");
    }

    private static List<Column> columns(String value) throws CommandFailure {
        List<Column> columns = new ArrayList<>();
        int from = 0;
        while (from <= value.length()) {
            int comma = value.indexOf(',', from);
            int end = comma < 0 ? value.length() : comma;
            columns.add(Column.named(value.substring(from, end)));
            from = end + 1;
        }
        return columns;
    }

    /** Old style: without -a or -d, an operand that looks like a file is an image, any other a domain. */
    private void operands(List<String> operands) throws CommandFailure, UsageFailure {
        if (operands.isEmpty()) {
            return;
        }
        if (!disks.isEmpty()) {
            throw new UsageFailure("");
        }
        for (String operand : operands) {
            boolean file = operand.indexOf('/') >= 0 || exists(operand);
            if (file && !new DiskArgument(operand, false, null, 0).isUri()) {
                requireReadable(operand);
            }
            disks.add(new DiskArgument(operand, !file, null, 0));
        }
    }

    private static boolean exists(String name) {
        try {
            return Files.exists(Path.of(name).toRealPath());
        } catch (IOException | java.nio.file.InvalidPathException e) {
            return false;
        }
    }

    private Settings settings() throws CommandFailure {
        if (formatUnused) {
            throw new CommandFailure("--format parameter must appear before -a parameter");
        }
        if (blocksizeUnused) {
            throw new CommandFailure("--blocksize parameter must appear before -a parameter");
        }
        if (human && csv) {
            throw new CommandFailure("you cannot use -h and --csv options together.");
        }
        if ((csv ? 1 : 0) + (json ? 1 : 0) + (openMetrics ? 1 : 0) > 1) {
            throw new CommandFailure("--csv, --json and --openmetrics: only one of them can be used");
        }
        if (longRows && (!columns.isEmpty() || json || openMetrics)) {
            throw new CommandFailure("--long stands for an --output, and goes with the table and --csv alone");
        }
        if (!columns.isEmpty() && (json || openMetrics)) {
            throw new CommandFailure("--output chooses columns of the table and of --csv, not of other formats");
        }
        return new Settings(
                guests(),
                connection,
                csv
                        ? Settings.Format.CSV
                        : json
                                ? Settings.Format.JSON
                                : openMetrics ? Settings.Format.OPENMETRICS : Settings.Format.TEXT,
                human,
                inodes,
                uuid,
                jobs,
                source,
                longRows ? Column.longRow(csv, inodes) : columns,
                sort,
                warn,
                crit,
                watchSeconds,
                keys,
                keysFromStdin,
                backingProtocols,
                verbose,
                trace);
    }

    private List<GuestArgument> guests() {
        if (disks.isEmpty()) {
            return List.of();
        }
        if (!each) {
            return List.of(new GuestArgument(disks));
        }
        List<GuestArgument> guests = new ArrayList<>();
        for (DiskArgument disk : disks) {
            guests.add(new GuestArgument(List.of(disk)));
        }
        return guests;
    }
}
