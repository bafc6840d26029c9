package org.guestscope.guestfish.command;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.Transfer;
import org.guestscope.guest.call.ByteText;
import org.guestscope.guest.catalogue.Catalogue;
import org.guestscope.guest.wire.Value;
import org.guestscope.guestfish.host.Host;
import org.guestscope.guestfish.host.HostFile;
import org.guestscope.guestfish.shell.CommandException;
import org.guestscope.guestfish.shell.Shell;

/** {@code copy-in} and {@code copy-out}: whole trees, as tar streams between the host's tar and the guest. */
final class CopyCommands {
    private CopyCommands() {}

    static void copyIn(Shell shell, String word, List<String> words) throws CommandException, IOException {
        Usage.check(
                words,
                2,
                Integer.MAX_VALUE,
                "use 'copy-in <local> [<local>...] <remotedir>' to copy files into the image");
        List<String> sources = new ArrayList<>();
        for (String word0 : words.subList(0, words.size() - 1)) {
            List<String> found = onHost(shell, word0);
            if (found.isEmpty()) {
                throw new ActionException("copy_in", 0, "source ‘" + word0 + "’ does not exist (or cannot be read)");
            }
            sources.addAll(found);
        }
        String target = shell.guestPath(words.get(words.size() - 1));
        if (!is(shell, "is-dir", target)) {
            throw new ActionException("copy_in", 0, "target ‘" + target + "’ is not a directory");
        }
        for (String source : sources) {
            copyIn(shell, withoutSlashes(shell.host().absolute(source)), target);
        }
    }

    /** A file of the host, or if there is none of that name those that it matches; empty if there are none. */
    private static List<String> onHost(Shell shell, String name) throws IOException {
        if (HostFile.exists(shell.host().absolute(name))) {
            return List.of(name);
        }
        if (!hasWildcard(name)) {
            return List.of();
        }
        // The shell matches bytes, which names are; the JDK lists only names that its character set has.
        Process matcher = shell.host()
                .shell("for name in " + Host.quoteButWildcards(name)
                        + "; do test -e \"$name\" -o -L \"$name\" && printf '%s\\0' \"$name\"; done")
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.PIPE)
                .start();
        try (InputStream from = matcher.getInputStream()) {
            String names = ByteText.of(from.readAllBytes());
            return names.isEmpty() ? List.of() : List.of(names.split("\0"));
        }
    }

    private static boolean hasWildcard(String name) {
        return name.matches("(?s).*[*?\\[].*");
    }

    private static void copyIn(Shell shell, String file, String target) throws CommandException, IOException {
        String parent = file.substring(0, file.lastIndexOf('/') + 1);
        String base = file.substring(file.lastIndexOf('/') + 1);
        String command = "exec tar -C " + Host.quote(parent) + " -cf - -- " + Host.quote(base.isEmpty() ? "." : base);
        Process tar = shell.host()
                .shell(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.PIPE)
                .start();
        try (InputStream from = tar.getInputStream()) {
            shell.session()
                    .call(
                            Catalogue.load().get("tar-in"),
                            List.of(Value.NOTHING, Value.Text.ofLatin1(target)),
                            Map.of(),
                            new Transfer(from, null, shell.progress()));
        } finally {
            shell.progressEnd();
        }
        check(tar, "tar of " + file);
    }

    static void copyOut(Shell shell, String word, List<String> words) throws CommandException, IOException {
        Usage.check(
                words,
                2,
                Integer.MAX_VALUE,
                "use 'copy-out <remote> [<remote>...] <localdir>' to copy files out of the image");
        String target = words.get(words.size() - 1);
        String directory = shell.host().absolute(target);
        if (!HostFile.of(directory).isDirectory()) {
            throw new ActionException("copy_out", 0, "target ‘" + target + "’ is not a directory");
        }
        for (String word0 : words.subList(0, words.size() - 1)) {
            String source = withoutSlashes(shell.guestPath(word0));
            List<String> found = List.of();
            if (!copyOut(shell, source, directory)) {
                found = hasWildcard(source)
                        ? ((Value.Texts) shell.session().call("glob-expand", source))
                                .items().stream().map(Value.Text::latin1).toList()
                        : List.of();
                if (found.isEmpty()) {
                    throw nothingToCopy(word0);
                }
            }
            for (String match : found) {
                if (!copyOut(shell, withoutSlashes(match), directory)) {
                    throw nothingToCopy(match);
                }
            }
        }
    }

    private static ActionException nothingToCopy(String name) {
        return new ActionException("copy_out", 0, "‘" + name + "’ is not a file or directory");
    }

    /** Copies a file, a directory or what a symbolic link to one leads to; false if it is something else. */
    private static boolean copyOut(Shell shell, String source, String directory) throws CommandException, IOException {
        String base = source.substring(source.lastIndexOf('/') + 1);
        if (is(shell, "is-file", source)) {
            copyFileOut(shell, source, directory + "/" + base);
        } else if (is(shell, "is-dir", source)) {
            copyTreeOut(shell, source, base.isEmpty() ? directory : directory + "/" + base);
        } else {
            return false;
        }
        return true;
    }

    private static void copyFileOut(Shell shell, String source, String file) throws IOException {
        boolean isNew = !HostFile.exists(file);
        boolean done = false;
        try (OutputStream to = HostFile.write(file, file)) {
            out(shell, "download", source, Value.Text.ofLatin1(file), to);
            to.flush();
            done = true;
        } finally {
            if (!done && isNew && !HostFile.delete(file)) {
                shell.output().error("guestfish: " + file + ": the incomplete file could not be removed");
            }
        }
    }

    private static void copyTreeOut(Shell shell, String source, String directory) throws CommandException, IOException {
        if (!HostFile.of(directory).isDirectory()) {
            HostFile.createDirectory(directory);
        }
        Process tar = shell.host()
                .shell("exec tar -C " + Host.quote(directory) + " -xf -")
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        try (OutputStream to = tar.getOutputStream()) {
            try {
                out(shell, "tar-out", source, Value.NOTHING, to);
            } catch (IOException e) {
                // A tar that gives up has said why, and all we see is that it takes no more. One that still runs would
                // complain of an archive cut short, which is not the failure that counts.
                if (!endsSoon(tar) || tar.exitValue() == 0) {
                    tar.destroy();
                    throw e;
                }
            }
        }
        check(tar, "tar into " + directory);
    }

    private static void out(Shell shell, String action, String source, Value name, OutputStream to) throws IOException {
        try {
            shell.session()
                    .call(
                            Catalogue.load().get(action),
                            List.of(Value.Text.ofLatin1(source), name),
                            Map.of(),
                            new Transfer(null, to, shell.progress()));
        } finally {
            shell.progressEnd();
        }
    }

    private static boolean endsSoon(Process process) {
        try {
            return process.waitFor(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits for a process, which must end well. */
    private static void check(Process process, String what) throws CommandException {
        try {
            int status = process.waitFor();
            if (status != 0) {
                throw new CommandException("guestfish: " + what + ": exit status " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
        }
    }

    /** Asks {@code is-file} or {@code is-dir}, also about what a symbolic link leads to. */
    private static boolean is(Shell shell, String action, String path) throws IOException {
        return ((Value.Bool) shell.session().call(action, path, true)).value();
    }

    private static String withoutSlashes(String path) {
        String shorter = path;
        while (shorter.length() > 1 && shorter.endsWith("/")) {
            shorter = shorter.substring(0, shorter.length() - 1);
        }
        return shorter;
    }
}
