package org.guestscope.guestfish.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestscope.guestfish.option.UsageException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration files in libconfig's syntax: {@code NAME = VALUE;} with {@code #}, {@code //} and
 * {@code /*} comments. Of their settings only {@code read_only} matters here; later files override earlier ones.
 */
public final class ConfigurationFile {
    private static final String FILE_NAME = "libguestfs/libguestfs-tools.conf";

    /** White space and comments. */
    private static final Pattern SKIP = Pattern.compile("(?:\\s|#[^\\n]*|//[^\\n]*|/\\*(?s:.*?)\\*/)+");

    private static final Pattern SETTING = Pattern.compile("([A-Za-z*][-A-Za-z0-9_*]*)\\s*[=:]\\s*"
            + "(\"(?:[^\"\\\\]|\\\\.)*\"|[-+]?[0-9][-+.0-9A-Za-z]*|(?i:true|false))\\s*[;,]?");

    private ConfigurationFile() {}

    /** Whether the configuration asks for read-only. Files that are not there do not matter. */
    public static boolean readOnly(Map<String, String> environment) throws UsageException {
        boolean readOnly = false;
        for (Path file : files(environment)) {
            String text;
            try {
                text = Files.readString(file, StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                continue;
            }
            Boolean value = parse(file.toString(), text);
            readOnly = value == null ? readOnly : value;
        }
        return readOnly;
    }

    private static List<Path> files(Map<String, String> environment) {
        List<Path> files = new ArrayList<>();
        files.add(Path.of("/etc/libguestfs-tools.conf"));
        String systemWide = environment.get("XDG_CONFIG_DIRS");
        List<String> directories = new ArrayList<>(
                List.of((systemWide == null || systemWide.isEmpty() ? "/etc/xdg" : systemWide).split(":")));
        Collections.reverse(directories);
        directories.stream().filter(d -> !d.isEmpty()).forEach(d -> files.add(Path.of(d, FILE_NAME)));
        String home = environment.get("HOME");
        if (home != null) {
            files.add(Path.of(home, ".libguestfs-tools.rc"));
        }
        String own = environment.get("XDG_CONFIG_HOME");
        if (own != null && !own.isEmpty()) {
            files.add(Path.of(own, FILE_NAME));
        } else if (home != null) {
            files.add(Path.of(home, ".config", FILE_NAME));
        }
        return files;
    }

    /** The value of {@code read_only} in a file's text, or null when it does not say. */
    static @Nullable Boolean parse(String file, String text) throws UsageException {
        Boolean readOnly = null;
        int at = 0;
        while (true) {
            Matcher skip = SKIP.matcher(text).region(at, text.length());
            if (skip.lookingAt()) {
                at = skip.end();
            }
            if (at == text.length()) {
                return readOnly;
            }
            Matcher setting = SETTING.matcher(text).region(at, text.length());
            if (!setting.lookingAt()) {
                long line = text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
                throw new UsageException(
                        "guestfish: " + file + ": line " + line + ": error parsing configuration file: syntax error");
            }
            if (setting.group(1).equals("read_only")) {
                readOnly = setting.group(2).equalsIgnoreCase("true");
            }
            at = setting.end();
        }
    }
}
