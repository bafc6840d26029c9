package org.guestscope.agent.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.guestscope.agent.inspect.Filesystem.Role;
import org.guestscope.agent.inspect.OperatingSystem.MountEntry;
import org.guestscope.agent.inspect.OperatingSystem.Version;
import org.guestscope.agent.inspect.file.GuestFiles;
import org.jspecify.annotations.Nullable;

/** Looks at every filesystem of the disks and puts together the operating systems that they make up. */
final class Inspector {

    private static final Pattern PRIMARY_PARTITION = Pattern.compile("/dev/(?:h|s|v)d.[1234]");

    private final Storage storage;

    Inspector(Storage storage) {
        this.storage = storage;
    }

    /** The systems by their root filesystems, in the order of the filesystems. Leaves nothing mounted. */
    Map<String, OperatingSystem> inspect() throws IOException {
        List<Filesystem> filesystems = new ArrayList<>();
        for (Map.Entry<String, String> entry : storage.filesystems().entrySet()) {
            Filesystem filesystem = look(entry.getKey(), entry.getValue());
            if (filesystem != null) {
                filesystems.add(filesystem);
            }
        }
        putCoreOsFirst(filesystems);
        Map<String, OperatingSystem> systems = new LinkedHashMap<>();
        for (Filesystem filesystem : filesystems) {
            OperatingSystem system = filesystem.system();
            if (filesystem.role() != Role.ROOT || system == null || isShadow(filesystem, system, filesystems)) {
                continue;
            }
            takeUsr(system, filesystems);
            systems.put(filesystem.mountable(), system);
        }
        return systems;
    }

    /** The root that gets its {@code /usr} from elsewhere, then all others the last first: the order that callers know. */
    private static void putCoreOsFirst(List<Filesystem> filesystems) {
        Filesystem root = null;
        boolean usr = false;
        for (Filesystem filesystem : filesystems) {
            OperatingSystem system = filesystem.system();
            boolean coreOs = system != null && system.is("coreos");
            root = coreOs && filesystem.role() == Role.ROOT ? filesystem : root;
            usr |= coreOs && filesystem.role() == Role.USR;
        }
        if (root != null && usr) {
            filesystems.remove(root);
            Collections.reverse(filesystems);
            filesystems.add(0, root);
        }
    }

    private @Nullable Filesystem look(String mountable, String type) throws IOException {
        if (type.equals("swap")) {
            return new Filesystem(mountable, Role.SWAP, null);
        }
        GuestFiles files = storage.mount(mountable, type);
        if (files == null) {
            return null;
        }
        try {
            return new Classifier(storage, files, mountable).classify();
        } finally {
            storage.unmount();
        }
    }

    /** Linux shows the first partition of a BSD slice a second time, as the primary partition that holds the slice. */
    private static boolean isShadow(Filesystem filesystem, OperatingSystem system, List<Filesystem> all) {
        if (system.type == null
                || !system.type.endsWith("bsd")
                || !PRIMARY_PARTITION.matcher(filesystem.mountable()).matches()) {
            return false;
        }
        for (Filesystem other : all) {
            OperatingSystem same = other.system();
            if (other != filesystem
                    && other.role() == Role.ROOT
                    && same != null
                    && system.type.equals(same.type)
                    && !PRIMARY_PARTITION.matcher(other.mountable()).matches()) {
                return true;
            }
        }
        return false;
    }

    /** A {@code /usr} of its own tells what the root does not. */
    private static void takeUsr(OperatingSystem system, List<Filesystem> all) {
        boolean coreOs = system.is("coreos");
        Filesystem newest = null;
        for (Filesystem candidate : all) {
            OperatingSystem usr = candidate.system();
            if (candidate.role() != Role.USR || usr == null || usr.is("coreos") != coreOs && coreOs) {
                continue;
            }
            boolean fits = coreOs || isMounted(system, candidate.mountable());
            if (fits && (newest == null || isNewer(usr, newest.system()))) {
                newest = candidate;
            }
        }
        if (newest == null || newest.system() == null) {
            return;
        }
        List<MountEntry> mounts = new ArrayList<>(system.mounts);
        if (coreOs) {
            mounts.add(new MountEntry(newest.mountable(), "/usr"));
        }
        OperatingSystem usr = newest.system();
        system.complete(usr);
        system.mounts = mounts;
    }

    private static boolean isMounted(OperatingSystem system, String usr) {
        return system.mounts.contains(new MountEntry(usr, "/usr"));
    }

    private static boolean isNewer(OperatingSystem one, @Nullable OperatingSystem other) {
        Version first = one.version;
        Version second = other == null ? null : other.version;
        if (first == null || second == null) {
            return second == null;
        }
        return first.major() > second.major() || first.major() == second.major() && first.minor() > second.minor();
    }

    /** Directories and what belongs there, the last line first; the root alone for systems without an fstab. */
    static Map<String, String> mountpoints(String root, OperatingSystem system) {
        Map<String, String> points = new LinkedHashMap<>();
        for (MountEntry entry : lastFirst(system)) {
            if (entry.directory().startsWith("/")) {
                points.putIfAbsent(entry.directory(), entry.mountable());
            }
        }
        if (system.mounts.isEmpty()) {
            points.put("/", root);
        }
        return points;
    }

    /** Everything that the system uses, swap included, each once and the last line first. */
    static List<String> filesystems(String root, OperatingSystem system) {
        Set<String> found = new LinkedHashSet<>();
        for (MountEntry entry : lastFirst(system)) {
            found.add(entry.mountable());
        }
        return found.isEmpty() ? List.of(root) : List.copyOf(found);
    }

    private static List<MountEntry> lastFirst(OperatingSystem system) {
        List<MountEntry> entries = new ArrayList<>(system.mounts);
        Collections.reverse(entries);
        return entries;
    }
}
