package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.catalogue.Radix;
import org.guestscope.guest.catalogue.Side;
import org.guestscope.guest.struct.Version;
import org.jspecify.annotations.Nullable;

/** Settings of the program and of the appliance to be started. */
@Family(title = "settings", side = Side.HOST)
public interface Settings {

    /**
     * Returns the version of the API that is implemented, which is that of the library this stands in for; scripts
     * compare it.
     */
    @Action(name = "version", since = "1.0.58", summary = "version of this program")
    Version version() throws IOException;

    /**
     * Takes settings from the environment again, as at the start: {@code LIBGUESTFS_MEMSIZE}, {@code
     * LIBGUESTFS_BACKEND_SETTINGS} and others. Useful after {@code setenv}.
     */
    @Action(
            name = "parse-environment",
            since = "1.19.53",
            summary = "take settings from the program's environment variables")
    void parseEnvironment() throws IOException;

    /**
     * Takes settings from a list of variables instead of the environment.
     *
     * @param environment a list of {@code NAME=value}
     */
    @Action(
            name = "parse-environment-list",
            since = "1.19.53",
            summary = "take settings from a list of environment variables")
    void parseEnvironmentList(List<String> environment) throws IOException;

    /** Returns a number that tells this session from others of the process. */
    @Action(
            name = "c-pointer",
            since = "1.29.17",
            radix = Radix.HEXADECIMAL,
            summary = "number that identifies the handle in traces")
    long cPointer() throws IOException;

    /**
     * Sets the QEMU program, or one that wraps it, for the next {@code run}; as the environment variables {@code
     * LIBGUESTFS_HV} and {@code GUESTSCOPE_QEMU}, which it wins over.
     *
     * @param hv the path of the program
     */
    @Action(
            name = "set-hv",
            since = "1.23.17",
            aliases = {"hv"},
            summary = "set the QEMU program to use")
    void setHv(String hv) throws IOException;

    /** Returns the path of the QEMU program. */
    @Action(name = "get-hv", since = "1.23.17", summary = "QEMU program in use")
    String getHv() throws IOException;

    /**
     * Sets where the appliance is said to be; it is found without that.
     *
     * @param searchpath directories separated by colons; an empty text for the default
     */
    @Action(
            name = "set-path",
            since = "0.0.3",
            aliases = {"path"},
            summary = "set where the appliance is looked for")
    void setPath(@Is(ParamKind.OPT_STRING) @Nullable String searchpath) throws IOException;

    /** Returns where the appliance is said to be. */
    @Action(name = "get-path", since = "0.0.3", summary = "where the appliance is looked for")
    String getPath() throws IOException;

    /**
     * Adds options to the command line of the appliance's kernel, from the next {@code run} on.
     *
     * @param append the options; an empty text for none
     */
    @Action(
            name = "set-append",
            since = "1.0.26",
            aliases = {"append"},
            summary = "add options to the appliance kernel's command line")
    void setAppend(@Is(ParamKind.OPT_STRING) @Nullable String append) throws IOException;

    /** Returns the options added to the command line of the appliance's kernel, or nothing. */
    @Action(name = "get-append", since = "1.0.26", summary = "options added to the appliance kernel's command line")
    @Nullable String getAppend() throws IOException;

    /**
     * Decides whether {@code shutdown} and the end of the session unmount everything and write changes out. True at the
     * start; there is little reason to change it.
     *
     * @param autosync true or false
     */
    @Action(
            name = "set-autosync",
            since = "0.0.3",
            aliases = {"autosync"},
            summary = "have changes written out when the session ends, or not")
    void setAutosync(boolean autosync) throws IOException;

    /** Returns whether changes are written out at the end. */
    @Action(name = "get-autosync", since = "0.0.3", summary = "whether changes are written out when the session ends")
    boolean getAutosync() throws IOException;

    /**
     * Turns messages about what happens inside on or off, on standard error; as the option {@code -v}.
     *
     * @param verbose true for on
     */
    @Action(
            name = "set-verbose",
            since = "0.0.3",
            aliases = {"verbose"},
            summary = "turn diagnostic messages on or off")
    void setVerbose(boolean verbose) throws IOException;

    /** Returns whether messages about what happens inside are on. */
    @Action(name = "get-verbose", since = "0.0.3", summary = "whether diagnostic messages are on")
    boolean getVerbose() throws IOException;

    /**
     * Sets how much memory the appliance gets, from the next {@code run} on. Large filesystems need more to be checked
     * or repaired.
     *
     * @param memsize MiB
     */
    @Action(
            name = "set-memsize",
            since = "1.0.55",
            aliases = {"memsize"},
            summary = "set the appliance's memory in MiB")
    void setMemsize(int memsize) throws IOException;

    /** Returns how much memory the appliance gets, in MiB. */
    @Action(name = "get-memsize", since = "1.0.55", summary = "appliance's memory in MiB")
    int getMemsize() throws IOException;

    /** Returns the process number of the appliance's QEMU. Fails when it does not run. */
    @Action(
            name = "get-pid",
            since = "1.0.56",
            aliases = {"pid"},
            summary = "process number of QEMU")
    int getPid() throws IOException;

    /**
     * Turns lines about every call, with its parameters and result, on or off, on standard error; as the option {@code
     * -x}.
     *
     * @param trace true for on
     */
    @Action(
            name = "set-trace",
            since = "1.0.69",
            aliases = {"trace"},
            summary = "print each call, or stop doing so")
    void setTrace(boolean trace) throws IOException;

    /** Returns whether lines about every call are printed. */
    @Action(name = "get-trace", since = "1.0.69", summary = "whether each call is printed")
    boolean getTrace() throws IOException;

    /**
     * Accepted for old scripts: QEMU always ends with this program.
     *
     * @param recoveryproc true or false
     */
    @Action(
            name = "set-recovery-proc",
            since = "1.0.77",
            aliases = {"recovery-proc"},
            summary = "have a watcher stop QEMU if this program dies, or not")
    void setRecoveryProc(boolean recoveryproc) throws IOException;

    /** Returns what {@code set-recovery-proc} was told. */
    @Action(name = "get-recovery-proc", since = "1.0.77", summary = "whether a watcher stops QEMU if this program dies")
    boolean getRecoveryProc() throws IOException;

    /**
     * Decides whether the appliance has a network, from the next {@code run} on; as the option {@code --network}. The
     * guest's programs that {@code command} and {@code sh} run then reach what this machine reaches, and find names.
     *
     * @param network true for a network
     */
    @Action(
            name = "set-network",
            since = "1.5.4",
            aliases = {"network"},
            summary = "give the appliance a network, or not")
    void setNetwork(boolean network) throws IOException;

    /** Returns whether the appliance has a network. */
    @Action(name = "get-network", since = "1.5.4", summary = "whether the appliance has a network")
    boolean getNetwork() throws IOException;

    /**
     * Chooses how the agent is reached.
     *
     * @param backend {@code direct}, which starts an appliance; {@code libvirt} and {@code libvirt:URI}, which mean the
     *     same here; or {@code unix:/SOCKET} for an agent that runs already, which tests use
     */
    @Action(
            name = "set-backend",
            since = "1.21.26",
            aliases = {"backend"},
            summary = "choose how the appliance is started")
    void setBackend(String backend) throws IOException;

    /** Returns how the agent is reached. */
    @Action(name = "get-backend", since = "1.21.26", summary = "how the appliance is started")
    String getBackend() throws IOException;

    /**
     * Accepted for old scripts: QEMU always runs in a session of its own.
     *
     * @param pgroup true or false
     */
    @Action(
            name = "set-pgroup",
            since = "1.11.18",
            aliases = {"pgroup"},
            summary = "run QEMU in a process group of its own, or not")
    void setPgroup(boolean pgroup) throws IOException;

    /** Returns what {@code set-pgroup} was told. */
    @Action(name = "get-pgroup", since = "1.11.18", summary = "whether QEMU runs in a process group of its own")
    boolean getPgroup() throws IOException;

    /**
     * Sets how many processors the appliance gets, from the next {@code run} on. One is enough for nearly everything.
     *
     * @param smp 1 or more
     */
    @Action(
            name = "set-smp",
            since = "1.13.15",
            aliases = {"smp"},
            summary = "set the appliance's number of processors")
    void setSmp(int smp) throws IOException;

    /** Returns how many processors the appliance gets. */
    @Action(name = "get-smp", since = "1.13.15", summary = "appliance's number of processors")
    int getSmp() throws IOException;

    /**
     * Sets the directory for temporary files of this host, such as scratch disks.
     *
     * @param tmpdir the directory; an empty text for the default
     */
    @Action(
            name = "set-tmpdir",
            since = "1.19.58",
            aliases = {"tmpdir"},
            summary = "set the directory for temporary files")
    void setTmpdir(@Is(ParamKind.OPT_STRING) @Nullable String tmpdir) throws IOException;

    /** Returns the directory for temporary files: what was set, {@code $TMPDIR}, or {@code /tmp}. */
    @Action(name = "get-tmpdir", since = "1.19.58", summary = "directory for temporary files")
    String getTmpdir() throws IOException;

    /**
     * Sets the directory that {@code get-cachedir} answers. Where the appliance is kept is chosen by the environment
     * variable {@code GUESTSCOPE_CACHE}.
     *
     * @param cachedir the directory; an empty text for the default
     */
    @Action(
            name = "set-cachedir",
            since = "1.19.58",
            aliases = {"cachedir"},
            summary = "set the directory for the cached appliance")
    void setCachedir(@Is(ParamKind.OPT_STRING) @Nullable String cachedir) throws IOException;

    /** Returns the directory for long-lived temporary files: what was set, {@code $TMPDIR}, or {@code /var/tmp}. */
    @Action(name = "get-cachedir", since = "1.19.58", summary = "directory for the cached appliance")
    String getCachedir() throws IOException;

    /**
     * Sets the name of the program that {@code get-program} answers.
     *
     * @param program the name
     */
    @Action(
            name = "set-program",
            since = "1.21.29",
            aliases = {"program"},
            summary = "set the program name used in messages")
    void setProgram(String program) throws IOException;

    /** Returns the name of the program. */
    @Action(name = "get-program", since = "1.21.29", summary = "program name used in messages")
    String getProgram() throws IOException;

    /** Returns all extra settings of the backend. */
    @Action(name = "get-backend-settings", since = "1.25.24", summary = "all extra settings of the backend")
    List<String> getBackendSettings() throws IOException;

    /**
     * Replaces all extra settings of the backend. {@code force_tcg} has the appliance emulated, {@code force_kvm}
     * forbids that; others are kept without effect.
     *
     * @param settings a list of {@code name} or {@code name=value}
     */
    @Action(name = "set-backend-settings", since = "1.25.24", summary = "replace all extra settings of the backend")
    void setBackendSettings(List<String> settings) throws IOException;

    /**
     * Returns the value of the extra setting {@code name}, 1 when it has none of its own. Fails when it is not set.
     */
    @Action(name = "get-backend-setting", since = "1.27.2", summary = "one extra setting of the backend")
    String getBackendSetting(String name) throws IOException;

    /**
     * Sets the extra setting {@code name} to {@code val}; see {@code set-backend-settings}.
     *
     * <pre>{@code
     * set-backend-setting force_tcg 1
     * }</pre>
     */
    @Action(name = "set-backend-setting", since = "1.27.2", summary = "set one extra setting of the backend")
    void setBackendSetting(String name, String val) throws IOException;

    /**
     * Removes the extra setting {@code name}.
     *
     * @return how many there were
     */
    @Action(
            name = "clear-backend-setting",
            since = "1.27.2",
            summary = "remove an extra setting of the backend and count removals")
    int clearBackendSetting(String name) throws IOException;

    /**
     * Gives the session a name, for programs with several of them.
     *
     * @param identifier the name
     */
    @Action(
            name = "set-identifier",
            since = "1.31.14",
            aliases = {"identifier"},
            summary = "set the name that marks this handle's messages")
    void setIdentifier(String identifier) throws IOException;

    /** Returns the name of the session; empty at the start. */
    @Action(name = "get-identifier", since = "1.31.14", summary = "name that marks this handle's messages")
    String getIdentifier() throws IOException;

    /** Returns the directory for sockets: {@code $XDG_RUNTIME_DIR}, or {@code /tmp}. */
    @Action(name = "get-sockdir", since = "1.33.8", summary = "directory for sockets")
    String getSockdir() throws IOException;

    /**
     * Sets the path of the QEMU program, as {@code set-hv} does.
     *
     * @param hv the path; an empty text for the default
     */
    @Action(
            name = "set-qemu",
            since = "1.0.6",
            aliases = {"qemu"},
            deprecated = true,
            deprecatedBy = "set-hv",
            summary = "set the QEMU program to use")
    void setQemu(@Is(ParamKind.OPT_STRING) @Nullable String hv) throws IOException;

    /** Returns the path of the QEMU program. */
    @Action(
            name = "get-qemu",
            since = "1.0.6",
            deprecated = true,
            deprecatedBy = "get-hv",
            summary = "QEMU program in use")
    String getQemu() throws IOException;

    /**
     * Accepted for old scripts: the appliance runs without SELinux.
     *
     * @param selinux true or false
     */
    @Action(
            name = "set-selinux",
            since = "1.0.67",
            aliases = {"selinux"},
            deprecated = true,
            deprecatedBy = "selinux-relabel",
            summary = "ask for SELinux in the appliance, without effect")
    void setSelinux(boolean selinux) throws IOException;

    /** Returns what {@code set-selinux} was told. */
    @Action(
            name = "get-selinux",
            since = "1.0.67",
            deprecated = true,
            deprecatedBy = "selinux-relabel",
            summary = "whether SELinux was asked for in the appliance")
    boolean getSelinux() throws IOException;

    /**
     * Chooses how the agent is reached, as {@code set-backend} does.
     *
     * @param backend {@code direct} or its old name {@code appliance}
     */
    @Action(
            name = "set-attach-method",
            since = "1.9.8",
            aliases = {"attach-method"},
            deprecated = true,
            deprecatedBy = "set-backend",
            summary = "choose how the appliance is started")
    void setAttachMethod(String backend) throws IOException;

    /** Returns how the agent is reached; {@code appliance} for {@code direct}. */
    @Action(
            name = "get-attach-method",
            since = "1.9.8",
            deprecated = true,
            deprecatedBy = "get-backend",
            summary = "how the appliance is started")
    String getAttachMethod() throws IOException;

    /**
     * Accepted for old scripts, without effect.
     *
     * @param direct true or false
     */
    @Action(
            name = "set-direct",
            since = "1.0.72",
            aliases = {"direct"},
            deprecated = true,
            summary = "pass the appliance's console through, without effect")
    void setDirect(boolean direct) throws IOException;

    /** Returns what {@code set-direct} was told. */
    @Action(
            name = "get-direct",
            since = "1.0.72",
            deprecated = true,
            summary = "whether the appliance's console is passed through")
    boolean getDirect() throws IOException;
}
