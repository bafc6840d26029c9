package org.guestscope.guestfish;

import java.io.IOException;
import java.util.List;
import org.guestscope.appliance.AttachedDisk;
import org.guestscope.appliance.session.Session;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.wire.Value;
import org.guestscope.guestfish.option.DriveOption;
import org.guestscope.guestfish.option.MountOption;
import org.guestscope.guestfish.option.Options;
import org.guestscope.guestfish.prepared.PreparationException;
import org.guestscope.guestfish.prepared.PreparedDisk;
import org.guestscope.guestfish.shell.Keys;
import org.guestscope.guestfish.shell.Output;
import org.guestscope.guestfish.shell.Shell;
import org.jspecify.annotations.Nullable;

/** What happens between the options and the first command: drives, launch, inspection, prepared disks, mounts. */
final class StartUp {
    private final Shell shell;
    private final Options options;
    private final Keys keys;
    private final Session session;
    private final Output output;

    /** @param keys asks for the keys of encrypted disks */
    StartUp(Shell shell, Options options, Keys keys) {
        this.shell = shell;
        this.options = options;
        this.keys = keys;
        this.session = shell.session();
        this.output = shell.output();
    }

    /** Does it all; false when something failed and has been reported. */
    boolean run() {
        try {
            settings();
            if (launchIsLikely()) {
                session.prepare();
            }
            int[] firstDrive = addDrives();
            if (firstDrive == null) {
                return false;
            }
            if (options.needsLaunch()) {
                session.call("launch");
                if (options.inspector() && !new Inspector(shell, options, keys).mountAll()) {
                    return false;
                }
                return formatPrepared(firstDrive) && mount();
            }
            return true;
        } catch (IOException e) {
            shell.report(e);
            return false;
        }
    }

    private void settings() throws IOException {
        // Calls like any other, which a trace shows; so tracing is what begins.
        if (options.trace()) {
            session.call("set-trace", true);
        }
        if (!options.autosync()) {
            session.call("set-autosync", false);
        }
        if (options.network()) {
            session.call("set-network", true);
        }
        if (options.verbose()) {
            session.call("set-verbose", true);
        }
        if (shell.interactive()) {
            session.call("set-pgroup", true);
        }
        shell.verbose(options.verbose());
    }

    /** Starting the machine takes longest, so it begins before the drives are even looked at. */
    private boolean launchIsLikely() {
        List<String> commands = options.commands();
        return options.needsLaunch()
                || commands.contains("run")
                || commands.contains("launch")
                || (commands.isEmpty() && !options.drives().isEmpty());
    }

    /** Adds the drives and returns the index of each option's first drive; null when one of -N could not be made. */
    private int @Nullable [] addDrives() throws IOException {
        int[] first = new int[options.drives().size()];
        int i = 0;
        for (DriveOption drive : options.drives()) {
            first[i++] = session.drives().size();
            Boolean readOnly = options.readOnly() ? Boolean.TRUE : null;
            if (drive instanceof DriveOption.Image image) {
                session.addDrive(image.location(), readOnly, image.format(), image.blocksize());
            } else if (drive instanceof DriveOption.Domain domain) {
                session.call("add-domain", domain.name(), options.connect(), readOnly, null, null, true, "read");
            } else if (drive instanceof DriveOption.Prepared prepared) {
                if (!create(prepared.disk())) {
                    return null;
                }
                session.call("add-drive", prepared.disk().file(), null, "raw");
            }
        }
        return first;
    }

    private boolean create(PreparedDisk disk) throws IOException {
        try {
            session.call("disk-create", disk.file(), "raw", disk.size(), null, null, "sparse");
            return true;
        } catch (ActionException e) {
            output.error(disk.failure("failed to allocate disk: " + e.getMessage()));
            return false;
        }
    }

    private boolean formatPrepared(int[] firstDrive) {
        int i = 0;
        for (DriveOption drive : options.drives()) {
            if (drive instanceof DriveOption.Prepared prepared) {
                PreparedDisk disk = prepared.disk();
                try {
                    disk.format(AttachedDisk.at(firstDrive[i]).device(), new SessionDiskActions(session));
                } catch (PreparationException e) {
                    output.error(String.valueOf(e.getMessage()));
                    return false;
                }
            }
            i++;
        }
        return true;
    }

    private boolean mount() throws IOException {
        for (MountOption mount : options.mounts()) {
            String given = mount.options();
            String flags = given != null ? given : options.readOnly() ? "ro" : "";
            try {
                if (mount.fstype() != null) {
                    session.call("mount-vfs", flags, mount.fstype(), mount.device(), mount.mountpoint());
                } else {
                    session.call("mount-options", flags, mount.device(), mount.mountpoint());
                }
            } catch (ActionException e) {
                shell.report(e);
                notMounted(mount);
                return false;
            }
        }
        return true;
    }

    private void notMounted(MountOption mount) throws IOException {
        output.error("guestfish: ‘" + mount.device() + "’ could not be mounted.");
        if (mount.options() != null) {
            output.error("guestfish: Check the mount options ‘" + mount.options()
                    + "’: the kernel decides which ones a filesystem takes.");
        }
        output.error("guestfish: Did you mean to mount one of these filesystems?");
        Value.Table filesystems = (Value.Table) session.call("list-filesystems");
        for (Value.Row row : filesystems.rows()) {
            output.error("guestfish: \t" + mountArgument(row.key().latin1()) + " ("
                    + row.value().latin1() + ")");
        }
    }

    /** {@code btrfsvol:/dev/sda1/name} as {@code -m} takes it. */
    private static String mountArgument(String mountable) {
        if (!mountable.startsWith("btrfsvol:")) {
            return mountable;
        }
        String rest = mountable.substring("btrfsvol:".length());
        int slash = rest.indexOf('/', "/dev/".length());
        return slash < 0 ? rest : rest.substring(0, slash) + ":/:subvol=" + rest.substring(slash + 1);
    }
}
