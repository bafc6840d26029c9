package org.guestscope.dist.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes {@code man/man1}, {@code man/man7} and {@code bash-completion/completions} below a folder, where man and
 * bash-completion look when the folder is one of {@code XDG_DATA_DIRS} and its {@code man} one of {@code MANPATH}.
 */
final class MakeDocuments {

    private static final int DATE_LENGTH = "YYYY-MM-DD".length();

    private MakeDocuments() {}

    /**
     * @param args the folder, the project's version, and the time that the build is said to have been made at, which
     *     begins with the date
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        String version = args[1];
        String date = args[2].substring(0, DATE_LENGTH);
        Path completions = Files.createDirectories(folder.resolve("bash-completion/completions"));
        Path commands = Files.createDirectories(folder.resolve("man/man1"));
        Path overviews = Files.createDirectories(folder.resolve("man/man7"));
        String prelude = resource("completion.bash");
        for (Documented command : Documented.all()) {
            String page = ManualPage.ofCommand(command.options(), resource(command.name() + ".1"), version, date);
            Files.writeString(commands.resolve(command.name() + ".1"), page);
            Files.writeString(completions.resolve(command.name()), BashCompletion.of(command, prelude));
        }
        String actions = "guestscope-actions.7";
        Files.writeString(overviews.resolve(actions), ManualPage.ofActions(resource(actions), version, date));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = MakeDocuments.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("there is no template " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
