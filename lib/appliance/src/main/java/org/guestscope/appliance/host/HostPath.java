package org.guestscope.appliance.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files of this host by byte strings. A name that the JDK cannot encode is reached through a symbolic link with a plain
 * name, in a directory of this process that goes away at its end; programs that are given the path come there too.
 */
public final class HostPath {
    /** How the JDK encodes names of files and words of programs. */
    /** The JDK's streams put strerror's text in brackets at the end of their messages. */
    private static final Pattern REASON = Pattern.compile("\\(([^()]*)\\)$");

    private static final Charset CHARSET = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    /** What the JDK reads bytes as that its character set does not have. */
    private static final char REPLACEMENT = '\ufffd';

    /** Where the links are, once there are any. */
    private static @Nullable Path directory;

    private static final Map<String, Path> LINKS = new HashMap<>();

    private HostPath() {}

    /** A path that leads to a file, which need not exist. */
    public static Path of(String name) {
        if (encodable(name)) {
            return Path.of(decode(name));
        }
        // Up to the last component that has no encoding; what follows is looked up from there as usual.
        int end = name.length();
        int slash = name.lastIndexOf('/');
        while (encodable(name.substring(slash + 1, end))) {
            end = slash;
            slash = name.lastIndexOf('/', end - 1);
        }
        return Path.of(link(name.substring(0, end)) + decode(name.substring(end)));
    }

    /** Whether there is anything of that name, also a link that leads nowhere. */
    public static boolean exists(String name) {
        if (isLinked(name)) {
            return RawNames.exists(name);
        }
        return Files.exists(of(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** Removes a file. */
    public static void delete(String name) throws IOException {
        if (isLinked(name)) {
            RawNames.delete(name);
        } else {
            Files.delete(of(name));
        }
    }

    /** Makes a directory. */
    public static void createDirectory(String name) throws IOException {
        if (isLinked(name)) {
            RawNames.createDirectory(name);
        } else {
            Files.createDirectory(of(name));
        }
    }

    /** The absolute name of a file that exists, without symbolic links. */
    public static String real(String name) throws IOException {
        if (encodable(name)) {
            String real = Path.of(decode(name)).toRealPath().toString();
            if (!lostBytes(real)) {
                return byteString(real.getBytes(CHARSET));
            }
        }
        return RawNames.real(name);
    }

    /** The directory this process was started in; the JDK's {@code user.dir} may have lost bytes of it. */
    public static String currentDirectory() throws IOException {
        String directory = System.getProperty("user.dir", "/");
        return !lostBytes(directory) ? byteString(directory.getBytes(CHARSET)) : real("/proc/self/cwd");
    }

    /** Whether the JDK may have decoded bytes to this text that are not in its character set. */
    public static boolean lostBytes(String text) {
        return text.indexOf(REPLACEMENT) >= 0;
    }

    /** Whether the JDK can encode a name so that these bytes come out. */
    static boolean encodable(String name) {
        if (name.chars().allMatch(c -> c < 0x80)) {
            return true;
        }
        return byteString(decode(name).getBytes(CHARSET)).equals(name);
    }

    /** An encodable name as the JDK takes it. */
    static String decode(String name) {
        return new String(name.getBytes(StandardCharsets.ISO_8859_1), CHARSET);
    }

    private static String byteString(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Whether the path of a name ends at a link of ours, so that what is done to the path is done to the link. */
    private static boolean isLinked(String name) {
        return !encodable(name.substring(name.lastIndexOf('/') + 1));
    }

    private static synchronized Path link(String target) {
        Path known = LINKS.get(target);
        if (known != null) {
            return known;
        }
        try {
            if (directory == null) {
                directory = Files.createTempDirectory("guestscope");
                directory.toFile().deleteOnExit();
            }
            Path link = directory.resolve(String.valueOf(LINKS.size()));
            String absolute = target.startsWith("/") ? target : currentDirectory() + "/" + target;
            RawNames.link(absolute, link.toString());
            link.toFile().deleteOnExit();
            LINKS.put(target, link);
            return link;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What went wrong, without the file's name, which the JDK's streams put before it. */
    public static String reason(IOException e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        Matcher matcher = REASON.matcher(message);
        return matcher.find() ? matcher.group(1) : message;
    }
}
