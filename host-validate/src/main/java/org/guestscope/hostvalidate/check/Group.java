package org.guestscope.hostvalidate.check;

/** What checks have to do with; the order of the report. */
public enum Group {
    CPU("CPU and nested virtualization"),
    KVM("KVM that really works"),
    MEMORY("Memory and huge pages"),
    DEVICES("Devices and permissions"),
    PASSTHROUGH("IOMMU groups and passthrough"),
    NETWORK("Network"),
    STORAGE("Storage and space"),
    FIRMWARE("Firmware and TPM"),
    SECURITY("Security"),
    SOFTWARE("libvirt and QEMU"),
    LIMITS("Limits and containers"),
    CONFIDENTIAL("Confidential computing");

    private final String title;

    Group(String title) {
        this.title = title;
    }

    /** Its heading. */
    public String title() {
        return title;
    }
}
