package org.guestscope.disk.image;

import java.util.Optional;

/** The disk image formats, under the names QEMU gives them. */
public enum ImageFormat {
    RAW("raw"),
    QCOW2("qcow2"),
    QED("qed"),
    VMDK("vmdk"),
    VDI("vdi"),
    VHD("vpc"),
    VHDX("vhdx"),
    PARALLELS("parallels"),
    QCOW("qcow"),
    LUKS("luks"),
    BOCHS("bochs"),
    CLOOP("cloop"),
    DMG("dmg");

    private final String name;

    ImageFormat(String name) {
        this.name = name;
    }

    /** The name QEMU and libvirt use, e.g. {@code vpc} for VHD. */
    public String formatName() {
        return name;
    }

    /** The format of that name; also {@code vhd}, which people write for {@code vpc}. Empty for any other name. */
    public static Optional<ImageFormat> named(String name) {
        if (name.equals("vhd")) {
            return Optional.of(VHD);
        }
        for (ImageFormat format : values()) {
            if (format.name.equals(name)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
