package org.guestscope.appliance.session;

import java.io.IOException;
import java.util.List;
import org.guestscope.appliance.ApplianceOptions;
import org.guestscope.appliance.DiskSpec;

/** Starts appliances for a session; tests put a scripted guest here. */
public interface GuestLauncher {
    /** May begin to start a machine with these options already, because a launch is certain. */
    void prepare(ApplianceOptions options);

    /** Gives up what {@link #prepare} began. */
    void discard();

    /**
     * Starts, or finishes starting, a machine and attaches the disks in their order.
     *
     * @param backend {@code direct}, or {@code unix:SOCKET} for an agent that somebody else has started
     */
    Guest launch(String backend, ApplianceOptions options, List<DiskSpec> disks) throws IOException;
}
