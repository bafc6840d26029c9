package org.guestscope.guestfish.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestscope.appliance.host.HostCommand;
import org.guestscope.appliance.host.HostPath;
import org.guestscope.guest.call.ByteText;
import org.jspecify.annotations.Nullable;

/** Current directory and environment of a session, and processes started in them. */
public final class Host {
    private static final Pattern NOT_OF_PATTERNS = Pattern.compile("[^]\\[*?!^-]+");

    private final Map<String, String> environment = new HashMap<>();
    /** The same as text. */
    private final Map<String, String> textEnvironment = new HashMap<>();
    /** What {@code setenv} and {@code unsetenv} changed; null values are removed variables. */
    private final Map<String, @Nullable String> changes = new HashMap<>();

    private String directory;

    /** @param environment name to text, as {@link System#getenv()} has it */
    public Host(Map<String, String> environment, String directory) {
        environment.forEach((name, value) -> this.environment.put(ByteText.of(name), ByteText.of(value)));
        textEnvironment.putAll(environment);
        this.directory = directory;
    }

    /** The host as this process sees it, with an environment that may differ a little from the process's own. */
    public static Host ofProcess(Map<String, String> environment) {
        Host host = new Host(environment, currentDirectory());
        System.getenv().forEach((name, value) -> {
            String wanted = environment.get(name);
            if (!value.equals(wanted)) {
                host.variable(ByteText.of(name), wanted == null ? null : ByteText.of(wanted), true);
            } else if (HostPath.lostBytes(value)) {
                host.environment.put(ByteText.of(name), rawVariable(name, value));
            }
        });
        return host;
    }

    private static String currentDirectory() {
        try {
            return HostPath.currentDirectory();
        } catch (IOException e) {
            // Gone, or in a directory that must not be searched; nothing relative can be found from here anyway.
            return ByteText.of(System.getProperty("user.dir", "/"));
        }
    }

    /** The bytes of a variable of this process that the JDK lost, as the kernel has them. */
    private static String rawVariable(String name, String value) {
        String begin = ByteText.of(name) + "=";
        try {
            for (String variable : ByteText.of(Files.readAllBytes(Path.of("/proc/self/environ")))
                    .split("\0")) {
                if (variable.startsWith(begin)) {
                    return variable.substring(begin.length());
                }
            }
        } catch (IOException e) {
            // No /proc: what the JDK decoded has to do.
            return ByteText.of(value);
        }
        return ByteText.of(value);
    }

    /** The session's directory, absolute. */
    public String directory() {
        return directory;
    }

    /** {@code lcd}. The message of an error is {@code NAME: REASON}. */
    public void changeDirectory(String name) throws IOException {
        File target = HostFile.of(absolute(name));
        if (name.isEmpty() || !target.exists()) {
            throw new IOException(name + ": No such file or directory");
        }
        if (!target.isDirectory()) {
            throw new IOException(name + ": Not a directory");
        }
        if (!target.canExecute()) {
            throw new IOException(name + ": Permission denied");
        }
        directory = HostPath.real(absolute(name));
    }

    /** A name made absolute by the session's directory. */
    public String absolute(String name) {
        return name.startsWith("/") ? name : directory.equals("/") ? "/" + name : directory + "/" + name;
    }

    /** A variable's value, or null. */
    public @Nullable String variable(String name) {
        return environment.get(name);
    }

    /** A variable's value, or the default when it is unset or empty. */
    public String variable(String name, String otherwise) {
        String value = environment.get(name);
        return value == null || value.isEmpty() ? otherwise : value;
    }

    /** Sets a variable, or removes it when {@code value} is null. */
    public void variable(String name, @Nullable String value, boolean exported) {
        if (value == null) {
            environment.remove(name);
            textEnvironment.remove(ByteText.decode(name));
        } else {
            environment.put(name, value);
            textEnvironment.put(ByteText.decode(name), ByteText.decode(value));
        }
        if (exported) {
            changes.put(name, value);
        }
    }

    /** The whole environment as text, for the library's settings; it follows later changes. */
    public Map<String, String> environment() {
        return Collections.unmodifiableMap(textEnvironment);
    }

    /** {@code $HOME}, or the home directory of the effective user. */
    public String home() {
        String home = environment.get("HOME");
        if (home != null) {
            return home;
        }
        String user = System.getProperty("user.name", "root");
        String fromPasswd = homeOf(ByteText.of(user));
        return fromPasswd != null ? fromPasswd : "/";
    }

    /** The home directory that /etc/passwd names for a user, or null. */
    public @Nullable String homeOf(String user) {
        try {
            for (String line :
                    ByteText.of(Files.readAllBytes(Path.of("/etc/passwd"))).split("\n")) {
                String[] fields = line.split(":", -1);
                if (fields.length >= 6 && fields[0].equals(user)) {
                    return fields[5];
                }
            }
        } catch (IOException e) {
            // No readable passwd: nobody has a home here, and the word stays as it is.
            return null;
        }
        return null;
    }

    /** {@code ~}, {@code ~/x} and {@code ~user/x} at the begin of a word; an unknown user leaves it unchanged. */
    public String expandTilde(String word) {
        int slash = word.indexOf('/');
        String user = word.substring(1, slash < 0 ? word.length() : slash);
        String rest = slash < 0 ? "" : word.substring(slash);
        String home = user.isEmpty() ? home() : homeOf(user);
        return home == null ? word : home + rest;
    }

    /**
     * A process builder that runs a line with sh in the session's directory and environment; standard streams are
     * inherited until the caller redirects them.
     */
    public ProcessBuilder shell(String command, String... arguments) {
        return shellOf("/bin/sh", command, arguments);
    }

    /** As {@link #shell}, with another shell that understands {@code -c}. */
    public ProcessBuilder shellOf(String shell, String command, String... arguments) {
        List<String> words = new ArrayList<>(List.of(shell, "-c", command, shell));
        words.addAll(List.of(arguments));
        return HostCommand.of(words, changes).inheritIO().directory(HostFile.of(directory));
    }

    /** A word in single quotes for sh. */
    public static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** A word for sh in which only the characters of patterns keep their meaning. */
    public static String quoteButWildcards(String word) {
        return NOT_OF_PATTERNS.matcher(word).replaceAll(run -> Matcher.quoteReplacement(quote(run.group())));
    }
}
