package org.guestscope.agent.inspect;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestscope.agent.inspect.OperatingSystem.Version;
import org.guestscope.agent.inspect.file.GuestFiles;
import org.jspecify.annotations.Nullable;

/**
 * Recognises a Linux distribution: by {@code os-release}, then {@code lsb-release}, then the file that each family keeps.
 *
 * @see <a href="https://www.freedesktop.org/software/systemd/man/os-release.html">os-release(5)</a>
 */
final class LinuxRelease {

    /** {@code ID} of os-release where the name of the distribution here is another. */
    private static final Map<String, String> NAMES_OF_IDS = Map.ofEntries(
            Map.entry("alpine", "alpinelinux"),
            Map.entry("altlinux", "altlinux"),
            Map.entry("arch", "archlinux"),
            Map.entry("centos", "centos"),
            Map.entry("coreos", "coreos"),
            Map.entry("debian", "debian"),
            Map.entry("fedora", "fedora"),
            Map.entry("flatcar", "coreos"),
            Map.entry("frugalware", "frugalware"),
            Map.entry("gentoo", "gentoo"),
            Map.entry("kali", "kalilinux"),
            Map.entry("kylin", "kylin"),
            Map.entry("mageia", "mageia"),
            Map.entry("neokylin", "neokylin"),
            Map.entry("ol", "oraclelinux"),
            Map.entry("openmandriva", "openmandriva"),
            Map.entry("opensuse", "opensuse"),
            Map.entry("pardus", "pardus"),
            Map.entry("pld", "pldlinux"),
            Map.entry("rhel", "rhel"),
            Map.entry("rocky", "rocky"),
            Map.entry("sled", "sles"),
            Map.entry("sles", "sles"),
            Map.entry("ubuntu", "ubuntu"),
            Map.entry("void", "voidlinux"));

    private static final Map<String, String> NAMES_OF_LSB_IDS = Map.of(
            "Ubuntu", "ubuntu", "LinuxMint", "linuxmint", "Mageia", "mageia", "CoreOS", "coreos", "Flatcar", "coreos");

    private static final List<Family> FAMILIES = List.of(
            family("/etc/openmandriva-release", "openmandriva", "OpenMandriva.*release (\\d+)\\.(\\d+)\\.?(\\d+)? .*"),
            redHatLike("/etc/oracle-release", "oraclelinux", "Oracle Linux"),
            redHatLike("/etc/centos-release", "centos", "CentOS"),
            redHatLike("/etc/rocky-release", "rocky", "Rocky Linux"),
            family("/etc/altlinux-release", "altlinux"),
            family("/etc/redhat-release", "fedora", "Fedora release (\\d+)"),
            redHatLike("/etc/redhat-release", "rhel", "Red Hat"),
            redHatLike("/etc/redhat-release", "centos", "CentOS"),
            redHatLike("/etc/redhat-release", "rocky", "Rocky Linux"),
            redHatLike("/etc/redhat-release", "scientificlinux", "Scientific Linux"),
            family("/etc/redhat-release", "neokylin", "^V(\\d+)Update(\\d+)$"),
            family("/etc/redhat-release", "redhat-based"),
            family("/etc/debian_version", "debian"),
            family("/etc/pardus-release", "pardus"),
            family("/etc/arch-release", "archlinux"),
            family("/etc/gentoo-release", "gentoo"),
            family("/etc/meego-release", "meego"),
            family("/etc/slackware-version", "slackware"),
            family("/etc/ttylinux-target", "ttylinux"),
            family("/etc/SuSE-release", "sles", "^SUSE (?:Linux|LINUX) Enterprise "),
            family("/etc/SuSE-release", "sles", "^Novell Linux Desktop "),
            family("/etc/SuSE-release", "opensuse", "^(?:openSUSE|SuSE Linux|SUSE LINUX) "),
            family("/etc/SuSE-release", "suse-based"),
            family("/etc/cirros/version", "cirros"),
            family("/etc/br-version", "buildroot"),
            family("/etc/alpine-release", "alpinelinux"),
            family("/etc/frugalware-release", "frugalware", "Frugalware (\\d+)\\.(\\d+)"),
            family("/etc/pld-release", "pldlinux", "(\\d+)\\.(\\d+) PLD Linux"));

    /** Distributions without versions. */
    private static final Set<String> ROLLING = Set.of("archlinux", "gentoo", "voidlinux");

    private static final Pattern NEOKYLIN = Pattern.compile("^V(\\d+)Update(\\d+)$");
    private static final Pattern SUSE_VERSION = Pattern.compile("^VERSION = (\\d+)(?:\\.(\\d+))?");
    private static final Pattern SUSE_PATCH_LEVEL = Pattern.compile("^PATCHLEVEL = (\\d+)");

    private final GuestFiles files;
    private final OperatingSystem system;

    LinuxRelease(GuestFiles files, OperatingSystem system) {
        this.files = files;
        this.system = system;
    }

    /**
     * A distribution's release file.
     *
     * @param patterns one of them must be found in the first line, and its groups are the version; when there are none,
     *     the first version in the line counts
     */
    private record Family(String file, String distro, List<Pattern> patterns) {}

    private static Family family(String file, String distro, String... patterns) {
        return new Family(
                file, distro, List.of(patterns).stream().map(Pattern::compile).toList());
    }

    /** Red Hat's own scheme, which its rebuilds keep: 5.4, or 4 with an update's number, or one number alone. */
    private static Family redHatLike(String file, String distro, String name) {
        return family(
                file,
                distro,
                name + ".*release (\\d+).*Update (\\d+)",
                name + ".*release (\\d+)\\.(\\d+)",
                name + ".*release (\\d+)");
    }

    /** As {@link #recognise}, for a Hurd: Debian is the distribution that has one. */
    void recogniseHurd() {
        if (!osRelease("/etc/os-release") && files.leadsToFile("/etc/debian_version")) {
            matches(family("/etc/debian_version", "debian"));
        }
    }

    /** Fills in distribution, version and name. */
    void recognise() {
        if (osRelease("/etc/os-release") || lsbRelease("/etc/lsb-release")) {
            return;
        }
        for (Family family : FAMILIES) {
            if (files.leadsToFile(family.file()) && matches(family)) {
                return;
            }
        }
    }

    /** Reads os-release; false when what it says is not the whole truth. */
    boolean osRelease(String path) {
        if (!files.leadsToFile(path)) {
            return false;
        }
        Map<String, String> said = ReleaseText.assignments(files.lines(path));
        String distro = distroOfId(said.getOrDefault("ID", ""));
        String name = said.get("PRETTY_NAME");
        Version version = versionOfId(said.getOrDefault("VERSION_ID", ""));
        system.distro = distro == null ? system.distro : distro;
        system.productName = name == null ? system.productName : name;
        system.version = version == null ? system.version : version;
        system.buildId = said.get("BUILD_ID");
        if (distro == null || name == null) {
            return false;
        }
        if (version == null) {
            return ROLLING.contains(distro);
        }
        // These write the major number alone there, and the whole version into a file of their own.
        boolean partial = List.of("debian", "centos", "rocky").contains(distro) && version.minor() == 0;
        // Oracle's own file has the name that its users know.
        return !partial && !distro.equals("oraclelinux");
    }

    private static @Nullable Version versionOfId(String id) {
        Matcher neoKylin = NEOKYLIN.matcher(id);
        return neoKylin.find() ? ReleaseText.version(neoKylin) : ReleaseText.version(id);
    }

    private static @Nullable String distroOfId(String id) {
        return id.startsWith("opensuse-") ? "opensuse" : NAMES_OF_IDS.get(id);
    }

    /** Reads lsb-release; false when it names no distribution that is known here. */
    boolean lsbRelease(String path) {
        if (!files.leadsToFile(path)) {
            return false;
        }
        Map<String, String> said = ReleaseText.assignments(files.lines(path));
        String distro = NAMES_OF_LSB_IDS.get(said.getOrDefault("DISTRIB_ID", ""));
        Version version = ReleaseText.version(said.getOrDefault("DISTRIB_RELEASE", ""));
        String name = said.get("DISTRIB_DESCRIPTION");
        if (distro != null && system.distro == null) {
            system.distro = distro;
        }
        system.version = version == null ? system.version : version;
        system.productName = name == null ? system.productName : name;
        return distro != null && name != null;
    }

    private boolean matches(Family family) {
        if (family.distro().equals("buildroot") && files.leadsToFile("/usr/share/cirros/logo")) {
            // CirrOS is made with Buildroot.
            family = family(family.file(), "cirros");
        }
        String line = files.firstLine(family.file());
        String name = line == null ? "" : line;
        if (family.patterns().isEmpty()) {
            system.version = orElse(ReleaseText.version(name), system.version);
        } else {
            boolean found = false;
            for (Pattern pattern : family.patterns()) {
                found |= pattern.matcher(name).find();
            }
            if (!found) {
                return false;
            }
            system.version = orElse(ReleaseText.version(name, versioned(family.patterns())), system.version);
        }
        system.distro = family.distro();
        system.productName = name;
        if (family.file().equals("/etc/SuSE-release")) {
            suseVersion(family.file());
        }
        return true;
    }

    private static @Nullable Version orElse(@Nullable Version found, @Nullable Version known) {
        return found == null ? known : found;
    }

    private static List<Pattern> versioned(List<Pattern> patterns) {
        return patterns.stream()
                .filter(pattern -> pattern.pattern().contains("(\\d"))
                .toList();
    }

    /** SUSE writes the version in lines of their own; of an Enterprise release the service pack is the minor number. */
    private void suseVersion(String path) {
        int major = 0;
        int minor = 0;
        for (String line : files.lines(path)) {
            Version whole = ReleaseText.version(line, List.of(SUSE_VERSION));
            Version patch = ReleaseText.version(line, List.of(SUSE_PATCH_LEVEL));
            if (whole != null) {
                major = whole.major();
                minor = whole.minor();
            } else if (patch != null) {
                minor = patch.major();
            }
        }
        system.version = new Version(major, minor);
    }
}
