package org.guestscope.appliance.session;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.guestscope.appliance.ApplianceOptions;
import org.guestscope.appliance.host.HostPath;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.action.Settings;
import org.guestscope.guest.call.ByteText;
import org.guestscope.guest.struct.Version;
import org.jspecify.annotations.Nullable;

/** The settings of a session. Most matter only before launch. */
final class SessionSettings implements Settings {
    private static final String DEFAULT_DIRECTORY = "/tmp";
    private static final String DEFAULT_CACHE = "/var/tmp";
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9_-]*");
    private static final int ENOENT = 2;

    private final Session session;
    private final Map<String, String> environment;
    private final UnaryOperator<String> absolute;

    private @Nullable String hv;
    private @Nullable String path;
    private @Nullable String append;
    private @Nullable String tmpdir;
    private @Nullable String cachedir;
    private String backend = "direct";
    private List<String> backendSettings = new ArrayList<>();
    private String program = "guestfish";
    private String identifier = "";
    private int memsize = ApplianceOptions.DEFAULT_MEMORY_MIB;
    private int smp = 1;
    private boolean autosync = true;
    private boolean verbose;
    private boolean trace;
    private boolean recoveryProc = true;
    private boolean network;
    private boolean pgroup;
    private boolean selinux;
    private boolean direct;

    SessionSettings(Session session, Map<String, String> environment, UnaryOperator<String> absolute) {
        this.session = session;
        this.absolute = absolute;
        this.environment = environment;
    }

    /** Takes over what {@code reopen} keeps. */
    void keep(SessionSettings other) {
        autosync = other.autosync;
        verbose = other.verbose;
        trace = other.trace;
        path = other.path;
        pgroup = other.pgroup;
        program = other.program;
    }

    /** How the appliance is to be started. */
    ApplianceOptions applianceOptions(List<String> parameters, Consumer<String> log) {
        ApplianceOptions.Acceleration accel = backendSettings.contains("force_tcg")
                ? ApplianceOptions.Acceleration.TCG
                : backendSettings.contains("force_kvm")
                        ? ApplianceOptions.Acceleration.KVM
                        : ApplianceOptions.Acceleration.AUTO;
        return ApplianceOptions.defaults()
                .withMemoryMiB(memsize)
                .withSmp(smp)
                .withAccel(accel)
                .withNetwork(network)
                .withAppend(
                        append == null || append.isBlank()
                                ? List.of()
                                : List.of(append.trim().split("\\s+")))
                .withQemu(hv == null ? null : HostPath.of(hv))
                .withParameters(parameters)
                .withTemporary(HostPath.of(getTmpdir()))
                .withLog(log);
    }

    /** Settings from the environment; a value that makes no sense is reported and passed over. */
    void parse(Map<String, String> variables, Consumer<String> faults) {
        bool(variables, "LIBGUESTFS_DEBUG", faults, value -> verbose = value);
        bool(variables, "LIBGUESTFS_TRACE", faults, value -> trace = value);
        text(variables, "LIBGUESTFS_PATH", value -> path = value);
        text(variables, "LIBGUESTFS_QEMU", value -> hv = value);
        text(variables, "LIBGUESTFS_HV", value -> hv = value);
        text(variables, "LIBGUESTFS_APPEND", value -> append = value);
        checked(variables, "LIBGUESTFS_TMPDIR", faults, this::setTmpdir);
        checked(variables, "LIBGUESTFS_CACHEDIR", faults, this::setCachedir);
        checked(variables, "LIBGUESTFS_ATTACH_METHOD", faults, this::setBackend);
        checked(variables, "LIBGUESTFS_BACKEND", faults, this::setBackend);
        text(
                variables,
                "LIBGUESTFS_BACKEND_SETTINGS",
                value -> backendSettings = new ArrayList<>(List.of(value.split(":"))));
        checked(variables, "LIBGUESTFS_MEMSIZE", faults, value -> {
            try {
                setMemsize(Integer.parseInt(value));
            } catch (NumberFormatException e) {
                throw new ActionException("set_memsize", 0, "not a number");
            }
        });
    }

    /** Takes a text that may make no sense. */
    @FunctionalInterface
    private interface Setter {
        void set(String value) throws ActionException;
    }

    private static void checked(Map<String, String> variables, String name, Consumer<String> faults, Setter setter) {
        text(variables, name, value -> {
            try {
                setter.set(value);
            } catch (ActionException e) {
                faults.accept(name + "=" + value + ": " + e.getMessage());
            }
        });
    }

    private static void text(Map<String, String> variables, String name, Consumer<String> use) {
        String value = variables.get(name);
        if (value != null && !value.isEmpty()) {
            use.accept(ByteText.of(value));
        }
    }

    private static void bool(
            Map<String, String> variables, String name, Consumer<String> faults, Consumer<Boolean> use) {
        text(variables, name, value -> {
            switch (value.toLowerCase(Locale.ROOT)) {
                case "1", "true", "t", "yes", "y", "on" -> use.accept(true);
                case "0", "false", "f", "no", "n", "off" -> use.accept(false);
                default -> faults.accept(name + "=" + value + ": non-boolean value");
            }
        });
    }

    @Override
    public void parseEnvironment() throws ActionException {
        parseStrictly("parse_environment", session.environment());
    }

    /** Takes over what makes sense, then fails if something did not. */
    private void parseStrictly(String call, Map<String, String> variables) throws ActionException {
        List<String> faults = new ArrayList<>();
        parse(variables, faults::add);
        if (!faults.isEmpty()) {
            throw new ActionException(call, 0, String.join("; ", faults));
        }
    }

    @Override
    public void parseEnvironmentList(List<String> variables) throws ActionException {
        Map<String, String> map = new HashMap<>();
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                map.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
        parseStrictly("parse_environment_list", map);
    }

    /** The version of the API that is implemented, which is what scripts ask for. */
    @Override
    public Version version() {
        return new Version(1, 48, 6, "");
    }

    @Override
    public long cPointer() {
        return System.identityHashCode(session);
    }

    @Override
    public void setHv(String value) {
        hv = value;
    }

    @Override
    public String getHv() {
        return hv != null ? hv : "/usr/bin/qemu-system-" + machine();
    }

    private static String machine() {
        String arch = System.getProperty("os.arch", "amd64");
        return arch.equals("amd64") ? "x86_64" : arch;
    }

    @Override
    public void setPath(@Nullable String searchpath) {
        path = searchpath;
    }

    @Override
    public String getPath() {
        return path != null ? path : getCachedir() + "/guestscope";
    }

    @Override
    public void setAppend(@Nullable String value) {
        append = value;
    }

    @Override
    public @Nullable String getAppend() {
        return append;
    }

    @Override
    public void setAutosync(boolean value) {
        autosync = value;
    }

    @Override
    public boolean getAutosync() {
        return autosync;
    }

    @Override
    public void setVerbose(boolean value) {
        verbose = value;
    }

    @Override
    public boolean getVerbose() {
        return verbose;
    }

    @Override
    public void setMemsize(int value) throws ActionException {
        if (value < ApplianceOptions.MIN_MEMORY_MIB) {
            throw new ActionException(
                    "set_memsize",
                    0,
                    "too small value for memsize: " + value + " MiB, at least " + ApplianceOptions.MIN_MEMORY_MIB);
        }
        memsize = value;
    }

    @Override
    public int getMemsize() {
        return memsize;
    }

    @Override
    public int getPid() throws ActionException {
        return session.pid();
    }

    @Override
    public void setTrace(boolean value) {
        trace = value;
    }

    @Override
    public boolean getTrace() {
        return trace;
    }

    @Override
    public void setRecoveryProc(boolean value) {
        recoveryProc = value;
    }

    @Override
    public boolean getRecoveryProc() {
        return recoveryProc;
    }

    @Override
    public void setNetwork(boolean value) {
        network = value;
    }

    @Override
    public boolean getNetwork() {
        return network;
    }

    @Override
    public void setBackend(String value) throws ActionException {
        backend = checkedBackend("set_backend", value);
    }

    /**
     * {@code appliance} is the old name of {@code direct}. Scripts that ask for libvirt get what they need from the same
     * machine, which this library always starts itself.
     */
    private static String checkedBackend(String call, String value) throws ActionException {
        if (value.equals("appliance")) {
            return "direct";
        }
        if (!value.equals("direct")
                && !value.equals("libvirt")
                && !value.startsWith("libvirt:")
                && !value.startsWith("unix:/")) {
            throw new ActionException(call, 0, "invalid backend: " + value + ": ‘direct’ and ‘unix:/SOCKET’ exist");
        }
        return value;
    }

    @Override
    public String getBackend() {
        return backend;
    }

    @Override
    public void setPgroup(boolean value) {
        pgroup = value;
    }

    @Override
    public boolean getPgroup() {
        return pgroup;
    }

    @Override
    public void setSmp(int value) throws ActionException {
        if (value < 1 || value > ApplianceOptions.MAX_SMP) {
            throw new ActionException(
                    "set_smp", 0, "invalid smp parameter: " + value + ", must be 1 to " + ApplianceOptions.MAX_SMP);
        }
        smp = value;
    }

    @Override
    public int getSmp() {
        return smp;
    }

    @Override
    public void setTmpdir(@Nullable String value) throws ActionException {
        tmpdir = directory("set_tmpdir", value);
    }

    /** A directory made absolute, because the session's own may change. */
    private @Nullable String directory(String call, @Nullable String value) throws ActionException {
        if (value == null) {
            return null;
        }
        try {
            return HostPath.real(absolute.apply(value));
        } catch (IOException | InvalidPathException e) {
            throw new ActionException(call, ENOENT, value + ": No such file or directory");
        }
    }

    @Override
    public String getTmpdir() {
        return tmpdir != null ? tmpdir : ByteText.of(environment.getOrDefault("TMPDIR", DEFAULT_DIRECTORY));
    }

    @Override
    public void setCachedir(@Nullable String value) throws ActionException {
        cachedir = directory("set_cachedir", value);
    }

    @Override
    public String getCachedir() {
        return cachedir != null ? cachedir : ByteText.of(environment.getOrDefault("TMPDIR", DEFAULT_CACHE));
    }

    @Override
    public String getSockdir() {
        return environment.getOrDefault("XDG_RUNTIME_DIR", DEFAULT_DIRECTORY);
    }

    @Override
    public void setProgram(String value) {
        program = value;
    }

    @Override
    public String getProgram() {
        return program;
    }

    @Override
    public List<String> getBackendSettings() {
        return List.copyOf(backendSettings);
    }

    @Override
    public void setBackendSettings(List<String> settings) {
        backendSettings = new ArrayList<>(settings);
    }

    @Override
    public String getBackendSetting(String name) throws ActionException {
        for (String setting : backendSettings) {
            if (setting.startsWith(name + "=")) {
                return setting.substring(name.length() + 1);
            } else if (setting.equals(name)) {
                return "1";
            }
        }
        throw new ActionException("get_backend_setting", 0, "setting not found: " + name);
    }

    @Override
    public void setBackendSetting(String name, String val) {
        clearBackendSetting(name);
        backendSettings.add(name + "=" + val);
    }

    @Override
    public int clearBackendSetting(String name) {
        int before = backendSettings.size();
        backendSettings.removeIf(setting -> setting.equals(name) || setting.startsWith(name + "="));
        return before - backendSettings.size();
    }

    @Override
    public void setIdentifier(String value) throws ActionException {
        if (!IDENTIFIER.matcher(value).matches()) {
            throw new ActionException(
                    "set_identifier", 0, "identifier must be letters, digits, underscores and minus signs: " + value);
        }
        identifier = value;
    }

    @Override
    public String getIdentifier() {
        return identifier;
    }

    @Override
    public void setQemu(@Nullable String value) {
        hv = value;
    }

    @Override
    public String getQemu() {
        return getHv();
    }

    @Override
    public void setSelinux(boolean value) {
        selinux = value;
    }

    @Override
    public boolean getSelinux() {
        return selinux;
    }

    @Override
    public void setAttachMethod(String value) throws ActionException {
        backend = checkedBackend("set_attach_method", value);
    }

    @Override
    public String getAttachMethod() {
        // What this backend was called when the call was new.
        return backend.equals("direct") ? "appliance" : backend;
    }

    @Override
    public void setDirect(boolean value) {
        direct = value;
    }

    @Override
    public boolean getDirect() {
        return direct;
    }
}
