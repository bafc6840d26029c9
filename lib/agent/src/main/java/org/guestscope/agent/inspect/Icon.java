package org.guestscope.agent.inspect;

import java.util.Arrays;
import java.util.List;
import org.guestscope.agent.inspect.file.GuestFiles;

/**
 * The icon that a system carries, as the PNG file that it is; empty when there is none. Windows keeps its icons inside
 * programs, which are not taken apart here.
 */
final class Icon {

    private static final byte[] NOTHING = {};
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** Larger than any icon: what an installation puts here has some kilobytes. */
    private static final int LARGEST = 1 << 20;

    private final OperatingSystem system;
    private final GuestFiles files;

    Icon(OperatingSystem system, GuestFiles files) {
        this.system = system;
        this.files = files;
    }

    byte[] find(boolean favicon, boolean highQuality) {
        byte[] found = favicon ? png("/etc/favicon.png") : NOTHING;
        for (String path : candidates(highQuality)) {
            if (found.length == 0) {
                found = png(path);
            }
        }
        return found;
    }

    private List<String> candidates(boolean highQuality) {
        String distro = system.distro == null ? "" : system.distro;
        return switch (distro) {
            case "fedora" -> List.of("/usr/share/icons/hicolor/96x96/apps/fedora-logo-icon.png");
            case "rhel", "redhat-based", "centos", "scientificlinux", "oraclelinux", "rocky" ->
                system.major() >= 7
                        ? List.of("/usr/share/icons/hicolor/96x96/apps/fedora-logo-icon.png")
                        : List.of(
                                "/usr/share/icons/hicolor/96x96/apps/system-logo-icon.png",
                                "/usr/share/pixmaps/redhat/shadowman-transparent.png");
            case "debian" -> List.of("/usr/share/pixmaps/debian-logo.png");
            case "ubuntu" ->
                highQuality
                        ? List.of("/usr/share/help/C/ubuntu-help/figures/ubuntu-logo.png")
                        : List.of(
                                "/usr/share/help/C/ubuntu-help/figures/ubuntu-logo.png",
                                "/usr/share/icons/gnome/24x24/places/ubuntu-logo.png");
            case "mageia" -> List.of("/usr/share/icons/mageia.png");
            case "mandriva" -> List.of("/usr/share/icons/large/mandriva.png", "/usr/share/icons/mandriva.png");
            case "opensuse" ->
                List.of(
                        "/usr/share/icons/hicolor/48x48/apps/distributor.png",
                        "/usr/share/icons/hicolor/24x24/apps/distributor.png");
            case "gentoo" -> List.of("/usr/share/icons/gentoo/48x48/gentoo.png");
            case "voidlinux" -> List.of("/usr/share/void-artwork/void-logo.png");
            case "altlinux" -> List.of("/usr/share/icons/hicolor/48x48/apps/altlinux.png");
            default -> List.of();
        };
    }

    private byte[] png(String path) {
        byte[] bytes = files.bytes(path, LARGEST);
        return bytes != null && bytes.length > PNG.length && Arrays.equals(bytes, 0, PNG.length, PNG, 0, PNG.length)
                ? bytes
                : NOTHING;
    }
}
