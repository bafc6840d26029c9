package org.guestscope.guestfish.option;

import java.io.File;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.guestscope.appliance.session.ImageLocation;
import org.guestscope.appliance.session.KeySelector;
import org.guestscope.cli.GetOpt;
import org.guestscope.cli.UsageFailure;
import org.guestscope.guestfish.host.HostFile;
import org.guestscope.guestfish.prepared.PreparedDisk;
import org.jspecify.annotations.Nullable;

/**
 * Understands a command line. Options are taken left to right, because some have effect at once: {@code -a} checks its
 * file, which an {@code -N} before it may be about to make.
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
    private final Set<String> preparedFiles = new HashSet<>();

    /**
     * @param readOnlyByConfiguration the configuration files say {@code read_only = true}
     * @param again whether these options were read before, in the process that started this one, and warnings given
     * @param warnings gets lines for stderr
     */
    public OptionReader(
            Map<String, String> environment,
            boolean readOnlyByConfiguration,
            boolean again,
            Consumer<String> warnings) {
        this.environment = environment;
        this.readOnlyByConfiguration = readOnlyByConfiguration;
        this.warnings = again ? line -> {} : warnings;
    }

    /** Reads arguments, which are byte strings. */
    public Options read(List<String> arguments) throws UsageException {
        GetOpt.Parsed parsed;
        try {
            parsed = GetOpt.parse(GuestfishOptions.table(), arguments.toArray(new String[0]));
        } catch (UsageFailure e) {
            throw new UsageException("guestfish: " + e.getMessage() + "\nTry ‘guestfish --help’ for more information.");
        }
        boolean readWrite = false;
        for (GetOpt.Given given : parsed.options()) {
            if (given.option().key().equals("rw")) {
                // Only this order is an error; scripts have `--rw --ro`.
                if (options.readOnly) {
                    throw new UsageException("guestfish: cannot mix --ro and --rw options");
                }
                readWrite = true;
            }
            apply(given, parsed.operands());
            if (options.mode != Options.Mode.RUN) {
                return options;
            }
        }
        options.readOnly |= readOnlyByConfiguration && !readWrite;
        options.commands = parsed.operands();
        check();
        return options;
    }

    private void apply(GetOpt.Given given, List<String> operands) throws UsageException {
        switch (given.option().key()) {
            case "add" -> addImage(given.argument());
            case "blocksize" -> blocksize(given.value());
            case "cmd-help" -> {
                // The command may also be the next word, which getopt takes for an operand.
                String command = given.value() != null ? given.value() : operands.isEmpty() ? null : operands.get(0);
                mode(command == null ? Options.Mode.LIST_COMMANDS : Options.Mode.COMMAND_HELP, command);
            }
            case "connect" -> options.connect = given.argument();
            case "csh" -> options.csh = true;
            case "domain" -> options.drives.add(new DriveOption.Domain(given.argument()));
            case "D" -> {
                warnings.accept("guestfish: warning: -D option is deprecated, use --no-dest-paths instead");
                options.destPaths = false;
            }
            case "no-dest-paths" -> options.destPaths = false;
            case "echo-keys" -> options.echoKeys = true;
            case "file" -> {
                if (options.file != null) {
                    throw new UsageException("guestfish: only one -f parameter can be given");
                }
                options.file = given.argument();
            }
            case "format" -> {
                String value = given.value();
                format = value == null || value.isEmpty() ? null : value;
                formatUsed = false;
            }
            case "help" -> mode(Options.Mode.USAGE, null);
            case "inspector" -> options.inspector = true;
            case "key" -> options.keys.add(key(given.argument()));
            case "keys-from-stdin" -> options.keysFromStdin = true;
            case "listen" -> options.listen = true;
            case "live" ->
                throw new UsageException("guestfish: --live: there is no support for attaching to a running guest");
            case "long-options" -> mode(Options.Mode.LONG_OPTIONS, null);
            case "short-options" -> mode(Options.Mode.SHORT_OPTIONS, null);
            case "make-appliance" -> mode(Options.Mode.MAKE_APPLIANCE, given.argument());
            case "appliance-info" -> mode(Options.Mode.APPLIANCE_INFO, null);
            case "mount" -> options.mounts.add(MountOption.parse(given.argument()));
            case "network" -> options.network = true;
            case "new" -> newDisk(given.argument());
            case "no-sync" -> options.autosync = false;
            case "pipe-error" -> options.pipeError = true;
            case "progress-bars" -> options.progressBars = Boolean.TRUE;
            case "no-progress-bars" -> options.progressBars = Boolean.FALSE;
            case "remote" -> remote(given.value());
            case "ro" -> options.readOnly = true;
            case "verbose" -> options.verbose = true;
            case "version" -> mode(Options.Mode.VERSION, null);
            case "x" -> options.trace = true;
            default -> {
                // --rw is handled with its place in the line; --selinux never did anything.
            }
        }
    }

    private void mode(Options.Mode mode, @Nullable String argument) {
        options.mode = mode;
        options.modeArgument = argument;
    }

    private void addImage(String argument) throws UsageException {
        ImageLocation location;
        try {
            location = ImageLocation.parse(argument);
        } catch (IllegalArgumentException e) {
            throw new UsageException("guestfish: " + e.getMessage());
        }
        if (location.protocol() == null) {
            String why = preparedFiles.contains(location.path()) ? null : HostFile.whyNotReadable(location.path());
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
        preparedFiles.add(disk.file());
        options.drives.add(new DriveOption.Prepared(disk));
    }

    private void remote(@Nullable String value) throws UsageException {
        options.remote = true;
        String pid = value != null ? value : environment.get("GUESTFISH_PID");
        if (pid == null || pid.isEmpty() || (value == null && !pid.matches("[0-9]+"))) {
            throw new UsageException("guestfish: remote: $GUESTFISH_PID must be set to the PID of the remote process");
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
        if (options.remote && (options.inspector || !options.drives.isEmpty() || !options.mounts.isEmpty())) {
            warnings.accept("guestfish: warning: --remote uses the disks of the server, not those of options");
        }
        if (!options.listen) {
            return;
        }
        if (options.remote) {
            throw new UsageException("guestfish: cannot use --listen and --remote options at the same time");
        }
        if (!options.commands.isEmpty()) {
            throw new UsageException("guestfish: extra parameters on the command line with --listen flag");
        }
        if (options.file != null) {
            throw new UsageException("guestfish: cannot use --listen and --file options at the same time");
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

    private static KeySelector key(String argument) throws UsageException {
        try {
            return KeySelector.parse(argument);
        } catch (IllegalArgumentException e) {
            throw new UsageException("guestfish: " + e.getMessage());
        }
    }
}
