package org.guestscope.appliance.host;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Programs of this host with words and variables of any bytes. */
public final class HostCommand {
    private HostCommand() {}

    /** A builder of a process that has this process's environment. */
    public static ProcessBuilder of(List<String> words) {
        return of(words, Map.of());
    }

    /**
     * A builder of a process. What the JDK cannot encode goes through a shell, which drops newlines at the very end of
     * such a word.
     *
     * @param variables changes to this process's environment; null removes a variable
     */
    public static ProcessBuilder of(List<String> words, Map<String, @Nullable String> variables) {
        StringBuilder line = new StringBuilder();
        variables.forEach((name, value) -> {
            if (value != null && !HostPath.encodable(value)) {
                line.append(name).append('=').append(shellWord(value));
                line.append("; export ").append(name).append("; ");
            }
        });
        ProcessBuilder builder;
        if (line.isEmpty() && words.stream().allMatch(HostPath::encodable)) {
            builder = new ProcessBuilder(words.stream().map(HostPath::decode).toList());
        } else {
            line.append("exec");
            for (String word : words) {
                line.append(' ').append(shellWord(word));
            }
            builder = new ProcessBuilder("/bin/sh", "-c", line.toString());
        }
        variables.forEach((name, value) -> {
            if (value == null) {
                builder.environment().remove(name);
            } else if (HostPath.encodable(value)) {
                builder.environment().put(name, HostPath.decode(value));
            }
        });
        return builder;
    }

    /** A word of sh, in ASCII, that yields exactly these bytes but for newlines at their end. */
    private static String shellWord(String bytes) {
        StringBuilder word = new StringBuilder("\"$(printf '");
        for (byte b : bytes.getBytes(StandardCharsets.ISO_8859_1)) {
            int c = b & 0xFF;
            if (c < 0x80 && Character.isLetterOrDigit(c)) {
                word.append((char) c);
            } else {
                word.append(String.format("\\%03o", c));
            }
        }
        return word.append("')\"").toString();
    }
}
