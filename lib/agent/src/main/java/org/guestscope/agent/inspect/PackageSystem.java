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
                    "kylin",
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
            case "debian", "kalilinux", "linuxmint", "ubuntu" -> "deb";
            case "archlinux" -> "pacman";
            case "gentoo" -> "ebuild";
            case "pardus" -> "pisi";
            case "alpinelinux" -> "apk";
            case "voidlinux" -> "xbps";
            case "minix", "netbsd" -> "pkgsrc";
            default -> null;
        };
    }

    static @Nullable String management(OperatingSystem system) {
        String distro = system.distro;
        if (distro == null) {
            return null;
        }
        return switch (distro) {
            case "meego", "kylin", "neokylin" -> "yum";
            case "fedora", "redhat-based", "rhel", "centos", "rocky", "scientificlinux", "oraclelinux" ->
                redHat(system);
            case "mageia", "openmandriva" -> system.hasDnf ? "dnf" : "urpmi";
            case "mandriva" -> "urpmi";
            case "altlinux", "debian", "kalilinux", "linuxmint", "ubuntu" -> "apt";
            case "archlinux" -> "pacman";
            case "gentoo" -> "portage";
            case "pardus" -> "pisi";
            case "opensuse", "sles", "suse-based" -> "zypper";
            case "alpinelinux" -> "apk";
            case "voidlinux" -> "xbps";
            case "minix", "netbsd" -> "pkgsrc";
            default -> null;
        };
    }

    private static String redHat(OperatingSystem system) {
        int major = system.major();
        if (system.is("fedora")) {
            // Fedora came with both for some releases, so the program itself decides.
            return major >= 22 && system.hasDnf ? "dnf" : "yum";
        } else if (major >= 8) {
            return "dnf";
        }
        return major >= 5 ? "yum" : "up2date";
    }
}
