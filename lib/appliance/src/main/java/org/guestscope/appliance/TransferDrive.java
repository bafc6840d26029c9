package org.guestscope.appliance;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.guestscope.guest.FileMedium;
import org.jspecify.annotations.Nullable;

/**
 * The machine's optical drive. Unlike a disk it is there from the start, so that a file can be shown to the guest without
 * a disk of another name coming and going.
 */
final class TransferDrive implements FileMedium {

    private static final String ID = "transfer";
    private static final String NODE = "transfer-file";

    /** Behind the disks, which have the numbers below. */
    private static final int SCSI_ID = Appliance.MAX_DISKS;

    private final QmpClient qmp;

    TransferDrive(QmpClient qmp) {
        this.qmp = qmp;
    }

    /** The drive, empty, in the words of QEMU's command line. */
    static List<String> arguments() {
        return List.of("-device", "scsi-cd,id=%s,bus=scsi0.0,scsi-id=%d,lun=0".formatted(ID, SCSI_ID));
    }

    @Override
    public boolean insert(Path file) throws IOException {
        String name = nameForAll(file);
        if (name == null) {
            return false;
        }
        Map<String, Object> source = BlockSource.options(
                "driver", "file", "filename", name, "read-only", true, "locking", "off", "node-name", NODE + "-bytes");
        Map<String, Object> node =
                BlockSource.options("driver", "raw", "node-name", NODE, "read-only", true, "file", source);
        try {
            qmp.run("blockdev-add", node);
        } catch (QmpException e) {
            return false;
        }
        openTray();
        qmp.run("blockdev-insert-medium", Map.of("id", ID, "node-name", NODE));
        qmp.run("blockdev-close-tray", Map.of("id", ID));
        return true;
    }

    /**
     * The name by which QEMU finds the same file, as {@code /dev/stdin} and {@code /dev/fd/3} are something else there;
     * null when text cannot hold it.
     */
    private static @Nullable String nameForAll(Path file) {
        try {
            Path real = file.toRealPath();
            String name = real.toString();
            return real.equals(Path.of(name)) ? name : null;
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }

    @Override
    public void eject() throws IOException {
        openTray();
        qmp.run("blockdev-remove-medium", Map.of("id", ID));
        qmp.run("blockdev-del", Map.of("node-name", NODE));
    }

    /** By force: the guest may have locked it, and has no say in it. */
    private void openTray() throws IOException {
        qmp.run("blockdev-open-tray", Map.of("id", ID, "force", true));
    }
}
