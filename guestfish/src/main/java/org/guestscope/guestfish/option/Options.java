package org.guestscope.guestfish.option;

import java.util.ArrayList;
import java.util.List;
import org.guestscope.appliance.session.KeySelector;
import org.jspecify.annotations.Nullable;

/** The command line, understood. Filled in by {@link OptionReader}. */
public final class Options {
    /** What the command line asks for before anything else; the first such option ends the reading. */
    public enum Mode {
        RUN,
        USAGE,
        VERSION,
        LIST_COMMANDS,
        COMMAND_HELP,
        LIST_PREPARED,
        LONG_OPTIONS,
        SHORT_OPTIONS,
        MAKE_APPLIANCE,
        APPLIANCE_INFO
    }

    Mode mode = Mode.RUN;

    @Nullable String modeArgument;

    final List<DriveOption> drives = new ArrayList<>();
    final List<MountOption> mounts = new ArrayList<>();
    final List<KeySelector> keys = new ArrayList<>();
    List<String> commands = List.of();

    @Nullable String connect;

    @Nullable String file;

    boolean csh;
    boolean echoKeys;
    boolean inspector;
    boolean keysFromStdin;
    boolean listen;
    boolean remote;
    long remotePid;
    boolean network;
    boolean autosync = true;
    boolean destPaths = true;
    boolean pipeError;

    @Nullable Boolean progressBars;

    boolean readOnly;
    boolean verbose;
    boolean trace;

    Options() {}

    public Mode mode() {
        return mode;
    }

    /** The argument of the mode's option: the command that help is asked for, or a file. */
    public @Nullable String modeArgument() {
        return modeArgument;
    }

    /** Disks in command-line order. */
    public List<DriveOption> drives() {
        return drives;
    }

    public List<MountOption> mounts() {
        return mounts;
    }

    public List<KeySelector> keys() {
        return keys;
    }

    /** The operands: commands separated by {@code :}. */
    public List<String> commands() {
        return commands;
    }

    /** The libvirt URI for every domain, or null for libvirt's default. */
    public @Nullable String connect() {
        return connect;
    }

    /** The script of {@code -f}, or null. */
    public @Nullable String file() {
        return file;
    }

    public boolean csh() {
        return csh;
    }

    public boolean echoKeys() {
        return echoKeys;
    }

    public boolean inspector() {
        return inspector;
    }

    public boolean keysFromStdin() {
        return keysFromStdin;
    }

    public boolean listen() {
        return listen;
    }

    /** Whether commands go to a server; {@link #remotePid} names it. */
    public boolean remote() {
        return remote;
    }

    public long remotePid() {
        return remotePid;
    }

    public boolean network() {
        return network;
    }

    public boolean autosync() {
        return autosync;
    }

    /** Whether completion offers the guest's file names. */
    public boolean destPaths() {
        return destPaths;
    }

    public boolean pipeError() {
        return pipeError;
    }

    /** Progress bars forced on or off, or null to decide by the mode. */
    public @Nullable Boolean progressBars() {
        return progressBars;
    }

    public boolean readOnly() {
        return readOnly;
    }

    public boolean verbose() {
        return verbose;
    }

    public boolean trace() {
        return trace;
    }

    /** Whether the appliance is needed before the first command. */
    public boolean needsLaunch() {
        return inspector
                || !mounts.isEmpty()
                || drives.stream().anyMatch(drive -> drive instanceof DriveOption.Prepared);
    }
}
