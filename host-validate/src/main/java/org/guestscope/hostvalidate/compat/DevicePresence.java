package org.guestscope.hostvalidate.compat;

import org.guestscope.hostvalidate.check.Level;
import org.guestscope.hostvalidate.host.Host;

/** Whether a device node or a folder of the kernel is there, what it is worth, and what brings it. */
record DevicePresence(String path, boolean exists, Level otherwise, String hint) {
    static DevicePresence read(Host host, String path, Level otherwise, String hint) {
        return new DevicePresence(path, host.exists(path), otherwise, hint);
    }

    Row judge(Edition edition) {
        return Row.of("if device " + edition.name(path) + " exists", exists, otherwise, hint);
    }
}
