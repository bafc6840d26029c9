package org.guestscope.virtdf;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.appliance.session.KeySelector;
import org.guestscope.cli.CommandFailure;
import org.guestscope.guest.call.ByteText;
import org.jspecify.annotations.Nullable;

/** The keys for encrypted devices: those of {@code --key}, which name a device, and lines of standard input, which do not. */
final class DiskKeys {

    private final List<KeySelector> selectors = new ArrayList<>();
    private final @Nullable InputStream input;
    private @Nullable List<String> lines;

    /**
     * With the keys of a command line.
     *
     * @param input where keys that name no device come from, a line each; null when there are none
     */
    DiskKeys(List<String> arguments, @Nullable InputStream input) throws CommandFailure {
        this.input = input;
        for (String argument : arguments) {
            try {
                selectors.add(KeySelector.parse(ByteText.of(argument)));
            } catch (IllegalArgumentException e) {
                throw new CommandFailure("--key: " + ByteText.decode(String.valueOf(e.getMessage())), e);
            }
        }
        for (KeySelector selector : selectors) {
            String file = ByteText.decode(selector.value());
            if (selector.kind() == KeySelector.Kind.FILE && !Files.isReadable(Path.of(file))) {
                throw new CommandFailure("--key: " + file + ": cannot be read");
            }
        }
    }

    /** Whether there may be a key. */
    boolean any() {
        return input != null || !selectors.isEmpty();
    }

    List<KeySelector> selectors() {
        return selectors;
    }

    /** The keys for devices that no selector names: all lines of the input, which is read when the first is needed. */
    synchronized List<String> unnamed() {
        if (input == null) {
            return List.of();
        }
        if (lines == null) {
            lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.ISO_8859_1))
                    .lines()
                    .toList();
        }
        return lines;
    }
}
