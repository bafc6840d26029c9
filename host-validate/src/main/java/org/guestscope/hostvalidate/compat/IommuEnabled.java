package org.guestscope.hostvalidate.compat;

import org.guestscope.hostvalidate.check.Level;
import org.guestscope.hostvalidate.host.Host;

/**
 * Whether the kernel uses the IOMMU: it then has groups, each a subfolder of /sys/kernel/iommu_groups.
 *
 * @param linkCount that folder's number of links; two when it is empty, -1 when there is none
 */
record IommuEnabled(IommuSupport.Kind kind, int linkCount) {
    private static final String GROUPS = "/sys/kernel/iommu_groups";

    static IommuEnabled read(Host host, IommuSupport.Kind kind) {
        return new IommuEnabled(kind, host.isFolder(GROUPS) ? host.linkCount(GROUPS) : -1);
    }

    /** Whether the kernel can tell. */
    boolean applies() {
        return linkCount >= 0;
    }

    Row judge() {
        String hint = switch (kind) {
            case INTEL -> "boot the kernel with intel_iommu=on";
            case AMD -> "boot the kernel with iommu=pt iommu=1";
            default -> "this kernel was built without support for the IOMMU";
        };
        return Row.of("if IOMMU is enabled by kernel", linkCount > 2, Level.WARN, hint);
    }
}
