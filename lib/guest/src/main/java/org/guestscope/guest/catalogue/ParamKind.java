package org.guestscope.guest.catalogue;

/** What a parameter of an action is: decides how a command line is read and what the agent checks. */
public enum ParamKind {
    /** Any text without a NUL byte. */
    STRING,
    /** Text, or nothing. */
    OPT_STRING,
    /** An absolute path in the guest. */
    PATH,
    /** A block device. */
    DEVICE,
    /** A block device or a {@code btrfsvol:} subvolume. */
    MOUNTABLE,
    /** A block device if it begins with {@code /dev/}, else an absolute path in the guest. */
    DEVICE_OR_PATH,
    /** A block device, a {@code btrfsvol:} subvolume, or an absolute path in the guest. */
    MOUNTABLE_OR_PATH,
    /** A passphrase: never shown, never traced. */
    KEY,
    /** A GUID in its usual text form. */
    GUID,
    /** A stream of bytes from the host. */
    FILE_IN,
    /** A stream of bytes to the host. */
    FILE_OUT,
    /** Bytes. */
    BUFFER,
    /** True or false. */
    BOOL,
    /** A signed 32-bit number. */
    INT,
    /** A signed 64-bit number. */
    INT64,
    /** A list of texts. */
    STRING_LIST,
    /** A list of block devices. */
    DEVICE_LIST,
    /** A list of names without a slash. */
    NAME_LIST;

    /** Whether the bytes travel as a stream beside the call and not in it. */
    public boolean isFile() {
        return this == FILE_IN || this == FILE_OUT;
    }

    /** Whether it is a list. */
    public boolean isList() {
        return this == STRING_LIST || this == DEVICE_LIST || this == NAME_LIST;
    }
}
