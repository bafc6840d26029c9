package org.guestscope.agent.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.guestscope.agent.inspect.OperatingSystem.MountEntry;
import org.guestscope.agent.inspect.file.GuestFiles;
import org.jspecify.annotations.Nullable;

/** Reads fstab and finds the devices that its lines mean. */
final class Fstab {

    /** Lines of an fstab that is worth reading. */
    private static final int MOST = 1000;

    private static final Pattern REMOVABLE =
            Pattern.compile("/dev/(?:fd\\d.*|cd\\d.*|floppy|cdrom|iso9660/.*)", Pattern.DOTALL);
    private static final Pattern ELSEWHERE =
            Pattern.compile("/(?:dev|dev/.*|media/.*|proc|proc/.*|selinux|selinux/.*|sys|sys/.*)", Pattern.DOTALL);

    /** A disk label's unique identifier and a partition's letter, as OpenBSD writes a device. */
    private static final Pattern OPENBSD_DUID = Pattern.compile("[0-9a-f]{16}\\.[a-p]");

    private final Storage storage;
    private final GuestFiles files;
    private final String root;
    private final OperatingSystem system;

    Fstab(Storage storage, GuestFiles files, String root, OperatingSystem system) {
        this.storage = storage;
        this.files = files;
        this.root = root;
        this.system = system;
    }

    /** The lines whose devices were found, in the file's order. */
    List<MountEntry> read() throws IOException {
        DeviceNames devices = new DeviceNames(storage, files, OperatingSystem.LINUX.equals(system.type));
        List<MountEntry> entries = new ArrayList<>();
        List<String> lines = files.lines("/etc/fstab");
        for (String line : lines.subList(0, Math.min(MOST, lines.size()))) {
            List<String> words = ReleaseText.words(line);
            if (words.size() < 3 || words.get(0).startsWith("#")) {
                continue;
            }
            String spec = unescaped(words.get(0));
            String directory = canonical(unescaped(words.get(1)));
            if (REMOVABLE.matcher(spec).matches()
                    || ELSEWHERE.matcher(directory).matches()) {
                continue;
            }
            String device = device(spec, directory, devices);
            if (device != null) {
                String options = words.size() > 3 ? words.get(3) : "";
                boolean btrfs = words.get(2).equals("btrfs");
                entries.add(new MountEntry(btrfs ? subvolume(device, options) : device, directory));
            }
        }
        return entries;
    }

    private @Nullable String device(String spec, String directory, DeviceNames devices) throws IOException {
        if (spec.startsWith("UUID=")) {
            return storage.find("UUID", ReleaseText.unquoted(spec.substring(5)).toLowerCase(Locale.ROOT));
        } else if (spec.startsWith("LABEL=")) {
            return storage.find("LABEL", ReleaseText.unquoted(spec.substring(6)));
        } else if (spec.startsWith("PARTUUID=")) {
            return storage.find(
                    "PARTUUID", ReleaseText.unquoted(spec.substring(9)).toLowerCase(Locale.ROOT));
        } else if (spec.startsWith("PARTLABEL=")) {
            return storage.find("PARTLABEL", ReleaseText.unquoted(spec.substring(10)));
        } else if (spec.equals("/dev/root") || isBsd() && directory.equals("/")) {
            return root;
        } else if (spec.startsWith("/dev/mapper/") && directory.equals("/") && !storage.hasDevice(spec)) {
            // An encrypted root is opened under another name here than in the guest's crypttab.
            return root;
        } else if (spec.startsWith("/dev/")) {
            return devices.resolve(spec, system.type);
        } else if ("openbsd".equals(system.type) && OPENBSD_DUID.matcher(spec).matches()) {
            // The identifier is in the disk label, which Linux does not tell; the first disk is nearly always meant.
            return devices.resolve("/dev/sd0" + spec.charAt(spec.length() - 1), system.type);
        }
        return null;
    }

    /** Names of devices are hard to translate for the BSDs, but the root is the filesystem with the fstab. */
    private boolean isBsd() {
        return system.type != null && system.type.endsWith("bsd");
    }

    private static String subvolume(String device, String options) {
        for (String option : options.split(",", -1)) {
            if (option.startsWith("subvol=")) {
                String name = option.substring("subvol=".length());
                String relative = name.startsWith("/") ? name.substring(1) : name;
                return relative.isEmpty() ? device : "btrfsvol:" + device + "/" + relative;
            }
        }
        return device;
    }

    /** fstab(5) writes blanks and tabs as three octal digits. */
    private static String unescaped(String word) {
        if (word.indexOf('\\') < 0) {
            return word;
        }
        return word.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
    }

    /** Without doubled slashes and a slash at the end. */
    private static String canonical(String path) {
        String single = path.replaceAll("/+", "/");
        return single.length() > 1 && single.endsWith("/") ? single.substring(0, single.length() - 1) : single;
    }
}
