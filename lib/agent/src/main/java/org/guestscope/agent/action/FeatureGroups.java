package org.guestscope.agent.action;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.device.Devices;
import org.guestscope.agent.libc.Posix;
import org.jspecify.annotations.Nullable;

/** Feature groups, and what the appliance has to have for each: programs, libraries, or filesystems of its kernel. */
final class FeatureGroups {

    private static final String[] PATH = {"/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"
    };

    /** What the agent and every kernel bring along needs nothing. */
    private static final Map<String, List<String>> PROGRAMS = new LinkedHashMap<>();

    static {
        PROGRAMS.put("acl", List.of("getfacl", "setfacl"));
        PROGRAMS.put("augeas", List.of());
        PROGRAMS.put("blkdiscard", List.of());
        PROGRAMS.put("blkdiscardzeroes", List.of());
        PROGRAMS.put("btrfs", List.of("btrfs", "mkfs.btrfs"));
        PROGRAMS.put("extlinux", List.of("extlinux"));
        PROGRAMS.put("f2fs", List.of("resize.f2fs"));
        PROGRAMS.put("fstrim", List.of());
        PROGRAMS.put("gdisk", List.of("sgdisk"));
        PROGRAMS.put("grub", List.of("grub-install"));
        PROGRAMS.put("inotify", List.of());
        PROGRAMS.put("ldm", List.of("ldmtool"));
        PROGRAMS.put("libyara", List.of("yara", "yarac"));
        PROGRAMS.put("linuxcaps", List.of("getcap", "setcap"));
        PROGRAMS.put("linuxfsuuid", List.of());
        PROGRAMS.put("linuxmodules", List.of("modprobe"));
        PROGRAMS.put("linuxxattrs", List.of());
        PROGRAMS.put("luks", List.of("cryptsetup"));
        PROGRAMS.put("lvm2", List.of("lvm"));
        PROGRAMS.put("mdadm", List.of("mdadm"));
        PROGRAMS.put("mknod", List.of());
        PROGRAMS.put("ntfs3g", List.of("ntfs-3g.probe"));
        PROGRAMS.put("ntfsprogs", List.of("ntfsresize"));
        PROGRAMS.put("realpath", List.of());
        PROGRAMS.put("rsync", List.of("rsync"));
        PROGRAMS.put("scrub", List.of("scrub"));
        PROGRAMS.put("selinuxrelabel", List.of("setfiles"));
        PROGRAMS.put("sleuthkit", List.of("blkls", "icat"));
        PROGRAMS.put("squashfs", List.of("mksquashfs"));
        PROGRAMS.put("syslinux", List.of("syslinux"));
        PROGRAMS.put("wipefs", List.of("wipefs"));
        PROGRAMS.put("xfs", List.of("mkfs.xfs", "xfs_admin"));
        PROGRAMS.put("xz", List.of("xz"));
        PROGRAMS.put("zerofree", List.of("zerofree"));
    }

    /** Groups that need a library, by its file. */
    private static final Map<String, String> LIBRARIES =
            Map.of("hivex", "libhivex.so.0", "journal", "libsystemd.so.0", "libtsk", "libtsk.so.19");

    /** Groups of the API of which the agent carries out nothing. */
    private static final List<String> MISSING = List.of("clevisluks", "selinux");

    private final ActionContext context;

    FeatureGroups(ActionContext context) {
        this.context = context;
    }

    List<String> all() {
        List<String> all = new ArrayList<>(PROGRAMS.keySet());
        all.addAll(LIBRARIES.keySet());
        all.addAll(MISSING);
        all.sort(null);
        return all;
    }

    boolean isAvailable(String group) throws IOException {
        if (MISSING.contains(group)) {
            return false;
        }
        String library = LIBRARIES.get(group);
        if (library != null) {
            return isLoadable(library);
        }
        List<String> programs = PROGRAMS.get(group);
        if (programs == null) {
            throw new ChildException(group + ": unknown group");
        }
        for (String program : programs) {
            if (!isInstalled(program)) {
                return false;
            }
        }
        return switch (group) {
            case "btrfs", "xfs" -> isMountable(group);
            default -> true;
        };
    }

    private static boolean isLoadable(String library) {
        try {
            return NativeLibrary.getInstance(library) != null;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    static boolean isInstalled(String program) throws IOException {
        return find(program) != null;
    }

    /** The path of a program, or {@code null}. */
    static @Nullable String find(String program) throws IOException {
        for (String directory : PATH) {
            String path = directory + "/" + program;
            if (Devices.exists(path)) {
                return path;
            }
        }
        return null;
    }

    /** Whether the kernel knows a filesystem, after having looked for a module of that name. */
    boolean isMountable(String filesystem) throws IOException {
        if (isKnown(filesystem)) {
            return true;
        }
        context.child("modprobe", "--", filesystem).run();
        return isKnown(filesystem);
    }

    private static boolean isKnown(String filesystem) throws IOException {
        try (LineReader lines = new LineReader(Posix.open("/proc/filesystems", Posix.O_RDONLY))) {
            String line;
            while ((line = lines.next()) != null) {
                if (line.substring(line.indexOf('\t') + 1).equals(filesystem)) {
                    return true;
                }
            }
        }
        return false;
    }
}
