package org.guestscope.hostvalidate.compat;

import org.guestscope.hostvalidate.host.Host;
import org.jspecify.annotations.Nullable;

/** A hypervisor driver of libvirt, for which a host can be fit or not. In the order their reports come. */
public enum Driver {
    QEMU("qemu"),
    LXC("lxc"),
    BHYVE("bhyve"),
    CH("ch");

    private final String argument;

    Driver(String argument) {
        this.argument = argument;
    }

    /** Its name on the command line. */
    public String argument() {
        return argument;
    }

    /** The driver of that name, in exactly this spelling; {@code null} when there is none. */
    public static @Nullable Driver named(String argument) {
        for (Driver driver : values()) {
            if (driver.argument.equals(argument)) {
                return driver;
            }
        }
        return null;
    }

    /** Whether this operating system can run guests of this driver at all: bhyve is FreeBSD's, the others Linux's. */
    public boolean exists() {
        return (this == BHYVE) == "FreeBSD".equals(System.getProperty("os.name"));
    }

    /** Whether a run that names no driver includes it. Cloud Hypervisor is asked for by name, as few hosts have it. */
    public boolean isDefault() {
        return this != CH && exists();
    }

    /** Adds this driver's rows for that host. */
    public void validate(Host host, Edition edition, Report report) {
        switch (this) {
            case QEMU -> QemuDriver.validate(host, edition, report);
            case LXC -> LxcDriver.validate(host, edition, report);
            case CH -> CloudHypervisorDriver.validate(host, edition, report);
            case BHYVE -> BhyveDriver.validate(BhyveDriver.loadedModules(), report);
        }
    }
}
