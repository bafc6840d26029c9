package org.guestscope.virtdf;

import java.util.List;
import org.guestscope.cli.Option;
import org.guestscope.cli.OptionTable;

/** The options of virt-df: those of the program it replaces first, then its own. The manual is made of them too. */
public final class Options {

    private static final char NO_LETTER = 0;

    private static final List<String> COLUMNS = List.of(
            "guest",
            "uuid",
            "device",
            "filesystem",
            "type",
            "label",
            "fsuuid",
            "size",
            "used",
            "avail",
            "use",
            "inodes",
            "iused",
            "ifree",
            "iuse",
            "source",
            "note");

    public static final OptionTable TABLE = new OptionTable(
            "virt-df",
            List.of("[OPTION]...", "[OPTION]... -a IMAGE [-a IMAGE]...", "[OPTION]... -d GUEST"),
            "Shows the size, used and available space of every filesystem in guests, most of them without starting"
                    + " a virtual machine. All -a and -d together are the disks of one guest; without any, every"
                    + " libvirt domain is listed.",
            List.of(
                    Option.value('a', "add", "IMAGE", "A disk image, block device or URI of the guest."),
                    Option.value('c', "connect", "URI", "The libvirt connection for -d and for all guests."),
                    Option.flag(NO_LETTER, "csv", "Print comma-separated values."),
                    Option.value('d', "domain", "GUEST", "A libvirt domain, by name or UUID."),
                    Option.optional(
                            NO_LETTER,
                            "format",
                            "FORMAT",
                            "The format of the images after it (none: found out again)."),
                    Option.optional(
                                    NO_LETTER,
                                    "blocksize",
                                    "512|4096",
                                    "The logical sector size of the images after it (none: 512 again).")
                            .among(List.of("512", "4096")),
                    Option.flag('h', "human-readable", "Print sizes as 1.2M."),
                    Option.flag('i', "inodes", "Print inodes in place of blocks."),
                    Option.flag(NO_LETTER, "one-per-guest", "Accepted for old scripts, and without effect."),
                    Option.value('P', null, "N", "Look into at most N guests at a time (0: as many as cores)."),
                    Option.flag(NO_LETTER, "uuid", "Name libvirt guests by their UUID."),
                    Option.flag(NO_LETTER, "each", "Make every -a and -d a guest of its own.")
                            .ofOurs(),
                    Option.value(
                                    NO_LETTER,
                                    "source",
                                    "SOURCE",
                                    "Take figures from agent, direct or appliance alone (auto: the best for each).")
                            .among(List.of("auto", "agent", "direct", "appliance"))
                            .ofOurs(),
                    Option.flag(NO_LETTER, "long", "Print type, label and UUID of each filesystem too.")
                            .ofOurs(),
                    Option.value(
                                    NO_LETTER,
                                    "output",
                                    "COLUMN,...",
                                    "Print these columns: " + String.join(", ", COLUMNS) + ".")
                            .among(COLUMNS)
                            .ofOurs(),
                    Option.value(NO_LETTER, "sort", "COLUMN", "Sort rows by a column, numbers with the largest first.")
                            .among(COLUMNS)
                            .ofOurs(),
                    Option.flag(NO_LETTER, "json", "Print one JSON document.").ofOurs(),
                    Option.flag(NO_LETTER, "openmetrics", "Print OpenMetrics text, for a textfile collector.")
                            .ofOurs(),
                    Option.value(NO_LETTER, "warn", "PERCENT", "Exit with 1 when a filesystem is this full.")
                            .ofOurs(),
                    Option.value(NO_LETTER, "crit", "PERCENT", "Exit with 2 when a filesystem is this full.")
                            .ofOurs(),
                    Option.value(NO_LETTER, "watch", "SECONDS", "Print again every so many seconds.")
                            .ofOurs(),
                    Option.value(
                                    NO_LETTER,
                                    "key",
                                    "ID:key:TEXT|ID:file:FILE",
                                    "A key for an encrypted device of the guest.")
                            .ofOurs(),
                    Option.flag(NO_LETTER, "keys-from-stdin", "Read keys from standard input, a line each.")
                            .ofOurs(),
                    Option.flag(
                                    NO_LETTER,
                                    "allow-backing-protocols",
                                    "Follow backing files that are no plain files, as image headers name them.")
                            .ofOurs(),
                    Option.flag('v', "verbose", "Say on standard error what is done, and trace failures."),
                    Option.flag('x', null, "Trace the calls to the appliance on standard error."),
                    Option.flag('V', "version", "Print the version."),
                    Option.flag(NO_LETTER, "help", "Print this help."),
                    Option.flag(NO_LETTER, "long-options", ""),
                    Option.flag(NO_LETTER, "short-options", "")));

    private Options() {}
}
