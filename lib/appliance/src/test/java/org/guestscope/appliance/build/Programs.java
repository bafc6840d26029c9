package org.guestscope.appliance.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs the real tools that tests make their packages with. */
final class Programs {

    private Programs() {}

    static void run(Path directory, String... words) throws IOException {
        new Command(List.of(words))
                .in(directory)
                .with(Map.of("HOME", directory.toString(), "GNUPGHOME", directory.toString()))
                .run();
    }
}
