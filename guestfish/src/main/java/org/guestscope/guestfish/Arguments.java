package org.guestscope.guestfish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.guest.call.ByteText;

/** The command line as bytes. */
final class Arguments {
    private Arguments() {}

    /**
     * The arguments of {@code main} as byte strings. The JDK decodes them by the locale, which loses bytes in the C
     * locale and whatever is not valid; the kernel still has them.
     */
    static List<String> raw(String[] decoded) {
        try {
            byte[] line = Files.readAllBytes(Path.of("/proc/self/cmdline"));
            List<String> words = split(line);
            if (words.size() >= decoded.length) {
                List<String> raw = words.subList(words.size() - decoded.length, words.size());
                if (agree(raw, decoded)) {
                    return raw;
                }
            }
        } catch (IOException e) {
            // No /proc: what the JDK decoded has to do.
            return encoded(decoded);
        }
        return encoded(decoded);
    }

    private static List<String> split(byte[] line) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < line.length; i++) {
            if (line[i] == 0) {
                words.add(ByteText.of(java.util.Arrays.copyOfRange(line, from, i)));
                from = i + 1;
            }
        }
        return words;
    }

    /** Whether these are the same arguments as far as ASCII tells; an argument file of java would make them differ. */
    private static boolean agree(List<String> raw, String[] decoded) {
        for (int i = 0; i < decoded.length; i++) {
            boolean ascii = decoded[i].chars().allMatch(c -> c < 0x80);
            if (ascii && !raw.get(i).equals(decoded[i]) && raw.get(i).chars().allMatch(c -> c < 0x80)) {
                return false;
            }
        }
        return true;
    }

    private static List<String> encoded(String[] decoded) {
        List<String> raw = new ArrayList<>();
        for (String word : decoded) {
            raw.add(ByteText.of(word));
        }
        return raw;
    }
}
