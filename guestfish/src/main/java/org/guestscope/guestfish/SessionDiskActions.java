package org.guestscope.guestfish;

import java.io.IOException;
import java.util.List;
import org.guestscope.appliance.session.Session;
import org.guestscope.guestfish.prepared.DiskActions;
import org.guestscope.guestfish.prepared.PreparationException;
import org.jspecify.annotations.Nullable;

/** What prepared disks need, done by a session. */
final class SessionDiskActions implements DiskActions {
    private static final int WHOLE_PERCENT = 100;

    private final Session session;

    SessionDiskActions(Session session) {
        this.session = session;
    }

    @Override
    public void partitionWholeDisk(String device, String table) throws PreparationException {
        call("part-disk", device, table);
    }

    @Override
    public void partitionTable(String device, String table) throws PreparationException {
        call("part-init", device, table);
    }

    @Override
    public void addPartition(String device, long firstSector, long lastSector) throws PreparationException {
        call("part-add", device, "primary", firstSector, lastSector);
    }

    @Override
    public void makeFilesystem(String filesystem, String device) throws PreparationException {
        call("mkfs", filesystem, device);
    }

    @Override
    public void makePhysicalVolume(String partition) throws PreparationException {
        call("pvcreate", partition);
    }

    @Override
    public void makeVolumeGroup(String group, String partition) throws PreparationException {
        call("vgcreate", group, List.of(partition));
    }

    @Override
    public void makeLogicalVolume(String volume, String group) throws PreparationException {
        call("lvcreate-free", volume, group, WHOLE_PERCENT);
    }

    private void call(String action, @Nullable Object... arguments) throws PreparationException {
        try {
            session.call(action, arguments);
        } catch (IOException e) {
            throw new PreparationException(String.valueOf(e.getMessage()));
        }
    }
}
