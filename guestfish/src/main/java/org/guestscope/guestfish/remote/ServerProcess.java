package org.guestscope.guestfish.remote;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.guestscope.guest.call.ByteText;
import org.jspecify.annotations.Nullable;

/**
 * The process that stays behind after {@code --listen}. A Java process cannot fork, so the program starts itself once
 * more with the same arguments, waits until that process listens, and tells its number.
 */
public final class ServerProcess {
    /** Holds the arguments as bytes, which the JDK's own way of starting processes would put through the locale. */
    private static final String ARGUMENTS = "GUESTSCOPE_LISTEN_ARGUMENTS";

    private static final String READY = "listening";

    private ServerProcess() {}

    /** The arguments, if this is the process that stays behind; null if it is not. */
    public static @Nullable List<String> arguments(Map<String, String> environment) {
        String encoded = environment.get(ARGUMENTS);
        if (encoded == null) {
            return null;
        }
        List<String> words = new ArrayList<>();
        for (String word : encoded.split(",")) {
            words.add(ByteText.of(Base64.getDecoder().decode(word)));
        }
        return words;
    }

    /**
     * Starts the server and waits until it listens.
     *
     * @return its process number, or -1 when it failed, which it has reported
     */
    public static long start(List<String> arguments) throws IOException {
        List<String> words = new ArrayList<>();
        for (String word : arguments) {
            words.add(Base64.getEncoder().encodeToString(ByteText.bytes(word)));
        }
        ProcessBuilder builder = new ProcessBuilder(javaCommand(arguments.size()))
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put(ARGUMENTS, String.join(",", words));
        Process process = builder.start();
        try (BufferedReader from =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            return READY.equals(from.readLine()) ? process.pid() : -1;
        }
    }

    /** Tells the process that waits that this one listens now. */
    public static String ready() {
        return READY + "\n";
    }

    /** This process's own command line without the program's arguments. */
    private static List<String> javaCommand(int arguments) throws IOException {
        String[] words = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.ISO_8859_1)
                .split("\0", -1);
        List<String> command = new ArrayList<>();
        // The last word ends in a NUL too, so the split has one empty piece more.
        for (int i = 0; i < words.length - 1 - arguments; i++) {
            command.add(ByteText.decode(words[i]));
        }
        command.set(0, ProcessHandle.current().info().command().orElse(command.get(0)));
        return command;
    }
}
