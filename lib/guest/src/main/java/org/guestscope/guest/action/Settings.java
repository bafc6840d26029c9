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

    @Action(name = "version", since = "1.0.58", summary = "version of this program")
    Version version() throws IOException;

    @Action(
            name = "parse-environment",
            since = "1.19.53",
            summary = "take settings from the program's environment variables")
    void parseEnvironment() throws IOException;

    @Action(
            name = "parse-environment-list",
            since = "1.19.53",
            summary = "take settings from a list of environment variables")
    void parseEnvironmentList(List<String> environment) throws IOException;

    @Action(
            name = "c-pointer",
            since = "1.29.17",
            radix = Radix.HEXADECIMAL,
            summary = "number that identifies the handle in traces")
    long cPointer() throws IOException;

    @Action(
            name = "set-hv",
            since = "1.23.17",
            aliases = {"hv"},
            summary = "set the QEMU program to use")
    void setHv(String hv) throws IOException;

    @Action(name = "get-hv", since = "1.23.17", summary = "QEMU program in use")
    String getHv() throws IOException;

    @Action(
            name = "set-path",
            since = "0.0.3",
            aliases = {"path"},
            summary = "set where the appliance is looked for")
    void setPath(@Is(ParamKind.OPT_STRING) @Nullable String searchpath) throws IOException;

    @Action(name = "get-path", since = "0.0.3", summary = "where the appliance is looked for")
    String getPath() throws IOException;

    @Action(
            name = "set-append",
            since = "1.0.26",
            aliases = {"append"},
            summary = "add options to the appliance kernel's command line")
    void setAppend(@Is(ParamKind.OPT_STRING) @Nullable String append) throws IOException;

    @Action(name = "get-append", since = "1.0.26", summary = "options added to the appliance kernel's command line")
    @Nullable String getAppend() throws IOException;

    @Action(
            name = "set-autosync",
            since = "0.0.3",
            aliases = {"autosync"},
            summary = "have changes written out when the session ends, or not")
    void setAutosync(boolean autosync) throws IOException;

    @Action(name = "get-autosync", since = "0.0.3", summary = "whether changes are written out when the session ends")
    boolean getAutosync() throws IOException;

    @Action(
            name = "set-verbose",
            since = "0.0.3",
            aliases = {"verbose"},
            summary = "turn diagnostic messages on or off")
    void setVerbose(boolean verbose) throws IOException;

    @Action(name = "get-verbose", since = "0.0.3", summary = "whether diagnostic messages are on")
    boolean getVerbose() throws IOException;

    @Action(
            name = "set-memsize",
            since = "1.0.55",
            aliases = {"memsize"},
            summary = "set the appliance's memory in MiB")
    void setMemsize(int memsize) throws IOException;

    @Action(name = "get-memsize", since = "1.0.55", summary = "appliance's memory in MiB")
    int getMemsize() throws IOException;

    @Action(
            name = "get-pid",
            since = "1.0.56",
            aliases = {"pid"},
            summary = "process number of QEMU")
    int getPid() throws IOException;

    @Action(
            name = "set-trace",
            since = "1.0.69",
            aliases = {"trace"},
            summary = "print each call, or stop doing so")
    void setTrace(boolean trace) throws IOException;

    @Action(name = "get-trace", since = "1.0.69", summary = "whether each call is printed")
    boolean getTrace() throws IOException;

    @Action(
            name = "set-recovery-proc",
            since = "1.0.77",
            aliases = {"recovery-proc"},
            summary = "have a watcher stop QEMU if this program dies, or not")
    void setRecoveryProc(boolean recoveryproc) throws IOException;

    @Action(name = "get-recovery-proc", since = "1.0.77", summary = "whether a watcher stops QEMU if this program dies")
    boolean getRecoveryProc() throws IOException;

    @Action(
            name = "set-network",
            since = "1.5.4",
            aliases = {"network"},
            summary = "give the appliance a network, or not")
    void setNetwork(boolean network) throws IOException;

    @Action(name = "get-network", since = "1.5.4", summary = "whether the appliance has a network")
    boolean getNetwork() throws IOException;

    @Action(
            name = "set-backend",
            since = "1.21.26",
            aliases = {"backend"},
            summary = "choose how the appliance is started")
    void setBackend(String backend) throws IOException;

    @Action(name = "get-backend", since = "1.21.26", summary = "how the appliance is started")
    String getBackend() throws IOException;

    @Action(
            name = "set-pgroup",
            since = "1.11.18",
            aliases = {"pgroup"},
            summary = "run QEMU in a process group of its own, or not")
    void setPgroup(boolean pgroup) throws IOException;

    @Action(name = "get-pgroup", since = "1.11.18", summary = "whether QEMU runs in a process group of its own")
    boolean getPgroup() throws IOException;

    @Action(
            name = "set-smp",
            since = "1.13.15",
            aliases = {"smp"},
            summary = "set the appliance's number of processors")
    void setSmp(int smp) throws IOException;

    @Action(name = "get-smp", since = "1.13.15", summary = "appliance's number of processors")
    int getSmp() throws IOException;

    @Action(
            name = "set-tmpdir",
            since = "1.19.58",
            aliases = {"tmpdir"},
            summary = "set the directory for temporary files")
    void setTmpdir(@Is(ParamKind.OPT_STRING) @Nullable String tmpdir) throws IOException;

    @Action(name = "get-tmpdir", since = "1.19.58", summary = "directory for temporary files")
    String getTmpdir() throws IOException;

    @Action(
            name = "set-cachedir",
            since = "1.19.58",
            aliases = {"cachedir"},
            summary = "set the directory for the cached appliance")
    void setCachedir(@Is(ParamKind.OPT_STRING) @Nullable String cachedir) throws IOException;

    @Action(name = "get-cachedir", since = "1.19.58", summary = "directory for the cached appliance")
    String getCachedir() throws IOException;

    @Action(
            name = "set-program",
            since = "1.21.29",
            aliases = {"program"},
            summary = "set the program name used in messages")
    void setProgram(String program) throws IOException;

    @Action(name = "get-program", since = "1.21.29", summary = "program name used in messages")
    String getProgram() throws IOException;

    @Action(name = "get-backend-settings", since = "1.25.24", summary = "all extra settings of the backend")
    List<String> getBackendSettings() throws IOException;

    @Action(name = "set-backend-settings", since = "1.25.24", summary = "replace all extra settings of the backend")
    void setBackendSettings(List<String> settings) throws IOException;

    @Action(name = "get-backend-setting", since = "1.27.2", summary = "one extra setting of the backend")
    String getBackendSetting(String name) throws IOException;

    @Action(name = "set-backend-setting", since = "1.27.2", summary = "set one extra setting of the backend")
    void setBackendSetting(String name, String val) throws IOException;

    @Action(
            name = "clear-backend-setting",
            since = "1.27.2",
            summary = "remove an extra setting of the backend and count removals")
    int clearBackendSetting(String name) throws IOException;

    @Action(
            name = "set-identifier",
            since = "1.31.14",
            aliases = {"identifier"},
            summary = "set the name that marks this handle's messages")
    void setIdentifier(String identifier) throws IOException;

    @Action(name = "get-identifier", since = "1.31.14", summary = "name that marks this handle's messages")
    String getIdentifier() throws IOException;

    @Action(name = "get-sockdir", since = "1.33.8", summary = "directory for sockets")
    String getSockdir() throws IOException;

    @Action(
            name = "set-qemu",
            since = "1.0.6",
            aliases = {"qemu"},
            deprecated = true,
            deprecatedBy = "set-hv",
            summary = "set the QEMU program to use")
    void setQemu(@Is(ParamKind.OPT_STRING) @Nullable String hv) throws IOException;

    @Action(
            name = "get-qemu",
            since = "1.0.6",
            deprecated = true,
            deprecatedBy = "get-hv",
            summary = "QEMU program in use")
    String getQemu() throws IOException;

    @Action(
            name = "set-selinux",
            since = "1.0.67",
            aliases = {"selinux"},
            deprecated = true,
            deprecatedBy = "selinux-relabel",
            summary = "ask for SELinux in the appliance, without effect")
    void setSelinux(boolean selinux) throws IOException;

    @Action(
            name = "get-selinux",
            since = "1.0.67",
            deprecated = true,
            deprecatedBy = "selinux-relabel",
            summary = "whether SELinux was asked for in the appliance")
    boolean getSelinux() throws IOException;

    @Action(
            name = "set-attach-method",
            since = "1.9.8",
            aliases = {"attach-method"},
            deprecated = true,
            deprecatedBy = "set-backend",
            summary = "choose how the appliance is started")
    void setAttachMethod(String backend) throws IOException;

    @Action(
            name = "get-attach-method",
            since = "1.9.8",
            deprecated = true,
            deprecatedBy = "get-backend",
            summary = "how the appliance is started")
    String getAttachMethod() throws IOException;

    @Action(
            name = "set-direct",
            since = "1.0.72",
            aliases = {"direct"},
            deprecated = true,
            summary = "pass the appliance's console through, without effect")
    void setDirect(boolean direct) throws IOException;

    @Action(
            name = "get-direct",
            since = "1.0.72",
            deprecated = true,
            summary = "whether the appliance's console is passed through")
    boolean getDirect() throws IOException;
}
