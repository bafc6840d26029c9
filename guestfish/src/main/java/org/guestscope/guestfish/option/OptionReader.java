package org.guestscope.guestfish.option;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.guestscope.guestfish.grammar.GrammarException;
import org.guestscope.guestfish.host.HostFile;
import org.guestscope.guestfish.prepared.PreparedDisk;
import org.jspecify.annotations.Nullable;

/**
 * Understands a command line. Options are taken left to right, because some have effect at once: {@code -a} checks its
 * file, {@code -N} makes its file (which a later {@code -a} may name).
 */
public final class OptionReader {
    private final Map<String, String> environment;
    private final Consumer<String> warnings;
    private final Options options = new Options();
    private final boolean readOnlyByConfiguration;

    private @Nullable String format;
    private boolean formatUsed = true;
    private int blocksize;
    private boolean blocksizeUsed = true;
    private int preparedDisks;

    /**
     * @param readOnlyByConfiguration the configuration files say {@code read_only = true}
     * @param warnings gets lines for stderr
     */
    public OptionReader(Map<String, String> environment, boolean readOnlyByConfiguration, Consumer<String> warnings) {
        this.environment = environment;
        this.readOnlyByConfiguration = readOnlyByConfiguration;
        this.warnings = warnings;
    }

    /** Reads raw arguments. */
    public Options read(List<String> arguments) throws UsageException {
        Getopt getopt = new Getopt(arguments, !environment.containsKey("POSIXLY_CORRECT"));
        boolean readWrite = false;
        for (Option option = getopt.next(); option != null; option = getopt.next()) {
            if (option == Option.RW) {
                // Only this order is an error; scripts have `--rw --ro`.
                if (options.readOnly) {
                    throw new UsageException("guestfish: cannot mix --ro and --rw options");
                }
                readWrite = true;
            }
            apply(option, getopt);
            if (options.mode != Options.Mode.RUN) {
                return options;
            }
        }
        options.readOnly |= readOnlyByConfiguration && !readWrite;
        options.commands = getopt.operands();
        check();
        return options;
    }

    private void apply(Option option, Getopt getopt) throws UsageException {
        switch (option) {
            case ADD -> addImage(getopt.requiredValue());
            case BLOCKSIZE -> blocksize(getopt.value());
            case CMD_HELP -> {
                String command = getopt.value() != null ? getopt.value() : getopt.takeWord();
                mode(command == null ? Options.Mode.LIST_COMMANDS : Options.Mode.COMMAND_HELP, command);
            }
            case CONNECT -> options.connect = getopt.requiredValue();
            case CSH -> options.csh = true;
            case DOMAIN -> options.drives.add(new DriveOption.Domain(getopt.requiredValue()));
            case NO_DEST_PATHS_OLD -> {
                warnings.accept("guestfish: warning: -D option is deprecated, use --no-dest-paths instead");
                options.destPaths = false;
            }
            case NO_DEST_PATHS -> options.destPaths = false;
            case ECHO_KEYS -> options.echoKeys = true;
            case FILE -> {
                if (options.file != null) {
                    throw new UsageException("guestfish: only one -f parameter can be given");
                }
                options.file = getopt.requiredValue();
            }
            case FORMAT -> {
                String value = getopt.value();
                format = value == null || value.isEmpty() ? null : value;
                formatUsed = false;
            }
            case HELP -> mode(Options.Mode.USAGE, null);
            case INSPECTOR -> options.inspector = true;
            case KEY -> options.keys.add(KeySelector.parse(getopt.requiredValue()));
            case KEYS_FROM_STDIN -> options.keysFromStdin = true;
            case LISTEN -> options.listen = true;
            case LIVE -> throw new UsageException(
                    "guestfish: --live: there is no support for attaching to a running guest");
            case LONG_OPTIONS -> mode(Options.Mode.LONG_OPTIONS, null);
            case SHORT_OPTIONS -> mode(Options.Mode.SHORT_OPTIONS, null);
            case MAKE_APPLIANCE -> mode(Options.Mode.MAKE_APPLIANCE, getopt.requiredValue());
            case APPLIANCE_INFO -> mode(Options.Mode.APPLIANCE_INFO, null);
            case MOUNT -> options.mounts.add(MountOption.parse(getopt.requiredValue()));
            case NETWORK -> options.network = true;
            case NEW -> newDisk(getopt.requiredValue());
            case NO_SYNC -> options.autosync = false;
            case PIPE_ERROR -> options.pipeError = true;
            case PROGRESS_BARS -> options.progressBars = Boolean.TRUE;
            case NO_PROGRESS_BARS -> options.progressBars = Boolean.FALSE;
            case REMOTE -> remote(getopt.value());
            case RO -> options.readOnly = true;
            case RW, SELINUX -> {}
            case VERBOSE -> options.verbose = true;
            case VERSION -> mode(Options.Mode.VERSION, null);
            case TRACE -> options.trace = true;
        }
    }

    private void mode(Options.Mode mode, @Nullable String argument) {
        options.mode = mode;
        options.modeArgument = argument;
    }

    private void addImage(String argument) throws UsageException {
        ImageLocation location = ImageLocation.parse(argument);
        if (location.protocol() == null) {
            String why = HostFile.whyNotReadable(location.path());
            if (why != null) {
                throw new UsageException("guestfish: access: " + location.path() + ": " + why);
            }
        }
        options.drives.add(new DriveOption.Image(location, format, blocksize));
        formatUsed = true;
        blocksizeUsed = true;
    }

    private void blocksize(@Nullable String value) throws UsageException {
        blocksizeUsed = false;
        blocksize = 0;
        if (value != null && !value.isEmpty()) {
            try {
                blocksize = Integer.parseInt(value);
            } catch (NumberFormatException e) {
                throw new UsageException("guestfish: --blocksize option is not numeric");
            }
        }
    }

    private void newDisk(String argument) throws UsageException {
        if (List.of("help", "list", "h", "?").contains(argument)) {
            mode(Options.Mode.LIST_PREPARED, null);
            return;
        }
        preparedDisks++;
        PreparedDisk disk = PreparedDisk.parse(argument, "test" + preparedDisks + ".img");
        try {
            disk.allocate();
        } catch (GrammarException e) {
            throw new UsageException(e.getMessage() + "\n" + disk.failure("failed to allocate disk"));
        } catch (IOException e) {
            throw new UsageException(disk.failure("failed to allocate disk: " + e.getMessage()));
        }
        options.drives.add(new DriveOption.Prepared(disk));
    }

    private void remote(@Nullable String value) throws UsageException {
        options.remote = true;
        String pid = value != null ? value : environment.get("GUESTFISH_PID");
        if (pid == null || pid.isEmpty()) {
            throw new UsageException(
                    "guestfish: remote: $GUESTFISH_PID must be set to the PID of the remote process");
        }
        try {
            options.remotePid = Long.parseLong(pid);
        } catch (NumberFormatException e) {
            throw new UsageException("guestfish: --remote=PID: PID was not a number: " + pid);
        }
    }

    /** What only the whole command line tells. */
    private void check() throws UsageException {
        if (!formatUsed) {
            throw new UsageException("guestfish: --format parameter must appear before -a parameter");
        }
        if (!blocksizeUsed) {
            throw new UsageException("guestfish: --blocksize parameter must appear before -a parameter");
        }
        if (options.inspector && options.drives.isEmpty() && !options.commands.isEmpty()) {
            imagesAsOperands();
        }
        if (!options.listen) {
            return;
        }
        if (!options.commands.isEmpty()) {
            throw new UsageException("guestfish: extra parameters on the command line with --listen flag");
        }
        if (options.file != null) {
            throw new UsageException("guestfish: cannot use --listen and --file options at the same time");
        }
        if (options.remote) {
            throw new UsageException("guestfish: cannot use --listen and --remote options at the same time");
        }
    }

    /** The old spelling {@code -i IMAGE...} or {@code -i DOMAIN...}: then no operand is a command. */
    private void imagesAsOperands() throws UsageException {
        for (String operand : options.commands) {
            if (operand.contains("/") || new File(operand).exists()) {
                addImage(operand);
            } else {
                options.drives.add(new DriveOption.Domain(operand));
            }
        }
        options.commands = List.of();
    }

    /** The names that {@code --long-options} prints, with their dashes. */
    public static List<String> longOptions() {
        return java.util.Arrays.stream(Option.values())
                .filter(option -> option.longName != null && !option.hidden())
                .map(option -> "--" + option.longName)
                .toList();
    }

    /** The letters that {@code --short-options} prints, with their dash. */
    public static List<String> shortOptions() {
        return java.util.Arrays.stream(Option.values())
                .filter(option -> option.letter != '\0')
                .map(option -> "-" + option.letter)
                .toList();
    }
}
