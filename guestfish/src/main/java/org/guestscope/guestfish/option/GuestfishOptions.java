package org.guestscope.guestfish.option;

import java.util.List;
import org.guestscope.cli.Option;
import org.guestscope.cli.OptionTable;

/** The option table, in the order of the help. Options without help text are kept for old scripts only. */
public final class GuestfishOptions {
    private static final char NO_LETTER = 0;

    private GuestfishOptions() {}

    /** The table. */
    public static OptionTable table() {
        return new OptionTable(
                "guestfish",
                List.of(
                        "[OPTION...] [COMMAND [PARAMETER...] [: COMMAND...]]",
                        "[OPTION...] -f SCRIPT",
                        "[OPTION...] < SCRIPT",
                        "-a DISK -i --ro"),
                "Look into and change the filesystems of disk images and virtual machines.",
                List.of(
                        Option.value('a', "add", "IMAGE", "Add a disk image, a host device or a URI."),
                        Option.flag(NO_LETTER, "appliance-info", "Tell where the appliance is and what it is made of.")
                                .ofOurs(),
                        Option.optional(
                                NO_LETTER,
                                "blocksize",
                                "BYTES",
                                "Sector size of the disks of the -a options after it."),
                        Option.optional('h', "cmd-help", "COMMAND", "List the commands, or explain one."),
                        Option.value('c', "connect", "URI", "Where libvirt finds the domains of -d."),
                        Option.flag(NO_LETTER, "csh", "Let --listen print a csh command."),
                        Option.value('d', "domain", "DOMAIN", "Add all disks of a libvirt domain, by name or UUID."),
                        Option.flag('D', null, ""),
                        Option.flag(NO_LETTER, "echo-keys", "Show passphrases while they are typed."),
                        Option.value('f', "file", "SCRIPT", "Read commands from a file."),
                        Option.optional(
                                NO_LETTER, "format", "FORMAT", "Format of the images of the -a options after it."),
                        Option.flag(NO_LETTER, "help", "Show this help."),
                        Option.flag('i', "inspector", "Find the operating system and mount its filesystems."),
                        Option.value(NO_LETTER, "key", "ID:key:TEXT", "A LUKS key; also ID:file:PATH and ID:clevis."),
                        Option.flag(NO_LETTER, "keys-from-stdin", "Take passphrases from the lines of stdin."),
                        Option.flag(NO_LETTER, "listen", "Serve the commands of --remote."),
                        Option.flag(NO_LETTER, "live", ""),
                        Option.flag(NO_LETTER, "long-options", ""),
                        Option.value(
                                        NO_LETTER,
                                        "make-appliance",
                                        "FILE",
                                        "Write the appliance to a file, for hosts offline.")
                                .ofOurs(),
                        Option.value(
                                'm',
                                "mount",
                                "DEVICE[:DIR[:OPTIONS[:TYPE]]]",
                                "Mount a filesystem, on / if DIR is missing."),
                        Option.flag(NO_LETTER, "network", "Give the appliance a network."),
                        Option.value('N', "new", "[FILE=]TYPE[:...]", "Make a disk; -N help lists the types.")
                                .among(List.of("disk", "part", "fs", "lv", "lvfs", "bootroot", "bootrootlv", "help")),
                        Option.flag(NO_LETTER, "no-dest-paths", "Complete file names of the host, not of the guest."),
                        Option.flag('n', "no-sync", "Do not write changes out at the end."),
                        Option.flag(NO_LETTER, "pipe-error", "Let a command fail when its pipe cannot be written."),
                        Option.flag(NO_LETTER, "progress-bars", "Show progress bars also in scripts."),
                        Option.flag(NO_LETTER, "no-progress-bars", "Never show progress bars."),
                        Option.optional(NO_LETTER, "remote", "PID", "Send the commands to a server of --listen."),
                        Option.flag('r', "ro", "Leave the disks unchanged; recommended."),
                        Option.flag(NO_LETTER, "selinux", ""),
                        Option.flag(NO_LETTER, "short-options", ""),
                        Option.flag('v', "verbose", "Tell what is being done, and show stack traces."),
                        Option.flag('V', "version", "Show the version."),
                        Option.flag('w', "rw", "Allow changes; this is the default."),
                        Option.flag('x', null, "Show each call and its result.")));
    }
}
