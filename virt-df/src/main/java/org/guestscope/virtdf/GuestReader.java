package org.guestscope.virtdf;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guestscope.cli.Tool;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.fs.Filesystem;
import org.guestscope.disk.fs.FilesystemProbe;
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
    private final ApplianceReader appliance;

    GuestReader(Settings settings, ApplianceReader appliance) {
        this.settings = settings;
        this.appliance = appliance;
    }

    /** Everything that could be found; failures are told in the report and never thrown. */
    GuestReport read(Guest guest) {
        Findings findings = new Findings(guest);
        boolean agentAlone = settings.source() == Settings.SourceChoice.AGENT;
        if (guest.problem() != null) {
            findings.unreadable(
                    guest.listed() ? guest.problem() : guest.name() + ": " + guest.problem(), guest.listed());
            return findings.report(agentAlone);
        }
        List<DiskImage> images = new ArrayList<>();
        try {
            // Also for the appliance: QEMU would follow whatever a header names as its backing file.
            for (GuestDisk disk : guest.disks()) {
                images.add(open(disk));
            }
            if (settings.source() == Settings.SourceChoice.APPLIANCE) {
                appliance.read(guest, formats(images), findings.sink(true));
            } else {
                read(images, findings);
                askAppliance(guest, formats(images), findings);
            }
        } catch (FileSystemException e) {
            findings.unreadable(Tool.describe(e), guest.listed());
        } catch (IOException e) {
            findings.unreadable(oneLine(e), false);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // A fault of a reader must not take the other guests with it.
            findings.unreadable(guest.name() + ": internal error: " + Tool.describe(e), false);
        } finally {
            close(images);
        }
        return findings.report(agentAlone);
    }

    /** Has the appliance answer for what the disks could not say by themselves. */
    private void askAppliance(Guest guest, List<String> formats, Findings findings) {
        boolean unlock = findings.hasLocked() && appliance.hasKeys();
        if (settings.source() != Settings.SourceChoice.AUTO || !findings.hasPending() && !unlock) {
            return;
        }
        try {
            appliance.read(guest, formats, findings.sink(unlock));
        } catch (IOException e) {
            findings.omit("the appliance: " + oneLine(e));
        }
    }

    private static List<String> formats(List<DiskImage> images) {
        return images.stream().map(image -> image.format().formatName()).toList();
    }

    /** An appliance that died adds the end of its console, which is for those who ask for more. */
    private String oneLine(IOException e) {
        String text = Tool.describe(e);
        int end = text.indexOf('\n');
        return end < 0 || settings.verbose() ? text : text.substring(0, end);
    }

    private DiskImage open(GuestDisk disk) throws IOException {
        OpenOptions options = OpenOptions.defaults()
                .withFormat(format(disk.format()))
                .withAllowBackingProtocols(settings.backingProtocols());
        if (disk.sectorSize() != 0) {
            options = options.withSectorSize(disk.sectorSize());
        }
        return disk.uri()
                ? DiskImages.openUri(disk.location(), options)
                : DiskImages.open(Path.of(disk.location()), options);
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
                findings.defer(device.device(), "needs the appliance: " + device.why());
            }
        }
        for (Member member : layout.members()) {
            if (Findings.isEncrypted(member.type())) {
                findings.encrypted(member.device(), member.type());
            }
        }
    }

    private static void read(Candidate.Readable device, FilesystemProbe probe, Findings findings) throws IOException {
        Optional<Filesystem> found;
        try {
            found = probe.filesystemOn(device.contents());
        } catch (DiskFormatException e) {
            findings.omit(device.device() + ": " + Findings.withoutName(e.getMessage(), device.contents()));
            return;
        }
        if (found.isPresent()) {
            findings.add(device.device(), found.get(), device.contents());
        }
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
}
