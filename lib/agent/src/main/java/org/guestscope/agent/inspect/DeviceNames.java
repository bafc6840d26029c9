package org.guestscope.agent.inspect;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestscope.agent.inspect.file.GuestFiles;
import org.jspecify.annotations.Nullable;

/** From the names that a guest has for its devices to the names that the appliance has for them. */
final class DeviceNames {

    private static final Pattern DISK = Pattern.compile("/dev/(?:h|s|v|xv)d([a-z]{1,3})(\\d{0,3})");
    private static final Pattern NVME = Pattern.compile("/dev/nvme(\\d{1,3})n1(?:p(\\d{1,3}))?");
    private static final Pattern CCISS = Pattern.compile("/dev/cciss/c\\d+d(\\d{1,3})(?:p(\\d{1,3}))?");
    private static final Pattern ARRAY = Pattern.compile("/dev/md(?:\\d+|/.+)");
    private static final Pattern BY_ID = Pattern.compile("/dev/disk/by-id/.*-part(\\d{1,3})");
    private static final Pattern BY_TAG = Pattern.compile("/dev/disk/by-(uuid|label|partuuid|partlabel)/(.+)");
    private static final Pattern FREEBSD_GPT = Pattern.compile("/dev/(?:ada?|vtbd)(\\d{1,2})p(\\d{1,3})");
    private static final Pattern FREEBSD_MBR = Pattern.compile("/dev/(?:ada?|vtbd)(\\d{1,2})s(\\d{1,2})([a-z])");
    private static final Pattern LETTERED = Pattern.compile("/dev/[lsw]d(\\d)([a-z])");
    private static final Pattern HURD = Pattern.compile("/dev/hd(\\d{1,2})s(\\d{1,3})");

    private final Storage storage;
    private final Map<String, String> arrays = new HashMap<>();

    /** @param withArrays whether the guest's mdadm.conf may name software RAID arrays */
    DeviceNames(Storage storage, GuestFiles files, boolean withArrays) throws IOException {
        this.storage = storage;
        if (withArrays) {
            readArrays(files, "/etc/mdadm.conf");
            readArrays(files, "/etc/mdadm/mdadm.conf");
        }
    }

    /** The appliance's device, or the name itself when it cannot be told better. */
    String resolve(String name, @Nullable String systemType) throws IOException {
        String found = lookUp(name, systemType == null ? "" : systemType);
        return found == null ? name : found;
    }

    private @Nullable String lookUp(String name, String systemType) throws IOException {
        if (name.startsWith("/dev/mapper/")) {
            return storage.logicalVolume(name);
        }
        String bsd = ofBsd(name, systemType);
        if (bsd != null) {
            return bsd;
        }
        Matcher disk = DISK.matcher(name);
        if (disk.matches()) {
            return partition(letterIndex(disk.group(1)), disk.group(2));
        }
        Matcher nvme = NVME.matcher(name);
        if (nvme.matches()) {
            return partition(Integer.parseInt(nvme.group(1)), nvme.group(2));
        }
        Matcher cciss = CCISS.matcher(name);
        if (cciss.matches()) {
            return partition(Integer.parseInt(cciss.group(1)), cciss.group(2));
        } else if (ARRAY.matcher(name).matches()) {
            return arrays.get(name);
        }
        Matcher byId = BY_ID.matcher(name);
        if (byId.matches()) {
            // The serial number is the old disk's; with one disk there is no choice.
            return storage.disks().size() == 1 ? partition(0, byId.group(1)) : null;
        }
        Matcher byTag = BY_TAG.matcher(name);
        if (byTag.matches()) {
            return storage.find(byTag.group(1).toUpperCase(Locale.ROOT), byTag.group(2));
        }
        return null;
    }

    private @Nullable String ofBsd(String name, String systemType) throws IOException {
        Pattern gptOrHurd = systemType.equals("hurd") ? HURD : FREEBSD_GPT;
        Matcher numbered = gptOrHurd.matcher(name);
        if (numbered.matches() && (systemType.equals("hurd") || systemType.equals("freebsd"))) {
            return partition(Integer.parseInt(numbered.group(1)), numbered.group(2));
        }
        Matcher sliced = FREEBSD_MBR.matcher(name);
        if (systemType.equals("freebsd") && sliced.matches()) {
            // Linux numbers the partitions of a slice from 5; "c" is the whole slice.
            return labelled(Integer.parseInt(sliced.group(1)), sliced.group(3).charAt(0), "c");
        }
        Matcher lettered = LETTERED.matcher(name);
        if (lettered.matches() && (systemType.equals("netbsd") || systemType.equals("openbsd"))) {
            String whole = systemType.equals("netbsd") ? "cd" : "c";
            return labelled(
                    Integer.parseInt(lettered.group(1)), lettered.group(2).charAt(0), whole);
        }
        return null;
    }

    /** A partition of a BSD disk label, whose letters for whole disks Linux leaves out. */
    private @Nullable String labelled(int disk, char letter, String whole) throws IOException {
        if (whole.indexOf(letter) >= 0) {
            return null;
        }
        long leftOut = whole.chars().filter(c -> c < letter).count();
        return partition(disk, Long.toString(letter - 'a' - leftOut + 5));
    }

    private @Nullable String partition(int disk, @Nullable String number) throws IOException {
        List<String> disks = storage.disks();
        if (disk >= disks.size()) {
            return null;
        }
        String device = disks.get(disk);
        if (number == null || number.isEmpty()) {
            return storage.partitions().stream().anyMatch(name -> name.startsWith(device)) ? null : device;
        }
        boolean separated = Character.isDigit(device.charAt(device.length() - 1));
        return device + (separated ? "p" : "") + number;
    }

    /** {@code a} is 0, {@code z} 25, {@code aa} 26. */
    private static int letterIndex(String letters) {
        int index = 0;
        for (char letter : letters.toCharArray()) {
            index = index * 26 + letter - 'a' + 1;
        }
        return index - 1;
    }

    private void readArrays(GuestFiles files, String path) throws IOException {
        List<String> lines = files.lines(path);
        if (lines.isEmpty()) {
            return;
        }
        Map<String, String> running = storage.arrays();
        for (String line : lines) {
            List<String> words = ReleaseText.words(line);
            if (words.size() < 2 || !words.get(0).equalsIgnoreCase("ARRAY")) {
                continue;
            }
            for (String word : words) {
                if (word.regionMatches(true, 0, "UUID=", 0, 5)) {
                    String digits =
                            word.substring(5).replaceAll("[^0-9a-fA-F]", "").toLowerCase(Locale.ROOT);
                    String device = running.get(digits);
                    if (device != null) {
                        arrays.put(words.get(1), device);
                    }
                }
            }
        }
    }
}
