package org.guestscope.virtdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guestscope.cli.Tool;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.fs.Filesystem;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.disk.fs.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The report of one guest as it grows. Devices keep the order in which they were found, also when their figures come
 * later from the appliance.
 */
final class Findings {

    private static final String SUBVOLUME = "btrfsvol:";

    private final Guest guest;
    private final Map<String, List<FilesystemUsage>> rows = new LinkedHashMap<>();
    private final Map<String, String> waiting = new LinkedHashMap<>();
    private final Set<String> locked = new HashSet<>();
    private final List<String> omissions = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    Findings(Guest guest) {
        this.guest = guest;
    }

    void omit(String what) {
        omissions.add(what);
    }

    void warn(String what) {
        warnings.add(what);
    }

    /** Says why the guest cannot be looked into; that fails the run unless it is forgiven. */
    void unreadable(String why, boolean forgiven) {
        if (forgiven) {
            omissions.add(why);
        } else {
            failures.add(why);
        }
    }

    /** An encrypted device, which is left out unless the appliance opens it. */
    void encrypted(String device, String type) {
        locked.add(device);
        defer(device, "encrypted (" + type + "), --key or --keys-from-stdin opens it");
    }

    /** A device whose figures only the appliance could give; without it, it is left out for this reason. */
    void defer(String device, String why) {
        rows.put(device, new ArrayList<>());
        waiting.put(device, why);
    }

    /** A filesystem read from its disk. */
    void add(String device, Filesystem filesystem, BlockDevice contents) {
        if (isEncrypted(filesystem.type())) {
            encrypted(device, filesystem.type());
            return;
        }
        Usage usage = filesystem.usage();
        if (usage instanceof Usage.Exact exact) {
            rows(device, filesystem, exact.statvfs(), null);
        } else if (usage instanceof Usage.Approximate approximate) {
            rows(device, filesystem, approximate.statvfs(), approximate.why());
        } else if (usage instanceof Usage.NeedsAppliance needed) {
            defer(device, filesystem.type() + " needs the appliance: " + withoutName(needed.why(), contents));
        } else if (usage instanceof Usage.NotMountable not && isMissed(filesystem.type())) {
            omit(device + ": " + filesystem.type() + " cannot be mounted: " + withoutName(not.why(), contents));
        }
    }

    /** Whether a reader would miss a row: swap and the members of volumes never have one. */
    private static boolean isMissed(String type) {
        return !type.equals("swap") && !type.endsWith("_member");
    }

    /** Whether a device of blkid's {@code type} can be looked into with a key. */
    static boolean isEncrypted(String type) {
        return type.equals("crypto_LUKS") || type.equals("BitLocker");
    }

    /** A reason without the device's name before it, which the line it becomes part of has already. */
    static String withoutName(@Nullable String why, BlockDevice device) {
        String prefix = device.name() + ": ";
        String reason = String.valueOf(why);
        return reason.startsWith(prefix) ? reason.substring(prefix.length()) : reason;
    }

    private void rows(String device, Filesystem filesystem, StatVfs stat, @Nullable String note) {
        List<FilesystemUsage> found = new ArrayList<>();
        found.add(row(device, filesystem, stat, note));
        for (String subvolume : filesystem.subvolumes()) {
            found.add(row(SUBVOLUME + device + "/" + subvolume, filesystem, stat, note));
        }
        rows.put(device, found);
    }

    private FilesystemUsage row(String device, Filesystem filesystem, StatVfs stat, @Nullable String note) {
        return new FilesystemUsage(
                guest.name(),
                guest.uuid(),
                device,
                filesystem.type(),
                filesystem.label(),
                filesystem.uuid(),
                stat,
                FilesystemUsage.Source.DIRECT,
                note);
    }

    /** Whether the guest has encrypted devices. */
    boolean hasLocked() {
        return !locked.isEmpty();
    }

    /** Whether a device waits for the appliance, encrypted ones aside. */
    boolean hasPending() {
        return !locked.containsAll(waiting.keySet());
    }

    /** The device that a subvolume lies on; any other device itself. */
    static String whole(String device) {
        if (!device.startsWith(SUBVOLUME)) {
            return device;
        }
        String rest = device.substring(SUBVOLUME.length());
        int slash = rest.indexOf('/', "/dev/".length());
        return slash < 0 ? rest : rest.substring(0, slash);
    }

    /** Takes what the appliance is asked for: what waits for it and, when devices are unlocked, what is inside. */
    ApplianceReader.Sink sink(boolean unlock) {
        // As they are now: the first subvolume's answer must not make the others unwanted.
        Set<String> due = Set.copyOf(waiting.keySet());
        Set<String> known = Set.copyOf(rows.keySet());
        return new ApplianceReader.Sink() {
            @Override
            public boolean wants(String device) {
                return due.contains(whole(device)) || unlock && !known.contains(whole(device));
            }

            @Override
            public void answer(ApplianceReader.Answer answer) {
                take(answer);
            }

            @Override
            public void opened(String device) {
                waiting.remove(device);
            }

            @Override
            public void encrypted(String device, String type) {
                Findings.this.encrypted(device, type);
            }

            @Override
            public void refused(String device) {
                defer(device, "encrypted, and no key given opens it");
            }
        };
    }

    /** Takes over what the appliance found, in the place of its device; a new device comes at the end. */
    private void take(ApplianceReader.Answer answer) {
        String device = whole(answer.device());
        waiting.remove(device);
        StatVfs stat = answer.stat();
        if (stat == null) {
            omit(answer.device() + ": " + answer.type() + " cannot be mounted: " + answer.why());
            return;
        }
        rows.computeIfAbsent(device, key -> new ArrayList<>())
                .add(new FilesystemUsage(
                        guest.name(),
                        guest.uuid(),
                        answer.device(),
                        answer.type(),
                        answer.label(),
                        answer.uuid(),
                        stat,
                        FilesystemUsage.Source.APPLIANCE,
                        null));
    }

    /**
     * The report.
     *
     * @param agentAlone whether only rows with figures of the guest's agent are wanted
     */
    GuestReport report(boolean agentAlone) {
        List<FilesystemUsage> found = new ArrayList<>();
        rows.values().forEach(found::addAll);
        Guest.LiveGuest agent = guest.live();
        if (agent != null) {
            try {
                found = agent.refine(guest, found);
            } catch (IOException e) {
                // A better source, and never a needed one.
                (agentAlone ? omissions : warnings).add(Tool.describe(e));
            }
        } else if (agentAlone && guest.problem() == null) {
            omissions.add("no guest agent listens");
        }
        if (agentAlone) {
            found = found.stream()
                    .filter(row -> row.source() == FilesystemUsage.Source.AGENT)
                    .toList();
        } else {
            waiting.forEach((device, why) -> omissions.add(device + ": " + why));
        }
        return new GuestReport(guest.name(), found, omissions, failures, warnings);
    }
}
