package org.guestscope.hostvalidate.compat;

/** Whose rows to print. */
public enum Edition {
    /** libvirt 9.0.0, what Debian 12 has. */
    CLASSIC,
    /** Later libvirt: quoted names in labels, Arm IOMMU, the SEV-ES, SEV-SNP and TDX rows. */
    NEWER;

    /** A device's or namespace's name as labels show it. */
    String name(String plain) {
        return this == CLASSIC ? plain : "'" + plain + "'";
    }
}
