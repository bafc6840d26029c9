package org.guestscope.appliance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The QEMU program of this host.
 *
 * @param program its path
 * @param identity names this very file: path, size and time of change
 */
record Qemu(Path program, String identity) {

    /** The oldest QEMU with which restoring a shared memory file was tested (Debian 12's). */
    private static final int OLDEST_MAJOR = 7;

    /** Names an own choice of QEMU. */
    static final String VARIABLE = "GUESTSCOPE_QEMU";

    private static final String NAME = "qemu-system-x86_64";

    /** Where RHEL and its relatives keep theirs, outside of the path. */
    private static final List<String> ELSEWHERE = List.of("/usr/libexec/qemu-kvm", "/usr/bin/qemu-kvm");

    private static final Pattern VERSION = Pattern.compile("QEMU emulator version (\\d+)\\.(\\d+).*", Pattern.DOTALL);

    /**
     * Looks for QEMU as the environment says.
     *
     * @throws ApplianceLaunchException when there is none
     */
    static Qemu find(Map<String, String> environment) throws ApplianceException {
        String chosen = environment.get(VARIABLE);
        Path program = chosen == null || chosen.isEmpty() ? search(environment.get("PATH")) : Path.of(chosen);
        return at(program == null ? Path.of(NAME) : program);
    }

    /**
     * One that somebody has chosen.
     *
     * @throws ApplianceLaunchException when it is not there
     */
    static Qemu at(Path program) throws ApplianceException {
        if (!Files.isExecutable(program)) {
            throw new ApplianceLaunchException(
                    "appliance: cannot start: QEMU: " + program + " not found",
                    "Install the package qemu-system-x86 (Debian, Ubuntu) or qemu-kvm (RHEL, Fedora), or name the "
                            + "program in " + VARIABLE + ".");
        }
        return new Qemu(program, FileStamp.of(program));
    }

    private static @Nullable Path search(@Nullable String path) {
        for (String directory : (path == null ? "/usr/bin:/usr/local/bin" : path).split(":", -1)) {
            Path candidate = Path.of(directory.isEmpty() ? "." : directory, NAME);
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        return ELSEWHERE.stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    /**
     * Asks the program for its version.
     *
     * @throws ApplianceLaunchException when it does not say or is too old
     */
    void checkVersion() throws ApplianceException {
        String said;
        try {
            Process process = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ApplianceLaunchException(
                    "appliance: cannot start: %s: %s".formatted(program, e.getMessage()), "", "", e);
        }
        checkVersion(said);
    }

    void checkVersion(String said) throws ApplianceException {
        Matcher matcher = VERSION.matcher(said);
        if (!matcher.matches()) {
            throw new ApplianceLaunchException(
                    "appliance: cannot start: %s: does not tell its version".formatted(program),
                    "Run '%s --version'; name another QEMU in %s.".formatted(program, VARIABLE),
                    said,
                    null);
        }
        if (Integer.parseInt(matcher.group(1)) < OLDEST_MAJOR) {
            throw new ApplianceLaunchException(
                    "appliance: cannot start: %s: version %s.%s, must be at least %d.0"
                            .formatted(program, matcher.group(1), matcher.group(2), OLDEST_MAJOR),
                    "Install a newer QEMU, or name one in " + VARIABLE + ".");
        }
    }
}
