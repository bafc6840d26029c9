package org.guestscope.appliance.session;

import java.io.IOException;
import java.util.List;
import org.guestscope.appliance.ApplianceOptions;
import org.guestscope.appliance.DiskSpec;
import org.guestscope.guest.ActionException;

/** Starts real appliances. */
public final class ApplianceLauncher implements GuestLauncher {

    @Override
    public void prepare(ApplianceOptions options) {
        // A machine is not started ahead yet.
    }

    @Override
    public Guest launch(String backend, ApplianceOptions options, List<DiskSpec> disks) throws IOException {
        if (backend.startsWith(AgentSocket.PREFIX)) {
            return AgentSocket.connect(backend);
        }
        throw new ActionException("launch", ActionException.ENOTSUP, "this build has no appliance yet");
    }
}
