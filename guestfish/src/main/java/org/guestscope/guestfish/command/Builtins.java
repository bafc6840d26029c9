package org.guestscope.guestfish.command;

import java.util.List;
import org.guestscope.guestfish.shell.Builtin;

/** The table of the shell's own commands. */
public final class Builtins {
    private Builtins() {}

    /** All of them. */
    public static List<Builtin> all() {
        return List.of(
                new Builtin(
                        "alloc",
                        List.of("allocate"),
                        "make a full-size disk image and add it",
                        "file size",
                        "Makes a raw image file on the host whose space is all taken at once, and adds it as a drive.\n\n"
                                + "The size takes suffixes such as M and G. Without the space in advance: `sparse`.",
                        DiskFileCommands::alloc),
                new Builtin(
                        "copy-in",
                        List.of(),
                        "copy files and directories of the host into the guest",
                        "local... /remotedir",
                        "Copies files and whole directories to a directory of the guest, with owners, modes and times.\n\n"
                                + "The local names may be relative. If there is no file of such a name, it is a pattern: "
                                + "`*`, `?` and `[...]` stand for the files that match.",
                        CopyCommands::copyIn),
                new Builtin(
                        "copy-out",
                        List.of(),
                        "copy files and directories of the guest to the host",
                        "remote... localdir",
                        "Copies files and whole directories to a directory of the host. A symbolic link that is named is "
                                + "followed; links within a directory stay links.\n\n"
                                + "If the guest has nothing of such a name, it is a pattern as in `glob`: "
                                + "`copy-out /etc/*.conf DIR`.",
                        CopyCommands::copyOut),
                new Builtin(
                        "delete-event",
                        List.of(),
                        "stop running a script at events",
                        "name",
                        "Removes every script that `event` registered under the name. A number that is no name removes the "
                                + "one script that `list-events` shows with it.",
                        EventCommands::delete),
                new Builtin(
                        "display",
                        List.of(),
                        "show an image file of the guest",
                        "filename",
                        "Downloads a picture and runs $GUESTFISH_DISPLAY_IMAGE on it, or `display`.",
                        ViewCommands::display),
                new Builtin(
                        "echo",
                        List.of(),
                        "print words",
                        "[word...]",
                        "Prints its parameters with a blank between each two, and a newline.",
                        SessionCommands::echo),
                new Builtin(
                        "edit",
                        List.of("vi", "emacs"),
                        "edit a file of the guest",
                        "filename",
                        "Downloads the file, runs $EDITOR on it (vi when that is not set), and puts the file back if it was "
                                + "changed, with its owner, mode and extended attributes.\n\n"
                                + "`vi` and `emacs` run that editor.",
                        EditCommands::edit),
                new Builtin(
                        "event",
                        List.of(),
                        "run a script of the host at events",
                        "name eventset script",
                        "Registers a script. The set is '*' or a list of names, or beginnings of names, separated by commas: "
                                + "appliance, close, enter, launch_done, library, libvirt_auth, progress, subprocess_quit, "
                                + "trace, warning.\n\n"
                                + "The script finds the event's name in $EVENT, a message in $1, and the numbers of a "
                                + "progress event in $1 to $4: call, serial, position, total.",
                        EventCommands::event),
                new Builtin(
                        "glob",
                        List.of(),
                        "run a command for every file that matches",
                        "command [word...]",
                        "Expands wildcards in every word that begins with / by the guest's files, and in words that begin "
                                + "with /dev/ by its devices, then runs the command once for every combination.",
                        GlobCommand::glob),
                new Builtin(
                        "help",
                        List.of(),
                        "list the commands, or explain one",
                        "[command]",
                        "Without a parameter: what to do next. With -l or --list: all commands. With a command: its "
                                + "parameters and what it does.",
                        HelpCommand::help),
                new Builtin(
                        "hexedit",
                        List.of(),
                        "edit the bytes of a file or device",
                        "filename [[start] max]",
                        "Runs $HEXEDITOR, or hexedit, on a copy of the file or device and writes it back if it was changed.\n\n"
                                + "More than 16 MB need a range: max bytes from the beginning or from start on.",
                        EditCommands::hexedit),
                new Builtin(
                        "lcd",
                        List.of(),
                        "change the directory on the host",
                        "directory",
                        "Changes the directory of guestfish itself; `!cd` would change only the directory of a shell that "
                                + "ends at once.",
                        SessionCommands::lcd),
                new Builtin(
                        "list-events",
                        List.of(),
                        "list the scripts that run at events",
                        "",
                        "Prints a line for each script: its name, its number, its events, the script.",
                        EventCommands::list),
                new Builtin(
                        "man",
                        List.of("manual"),
                        "open the manual",
                        "",
                        "Opens the manual page guestfish(1).",
                        ViewCommands::man),
                new Builtin(
                        "more",
                        List.of("less"),
                        "read a file of the guest page by page",
                        "filename",
                        "Downloads the file and runs $PAGER on it, or `more`. `less` runs less.",
                        ViewCommands::more),
                new Builtin(
                        "not",
                        List.of(),
                        "run a command that is expected to fail",
                        "command [word...]",
                        "Works when the command fails, and fails when it works.",
                        SessionCommands::not),
                new Builtin(
                        "quit",
                        List.of("exit", "q"),
                        "leave guestfish",
                        "",
                        "Ends the session after this line. Changes are written out first.",
                        SessionCommands::quit),
                new Builtin(
                        "reopen",
                        List.of(),
                        "begin again with no drives",
                        "",
                        "Shuts the appliance down and starts over. A few settings stay; drives and event scripts go.",
                        SessionCommands::reopen),
                new Builtin(
                        "setenv",
                        List.of(),
                        "set an environment variable",
                        "VAR value",
                        "Sets a variable for host commands and editors; `parse-environment` has the settings follow.",
                        SessionCommands::setenv),
                new Builtin(
                        "sparse",
                        List.of(),
                        "make a sparse disk image and add it",
                        "file size",
                        "Makes a raw image file on the host that takes space only where something is written, and adds it.",
                        DiskFileCommands::sparse),
                new Builtin(
                        "supported",
                        List.of(),
                        "list the groups of features",
                        "",
                        "Tells for each optional group of actions whether this appliance has it.",
                        SessionCommands::supported),
                new Builtin(
                        "time",
                        List.of(),
                        "tell how long a command takes",
                        "command [word...]",
                        "Runs the command, then prints the time it took.",
                        SessionCommands::time),
                new Builtin(
                        "unsetenv",
                        List.of(),
                        "remove an environment variable",
                        "VAR",
                        "Removes a variable from the environment of host commands and editors.",
                        SessionCommands::unsetenv));
    }
}
