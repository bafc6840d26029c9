package org.guestscope.disk;

import java.io.IOException;

/**
 * What is wrong with bytes read from a disk, in one line that names the source, the offset, the structure and what was
 * expected. The three kinds tell whose fault it is.
 */
public abstract sealed class DiskFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String message;

    private DiskFormatException(String message) {
        super(message);
        this.message = message;
    }

    /** The one line that tells what is wrong; never null. */
    @Override
    public String getMessage() {
        return message;
    }

    /** Wrong input: the bytes are not of this format at all. */
    public static final class NotThisFormat extends DiskFormatException {
        private static final long serialVersionUID = 1L;

        private NotThisFormat(String message) {
            super(message);
        }
    }

    /** Corrupt or hostile: the format's magic is there, and something else in it cannot be. */
    public static final class Bad extends DiskFormatException {
        private static final long serialVersionUID = 1L;

        private Bad(String message) {
            super(message);
        }
    }

    /** Valid, but not handled by this reader. */
    public static final class Unsupported extends DiskFormatException {
        private static final long serialVersionUID = 1L;

        private Unsupported(String message) {
            super(message);
        }
    }

    /**
     * Wrong input, e.g. {@code disk.img: not a qcow2: magic is 0x00000000}.
     *
     * @param source the device's name
     * @param format the format with its article left out, e.g. {@code qcow2 header}
     * @param why what was found and what was expected
     */
    public static NotThisFormat not(String source, String format, String why) {
        return new NotThisFormat("%s: not a %s: %s".formatted(source, format, why));
    }

    /**
     * Corrupt input, e.g. {@code disk.qcow2: bad qcow2 header at 0x14: cluster_bits 40, must be 9..21}.
     *
     * @param source the device's name
     * @param offset where the structure or field stands, in bytes from the start of the device
     * @param structure the structure's name in its specification
     * @param why the field, its value and what was expected
     */
    public static Bad bad(String source, long offset, String structure, String why) {
        return new Bad("%s: bad %s at 0x%x: %s".formatted(source, structure, offset, why));
    }

    /**
     * Valid input that this reader does not handle.
     *
     * @param source the device's name
     * @param structure the structure's name in its specification
     * @param why the feature that is not handled
     */
    public static Unsupported unsupported(String source, String structure, String why) {
        return new Unsupported("%s: unsupported %s: %s".formatted(source, structure, why));
    }
}
