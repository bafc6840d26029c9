package org.guestscope.virtdf;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guestscope.cli.Tool;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.fs.Filesystem;
import org.guestscope.disk.fs.FilesystemProbe;
import org.guestscope.disk.fs.StatVfs;
import org.guestscope.disk.fs.Usage;
import org.guestscope.disk.guest.Candidate;
import org.guestscope.disk.guest.GuestLayout;
import org.guestscope.disk.guest.Member;
import org.guestscope.disk.image.DiskImage;
import org.guestscope.disk.image.DiskImages;
import org.guestscope.disk.image.ImageFormat;
import org.guestscope.disk.image.OpenOptions;
import org.guestscope.virtdf.Guest.GuestDisk;
import org.jspecify.annotations.Nullable;

/** Looks into one guest after the other: opens its disks, finds its filesystems and what they say of themselves. */
final class GuestReader {

    private final Settings settings;

    GuestReader(Settings settings) {
        this.settings = settings;
    }

    /** Everything that could be found; failures are told in the report and never thrown. */
    GuestReport read(Guest guest) {
        Findings findings = new Findings(guest);
        if (guest.problem() != null) {
            findings.unreadable(guest.problem(), guest.listed());
            return findings.report();
        }
        List<DiskImage> images = new ArrayList<>();
        try {
            for (GuestDisk disk : guest.disks()) {
                images.add(open(disk));
            }
            read(images, findings);
        } catch (FileSystemException e) {
            findings.unreadable(Tool.describe(e), guest.listed());
        } catch (IOException e) {
            findings.unreadable(Tool.describe(e), false);
        } finally {
            close(images);
        }
        return findings.report();
    }

    private DiskImage open(GuestDisk disk) throws IOException {
        OpenOptions options = OpenOptions.defaults()
                .withFormat(format(disk.format()))
                .withAllowBackingProtocols(settings.backingProtocols());
        if (disk.sectorSize() != 0) {
            options = options.withSectorSize(disk.sectorSize());
        }
        return DiskImages.open(Path.of(disk.location()), options);
    }

    private static @Nullable ImageFormat format(@Nullable String name) throws IOException {
        if (name == null) {
            return null;
        }
        Optional<ImageFormat> format = ImageFormat.named(name);
        if (format.isEmpty()) {
            throw new IOException("--format: " + name + ": no such disk image format");
        }
        return format.get();
    }

    private void read(List<DiskImage> images, Findings findings) throws IOException {
        for (DiskImage image : images) {
            image.warnings().forEach(findings::warn);
        }
        GuestLayout layout = GuestLayout.of(images);
        layout.problems().forEach(findings::omit);
        List<BlockDevice> readable = new ArrayList<>();
        for (Candidate candidate : layout.candidates()) {
            if (candidate instanceof Candidate.Readable device) {
                readable.add(device.contents());
            }
        }
        FilesystemProbe probe = FilesystemProbe.over(readable);
        for (Candidate candidate : layout.candidates()) {
            if (candidate instanceof Candidate.Readable device) {
                read(device, probe, findings);
            } else if (candidate instanceof Candidate.NeedsAppliance device) {
                findings.omit(device.device() + ": needs the appliance: " + device.why());
            }
        }
        for (Member member : layout.members()) {
            if (member.type().equals("crypto_LUKS") || member.type().equals("BitLocker")) {
                findings.omit(member.device() + ": encrypted (" + member.type() + ")");
            }
        }
    }

    private static void read(Candidate.Readable device, FilesystemProbe probe, Findings findings) throws IOException {
        Optional<Filesystem> found;
        try {
            found = probe.filesystemOn(device.contents());
        } catch (org.guestscope.disk.DiskFormatException e) {
            findings.omit(device.device() + ": " + withoutName(e.getMessage(), device.contents()));
            return;
        }
        if (found.isPresent()) {
            findings.add(device.device(), found.get(), device.contents());
        }
    }

    /** A reason without the device's name before it, which the line it becomes part of has already. */
    private static String withoutName(@Nullable String why, BlockDevice device) {
        String prefix = device.name() + ": ";
        String reason = String.valueOf(why);
        return reason.startsWith(prefix) ? reason.substring(prefix.length()) : reason;
    }

    private static void close(List<DiskImage> images) {
        for (DiskImage image : images) {
            try {
                image.close();
            } catch (IOException e) {
                // Only read from: nothing is lost, and the figures are there already.
                continue;
            }
        }
    }

    /** The report of one guest as it grows. */
    private static final class Findings {

        private final Guest guest;
        private final List<FilesystemUsage> rows = new ArrayList<>();
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

        void unreadable(String why, boolean forgiven) {
            if (forgiven) {
                omissions.add(why);
            } else {
                failures.add(why);
            }
        }

        void add(String device, Filesystem filesystem, BlockDevice contents) {
            Usage usage = filesystem.usage();
            if (usage instanceof Usage.Exact exact) {
                rows(device, filesystem, exact.statvfs(), null);
            } else if (usage instanceof Usage.Approximate approximate) {
                rows(device, filesystem, approximate.statvfs(), approximate.why());
            } else if (usage instanceof Usage.NeedsAppliance needed) {
                omit(device + ": " + filesystem.type() + " needs the appliance: "
                        + withoutName(needed.why(), contents));
            } else if (usage instanceof Usage.NotMountable not && isMissed(filesystem.type())) {
                omit(device + ": " + filesystem.type() + " cannot be mounted: " + withoutName(not.why(), contents));
            }
        }

        /** Whether a reader would miss a row: swap and the members of volumes never have one. */
        private static boolean isMissed(String type) {
            return !type.equals("swap") && !type.endsWith("_member");
        }

        private void rows(String device, Filesystem filesystem, StatVfs stat, @Nullable String note) {
            row(device, filesystem, stat, note);
            for (String subvolume : filesystem.subvolumes()) {
                row("btrfsvol:" + device + "/" + subvolume, filesystem, stat, note);
            }
        }

        private void row(String device, Filesystem filesystem, StatVfs stat, @Nullable String note) {
            rows.add(new FilesystemUsage(
                    guest.name(),
                    guest.uuid(),
                    device,
                    filesystem.type(),
                    filesystem.label(),
                    filesystem.uuid(),
                    stat,
                    FilesystemUsage.Source.DIRECT,
                    note));
        }

        GuestReport report() {
            List<FilesystemUsage> refined =
                    guest.live() == null ? rows : guest.live().refine(guest, rows);
            return new GuestReport(guest.name(), refined, omissions, failures, warnings);
        }
    }
}
