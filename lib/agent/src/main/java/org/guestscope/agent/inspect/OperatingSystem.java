package org.guestscope.agent.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one operating system; {@code null} stands for what is not. Gathered piece by piece from files that each
 * know a part.
 */
final class OperatingSystem {

    /** {@code type} of Linux systems. */
    static final String LINUX = "linux";

    /** {@code type} and {@code distro} of Windows. */
    static final String WINDOWS = "windows";

    @Nullable String type;

    @Nullable String distro;

    @Nullable String arch;

    @Nullable Version version;

    @Nullable String productName;

    @Nullable String productVariant;

    @Nullable String hostname;

    @Nullable String buildId;

    /** Whether there is {@code /usr/bin/dnf}. */
    boolean hasDnf;

    @Nullable String windowsSystemroot;

    @Nullable String windowsSoftwareHive;

    @Nullable String windowsSystemHive;

    @Nullable String windowsCurrentControlSet;

    List<MountEntry> mounts = new ArrayList<>();
    Map<String, String> driveMappings = new LinkedHashMap<>();

    /**
     * A line of fstab whose device is known.
     *
     * @param mountable the device, or a subvolume of it
     * @param directory where it belongs; not a path for swap
     */
    record MountEntry(String mountable, String directory) {}

    /** A version of two numbers, never negative. */
    record Version(int major, int minor) {}

    /** Takes over what is known of the same system from another of its filesystems. */
    void complete(OperatingSystem other) {
        type = type == null ? other.type : type;
        distro = distro == null ? other.distro : distro;
        arch = arch == null ? other.arch : arch;
        version = version == null ? other.version : version;
        productName = productName == null ? other.productName : productName;
        productVariant = productVariant == null ? other.productVariant : productVariant;
        hostname = hostname == null ? other.hostname : hostname;
        buildId = buildId == null ? other.buildId : buildId;
        hasDnf |= other.hasDnf;
        if (mounts.isEmpty()) {
            mounts = other.mounts;
        }
    }

    boolean is(String... distros) {
        for (String candidate : distros) {
            if (candidate.equals(distro)) {
                return true;
            }
        }
        return false;
    }

    int major() {
        return version == null ? 0 : version.major();
    }

    int minor() {
        return version == null ? 0 : version.minor();
    }
}
