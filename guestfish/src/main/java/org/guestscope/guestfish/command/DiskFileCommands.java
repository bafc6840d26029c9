package org.guestscope.guestfish.command;

import java.io.IOException;
import java.util.List;
import org.guestscope.guestfish.grammar.GrammarException;
import org.guestscope.guestfish.grammar.Numbers;
import org.guestscope.guestfish.host.HostFile;
import org.guestscope.guestfish.shell.CommandException;
import org.guestscope.guestfish.shell.Shell;

/** {@code alloc} and {@code sparse}. */
final class DiskFileCommands {
    private DiskFileCommands() {}

    static void alloc(Shell shell, String word, List<String> words) throws CommandException, IOException {
        Usage.check(words, 2, 2, "use 'alloc file size' to create an image");
        create(shell, words, "full");
    }

    static void sparse(Shell shell, String word, List<String> words) throws CommandException, IOException {
        Usage.check(words, 2, 2, "use 'sparse file size' to create a sparse image");
        create(shell, words, "sparse");
    }

    private static void create(Shell shell, List<String> words, String preallocation)
            throws CommandException, IOException {
        long size;
        try {
            size = Numbers.parseSize(words.get(1));
        } catch (GrammarException e) {
            throw new CommandException(e.getMessage());
        }
        String file = words.get(0);
        shell.session().call("disk-create", file, "raw", size, null, null, preallocation, null, null);
        boolean added = false;
        try {
            shell.session().call("add-drive", file, null, "raw");
            added = true;
        } finally {
            if (!added && !HostFile.delete(shell.host().absolute(file))) {
                shell.output().error("guestfish: " + file + ": could not be removed again");
            }
        }
    }
}
