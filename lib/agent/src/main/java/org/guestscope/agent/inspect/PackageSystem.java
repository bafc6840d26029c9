package org.guestscope.agent.inspect;

import org.jspecify.annotations.Nullable;

/** Package format and package manager of a distribution; {@code null} for those without, or not known. */
final class PackageSystem {

    private PackageSystem() {}

    static @Nullable String format(OperatingSystem system) {
        String distro = system.distro;
        if (distro == null) {
            return null;
        }
        return switch (distro) {
            case "altlinux",
                    "centos",
                    "fedora",
                    "mageia",
                    "mandriva",
                    "meego",
                    "neokylin",
                    "openmandriva",
                    "opensuse",
                    "oraclelinux",
                    "redhat-based",
                    "rhel",
                    "rocky",
                    "scientificlinux",
                    "sles",
                    "suse-based" -> "rpm";
            case "debian", "kalilinux", "kylin", "linuxmint", "ubuntu" -> "deb";
            case "archlinux" -> "pacman";
            case "gentoo" -> "ebuild";
            case "pardus" -> "pisi";
            case "alpinelinux" -> "apk";
            case "voidlinux" -> "xbps";
            default -> null;
        };
    }

    static @Nullable String management(OperatingSystem system) {
        String distro = system.distro;
        if (distro == null) {
            return null;
        }
        return switch (distro) {
            case "meego" -> "yum";
            case "neokylin", "openmandriva" -> "dnf";
            case "fedora", "redhat-based", "rhel", "centos", "rocky", "scientificlinux", "oraclelinux" ->
                redHat(system);
            case "mageia", "mandriva" -> "urpmi";
            case "altlinux", "debian", "kalilinux", "kylin", "linuxmint", "ubuntu" -> "apt";
            case "archlinux" -> "pacman";
            case "gentoo" -> "portage";
            case "pardus" -> "pisi";
            case "opensuse", "sles", "suse-based" -> "zypper";
            case "alpinelinux" -> "apk";
            case "voidlinux" -> "xbps";
            default -> null;
        };
    }

    /** The program by the release; none when the release is not known. */
    private static @Nullable String redHat(OperatingSystem system) {
        int major = system.major();
        if (system.is("fedora")) {
            // Fedora came with both for some releases, so the program itself decides.
            String older = major >= 1 ? "yum" : null;
            return major >= 22 && system.hasDnf ? "dnf" : older;
        } else if (major >= 8) {
            return "dnf";
        }
        String older = major >= 2 ? "up2date" : null;
        return major >= 5 ? "yum" : older;
    }
}
