package org.guestscope.hostvalidate.compat;

import org.guestscope.hostvalidate.check.Level;
import org.guestscope.hostvalidate.host.Architecture;
import org.guestscope.hostvalidate.host.CpuFlags;
import org.guestscope.hostvalidate.host.Host;
import org.guestscope.hostvalidate.host.IortTable;

/**
 * Whether the platform has an IOMMU, which giving a device to a guest needs. The processor's flags decide where to
 * look before the architecture does.
 *
 * @param kind where the platform would announce its IOMMU
 * @param announced whether it does
 */
record IommuSupport(Kind kind, boolean announced) {
    private static final String TABLES = "/sys/firmware/acpi/tables/";

    /** Where an IOMMU shows. */
    enum Kind {
        INTEL,
        AMD,
        POWER,
        S390,
        ARM,
        UNKNOWN
    }

    static IommuSupport read(Host host, CpuFlags flags, Edition edition) {
        Architecture architecture = host.architecture();
        if (flags.vmx()) {
            return new IommuSupport(Kind.INTEL, host.exists(TABLES + "DMAR"));
        }
        if (flags.svm()) {
            return new IommuSupport(Kind.AMD, host.exists(TABLES + "IVRS"));
        }
        if (architecture.isPower()) {
            return new IommuSupport(Kind.POWER, true);
        }
        if (architecture.isS390()) {
            return new IommuSupport(Kind.S390, host.list("/sys/bus/pci/devices").length > 0);
        }
        if (architecture.isArm() && edition == Edition.NEWER) {
            return new IommuSupport(Kind.ARM, IortTable.hasSmmu(host.contents(TABLES + "IORT")));
        }
        return new IommuSupport(Kind.UNKNOWN, false);
    }

    Row judge() {
        String label = "for device assignment IOMMU support";
        return switch (kind) {
            case INTEL -> Row.of(label, announced, Level.WARN, noTable("DMAR", "VT-d"));
            case AMD -> Row.of(label, announced, Level.WARN, noTable("IVRS", "AMD-Vi"));
            case ARM ->
                Row.of(
                        label,
                        announced,
                        Level.WARN,
                        "no SMMU in the firmware's IORT table: none there or switched off");
            case S390 -> Row.of(label, announced, Level.NOTE, "there is no PCI device to give to a guest");
            case POWER -> Row.pass(label);
            case UNKNOWN -> new Row(label, Level.WARN, "how this platform announces an IOMMU is not known");
        };
    }

    private static String noTable(String table, String technology) {
        return "the firmware has no " + table + " table: switch " + technology
                + " on in its setup, if the board has it";
    }
}
