package org.guestscope.guestfish.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.guestscope.guest.wire.Value;
import org.guestscope.guestfish.grammar.GrammarException;
import org.guestscope.guestfish.grammar.Numbers;
import org.guestscope.guestfish.shell.CommandException;
import org.guestscope.guestfish.shell.Shell;

/** {@code edit} and {@code hexedit}. */
final class EditCommands {
    /** How far back the copy is dated, so that a change shows in the time even on clocks of whole seconds. */
    private static final int BACKDATE_SECONDS = 5;

    private static final long HEXEDIT_LIMIT = 16L << 20;
    private static final String HEXEDIT_USAGE = "hexedit (device|filename) [max | start max]";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int RANDOM_LETTERS = 8;

    private EditCommands() {}

    static void edit(Shell shell, String word, List<String> words) throws CommandException, IOException {
        Usage.check(words, 1, 1, "use '" + word + " filename' to edit a file");
        String editor = switch (word.toLowerCase(Locale.ROOT)) {
            case "vi" -> "vi";
            case "emacs" -> "emacs -nw";
            default -> shell.host().variable("EDITOR", "vi");
        };
        try (TemporaryCopy copy = new TemporaryCopy(shell)) {
            String name = shell.guestPath(words.get(0));
            copy.download("download", name);
            FileTime before = backdate(copy);
            copy.runOn(editor);
            if (!changed(copy, before)) {
                return;
            }
            // Through symbolic links, and beside the file, so that the rename replaces the file in one step.
            String real = ((Value.Text) shell.session().call("realpath", name)).latin1();
            String fresh = real + "." + random();
            copy.upload("upload", fresh);
            boolean replaced = false;
            try {
                shell.session().call("copy-attributes", real, fresh, true);
                shell.session().call("mv", fresh, real);
                replaced = true;
            } finally {
                if (!replaced) {
                    shell.session().call("rm-f", fresh);
                }
            }
        }
    }

    private static FileTime backdate(TemporaryCopy copy) throws IOException {
        Files.setLastModifiedTime(copy.file(), FileTime.from(Instant.now().minusSeconds(BACKDATE_SECONDS)));
        return Files.getLastModifiedTime(copy.file());
    }

    private static boolean changed(TemporaryCopy copy, FileTime before) throws CommandException, IOException {
        try {
            return !Files.getLastModifiedTime(copy.file()).equals(before);
        } catch (NoSuchFileException e) {
            throw new CommandException("guestfish: " + copy.file() + ": the editor has removed the file");
        }
    }

    private static String random() {
        SecureRandom random = new SecureRandom();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < RANDOM_LETTERS; i++) {
            name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return name.toString();
    }

    static void hexedit(Shell shell, String word, List<String> words) throws CommandException, IOException {
        Usage.check(words, 1, 3, HEXEDIT_USAGE);
        String name = words.get(0);
        boolean device = name.startsWith("/dev/");
        String path = device ? name : shell.guestPath(name);
        long size = ((Value.Int) shell.session().call(device ? "blockdev-getsize64" : "filesize", path)).value();
        if (size == 0) {
            throw new CommandException("hexedit: " + name + ": there is nothing in it to edit");
        }
        long start = words.size() == 3 ? size(words.get(1)) : 0;
        long length = words.size() == 1 ? size : size(words.get(words.size() - 1));
        if (words.size() == 1 && size > HEXEDIT_LIMIT) {
            throw new CommandException(
                    "hexedit: " + name + ": " + size + " bytes are too many at once; give a range: " + HEXEDIT_USAGE);
        }
        if (start >= size) {
            throw new CommandException("hexedit: " + name + ": " + start + " is beyond its end at " + size);
        }
        length = Math.min(length, size - start);
        try (TemporaryCopy copy = new TemporaryCopy(shell)) {
            copy.download("download-offset", path, start, length);
            FileTime before = backdate(copy);
            copy.runOn(shell.host().variable("HEXEDITOR", "hexedit"));
            if (changed(copy, before)) {
                copy.upload("upload-offset", path, start);
            }
        }
    }

    private static long size(String word) throws CommandException {
        try {
            return Numbers.parseSize(word);
        } catch (GrammarException e) {
            throw new CommandException(e.getMessage());
        }
    }
}
