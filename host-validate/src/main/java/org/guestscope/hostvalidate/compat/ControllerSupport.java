package org.guestscope.hostvalidate.compat;

import org.guestscope.hostvalidate.check.Level;
import org.guestscope.hostvalidate.host.Cgroups;

/** The control group controllers a driver wants, each a row. */
record ControllerSupport(Cgroups cgroups, Level otherwise) {
    /**
     * Adds a row for each controller. Without usable control groups there are no rows but a complaint, and the report
     * fails if the driver cannot do without.
     */
    void judge(String driver, Report report, String... controllers) {
        String failure = cgroups.failure();
        if (failure != null) {
            report.complain("host-validate: control groups cannot be used: " + failure);
            if (otherwise == Level.FAIL) {
                report.fail();
            }
            return;
        }
        for (String controller : controllers) {
            report.add(
                    driver,
                    Row.of(
                            "for cgroup '" + controller + "' controller support",
                            cgroups.has(controller),
                            otherwise,
                            "mount a hierarchy that has the " + controller
                                    + " controller, or use a kernel built with it"));
        }
    }
}
