package org.guestscope.virttop.settings;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.guestscope.cli.CommandFailure;
import org.guestscope.cli.PrintableText;
import org.guestscope.virttop.model.View;
import org.jspecify.annotations.Nullable;

/**
 * The init file: {@code key value} lines, {@code #} comments. Unknown keys are named and passed over, for a file may be
 * shared by releases; a value that cannot be is an error.
 */
public final class InitFile {

    private static final String NAME = ".virt-toprc";

    /** Settings files are lines; anything larger is something else. */
    private static final long MAX_BYTES = 1 << 20;

    private InitFile() {}

    /** The user's own file: in {@code $HOME}, not where the password database says. */
    public static String defaultPath(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        return (home.isEmpty() ? "/" : home) + "/" + NAME;
    }

    /** Reads {@code file} into {@code settings}; a file that does not exist says nothing. */
    static void read(String file, Settings settings, PrintStream err) throws CommandFailure {
        List<String> lines;
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_BYTES) {
                throw new CommandFailure("could not read init file: " + file + ": it is larger than 1 MiB");
            }
            lines = Files.readAllLines(path, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return;
        } catch (MalformedInputException e) {
            throw new CommandFailure("could not read init file: " + file + ": it is not UTF-8 text", e);
        } catch (IOException e) {
            throw new CommandFailure("could not read init file: " + file + ": " + e.getMessage(), e);
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int comment = line.indexOf('#');
            String text = (comment < 0 ? line : line.substring(0, comment)).strip();
            if (text.isEmpty()) {
                continue;
            }
            int blank = 0;
            while (blank < text.length() && !Character.isWhitespace(text.charAt(blank))) {
                blank++;
            }
            String key = text.substring(0, blank);
            String value = text.substring(blank).strip();
            String place = file + ":" + (i + 1) + ": ";
            try {
                if (!set(settings, key, value)) {
                    err.println(PrintableText.of(place + "configuration item ``" + key + "'' ignored"));
                }
            } catch (IllegalArgumentException e) {
                throw new CommandFailure(place + key + ": " + e.getMessage(), e);
            }
        }
    }

    /** False for a key that is not known. */
    private static boolean set(Settings settings, String key, String value) {
        switch (key) {
            case "display", "delay", "hist-cpu", "iterations", "sort", "connect", "debug", "csv", "end-time" -> {
                if (value.isEmpty()) {
                    throw new IllegalArgumentException("a value is missing");
                }
            }
            default -> {}
        }
        switch (key) {
            case "display" -> settings.view = view(value);
            case "delay" -> settings.delay = Item.delay(value);
            case "hist-cpu" -> settings.histCpu = Item.integer(value);
            case "iterations" -> settings.iterations = Item.integer(value);
            case "sort" -> settings.sort = Item.sort(value);
            case "connect" -> settings.uris.add(value);
            case "debug" -> settings.debug = value;
            case "csv" -> settings.csv = value;
            case "csv-cpu" -> settings.csvColumns.cpu = Item.bool(value);
            case "csv-mem" -> settings.csvColumns.memory = Item.bool(value);
            case "csv-block" -> settings.csvColumns.block = Item.bool(value);
            case "csv-net" -> settings.csvColumns.net = Item.bool(value);
            case "batch" -> settings.batch = Item.bool(value);
            case "secure" -> settings.secure = Item.bool(value);
            case "script" -> output(settings, Settings.Output.SCRIPT, value);
            case "stream" -> output(settings, Settings.Output.STREAM, value);
            case "block-in-bytes" -> settings.blockInBytes = Item.bool(value);
            case "per-second" -> settings.perSecond = Item.bool(value);
            case "end-time" -> settings.endTime = Item.endTime(value);
            case "overwrite-init-file" -> settings.overwriteInitFile = Item.bool(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void output(Settings settings, Settings.Output output, String value) {
        if (Item.bool(value)) {
            settings.output = output;
        } else if (settings.output == output) {
            settings.output = Settings.Output.SCREEN;
        }
    }

    private static View view(String word) {
        for (View view : View.values()) {
            if (view.word().equals(word)) {
                return view;
            }
        }
        throw new IllegalArgumentException("'" + word + "' is no display: task, pcpu, net, block");
    }

    /**
     * Writes {@code settings} beside {@code file}, keeps the file there was as {@code file.old}, and puts the new one
     * in its place.
     */
    public static void write(String file, Settings settings) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# written by virt-top's W key");
        lines.add("display " + settings.view.word());
        lines.add("delay " + plain(settings.delay));
        lines.add("hist-cpu " + settings.histCpu);
        lines.add("iterations " + settings.iterations);
        lines.add("sort " + settings.sort.word());
        for (String uri : settings.uris) {
            if (!uri.isEmpty()) {
                lines.add("connect " + uri);
            }
        }
        lines.add("batch " + settings.batch);
        lines.add("secure " + settings.secure);
        lines.add("block-in-bytes " + settings.blockInBytes);
        lines.add("per-second " + settings.perSecond);
        keep(lines, "csv", settings.csv);
        keep(lines, "debug", settings.debug);
        if (settings.csv != null) {
            lines.add("csv-cpu " + settings.csvColumns.cpu);
            lines.add("csv-mem " + settings.csvColumns.memory);
            lines.add("csv-block " + settings.csvColumns.block);
            lines.add("csv-net " + settings.csvColumns.net);
        }
        Path target = Path.of(file);
        Path fresh = Path.of(file + ".new");
        Files.write(fresh, lines, StandardCharsets.UTF_8);
        if (Files.exists(target)) {
            Files.move(target, Path.of(file + ".old"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void keep(List<String> lines, String key, @Nullable String value) {
        if (value != null) {
            lines.add(key + " " + value);
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.format(Locale.ROOT, "%.1f", number) : Double.toString(number);
    }
}
