package org.guestscope.agent.inspect;

/**
 * Short names of operating systems as libosinfo's database has them. Put together from name and version, so nothing says
 * that the database knows the result.
 *
 * @see <a href="https://gitlab.com/libosinfo/osinfo-db">osinfo-db</a>
 */
final class Osinfo {

    static final String UNKNOWN = "unknown";

    /** Windows 11 has the version number of Windows 10; its first build tells. */
    private static final int WINDOWS_11 = 22000;

    private Osinfo() {}

    static String of(OperatingSystem system) {
        String type = system.type == null ? UNKNOWN : system.type;
        return switch (type) {
            case "linux" -> linux(system);
            case "freebsd", "netbsd", "openbsd" -> dotted(type, system);
            case "dos" -> system.is("msdos") ? "msdos6.22" : UNKNOWN;
            case "windows" -> windows(system);
            default -> UNKNOWN;
        };
    }

    private static String linux(OperatingSystem system) {
        String distro = system.distro == null ? UNKNOWN : system.distro;
        int major = system.major();
        int minor = system.minor();
        return switch (distro) {
            case "centos" -> centos(system);
            case "rocky" -> major >= 8 ? distro + major : UNKNOWN;
            case "debian" -> major >= 4 ? distro + major : UNKNOWN;
            case "fedora", "mageia" -> distro + major;
            case "sles" -> minor == 0 ? distro + major : "sles%dsp%d".formatted(major, minor);
            case "ubuntu" -> "ubuntu%d.%02d".formatted(major, minor);
            case "archlinux", "gentoo", "voidlinux" -> distro;
            case "altlinux" -> major >= 8 ? "alt%d.%d".formatted(major, minor) : dotted(distro, system);
            default -> !distro.equals(UNKNOWN) && (major > 0 || minor > 0) ? dotted(distro, system) : UNKNOWN;
        };
    }

    private static String centos(OperatingSystem system) {
        int major = system.major();
        if (major >= 8) {
            String name = system.productName == null ? "" : system.productName;
            return (name.contains("Stream") ? "centos-stream" : "centos") + major;
        }
        return major == 7 ? "centos7.0" : dotted("centos", system);
    }

    private static String windows(OperatingSystem system) {
        String variant = system.productVariant == null ? UNKNOWN : system.productVariant;
        String name = system.productName == null ? UNKNOWN : system.productName;
        boolean server = variant.contains("Server");
        return switch (system.major() + "." + system.minor()) {
            case "5.1" -> "winxp";
            case "5.2" -> name.contains("XP") ? "winxp" : name.contains("R2") ? "win2k3r2" : "win2k3";
            case "6.0" -> server ? "win2k8" : "winvista";
            case "6.1" -> server ? "win2k8r2" : "win7";
            case "6.2" -> server ? "win2k12" : "win8";
            case "6.3" -> server ? "win2k12r2" : "win8.1";
            case "10.0" -> server ? server10(name) : client10(system);
            default -> UNKNOWN;
        };
    }

    private static String server10(String name) {
        if (name.contains("2022")) {
            return "win2k22";
        }
        return name.contains("2019") ? "win2k19" : "win2k16";
    }

    private static String client10(OperatingSystem system) {
        String build = system.buildId == null ? "" : system.buildId;
        boolean number =
                build.length() >= 5 && build.length() <= 9 && build.chars().allMatch(Character::isDigit);
        return number && Integer.parseInt(build) >= WINDOWS_11 ? "win11" : "win10";
    }

    private static String dotted(String name, OperatingSystem system) {
        return name + system.major() + "." + system.minor();
    }
}
