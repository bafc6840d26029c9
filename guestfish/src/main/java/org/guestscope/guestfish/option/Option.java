package org.guestscope.guestfish.option;

import org.jspecify.annotations.Nullable;

/** The option table, in the order in which {@code --long-options} lists it. */
enum Option {
    ADD("add", 'a', Argument.REQUIRED),
    APPLIANCE_INFO("appliance-info", '\0', Argument.NONE),
    BLOCKSIZE("blocksize", '\0', Argument.OPTIONAL),
    CMD_HELP("cmd-help", 'h', Argument.OPTIONAL),
    CONNECT("connect", 'c', Argument.REQUIRED),
    CSH("csh", '\0', Argument.NONE),
    DOMAIN("domain", 'd', Argument.REQUIRED),
    NO_DEST_PATHS_OLD(null, 'D', Argument.NONE),
    ECHO_KEYS("echo-keys", '\0', Argument.NONE),
    FILE("file", 'f', Argument.REQUIRED),
    FORMAT("format", '\0', Argument.OPTIONAL),
    HELP("help", '\0', Argument.NONE),
    INSPECTOR("inspector", 'i', Argument.NONE),
    KEY("key", '\0', Argument.REQUIRED),
    KEYS_FROM_STDIN("keys-from-stdin", '\0', Argument.NONE),
    LISTEN("listen", '\0', Argument.NONE),
    LIVE("live", '\0', Argument.NONE),
    LONG_OPTIONS("long-options", '\0', Argument.NONE),
    MAKE_APPLIANCE("make-appliance", '\0', Argument.REQUIRED),
    MOUNT("mount", 'm', Argument.REQUIRED),
    NETWORK("network", '\0', Argument.NONE),
    NEW("new", 'N', Argument.REQUIRED),
    NO_DEST_PATHS("no-dest-paths", '\0', Argument.NONE),
    NO_SYNC("no-sync", 'n', Argument.NONE),
    PIPE_ERROR("pipe-error", '\0', Argument.NONE),
    PROGRESS_BARS("progress-bars", '\0', Argument.NONE),
    NO_PROGRESS_BARS("no-progress-bars", '\0', Argument.NONE),
    REMOTE("remote", '\0', Argument.OPTIONAL),
    RO("ro", 'r', Argument.NONE),
    RW("rw", 'w', Argument.NONE),
    SELINUX("selinux", '\0', Argument.NONE),
    SHORT_OPTIONS("short-options", '\0', Argument.NONE),
    VERBOSE("verbose", 'v', Argument.NONE),
    VERSION("version", 'V', Argument.NONE),
    TRACE(null, 'x', Argument.NONE);

    /** Whether an option takes an argument. */
    enum Argument {
        NONE,
        REQUIRED,
        OPTIONAL
    }

    final @Nullable String longName;
    /** The letter, or NUL when there is none. */
    final char letter;

    final Argument argument;

    Option(@Nullable String longName, char letter, Argument argument) {
        this.longName = longName;
        this.letter = letter;
        this.argument = argument;
    }

    /** Whether {@code --long-options} leaves it out: the two that make the lists themselves. */
    boolean hidden() {
        return this == LONG_OPTIONS || this == SHORT_OPTIONS;
    }
}
