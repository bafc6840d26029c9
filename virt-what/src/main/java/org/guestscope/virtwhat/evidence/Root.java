package org.guestscope.virtwhat.evidence;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of a machine: the real ones, or those of a tree that stands for a machine.
 *
 * <p>Paths are absolute as on the machine ({@code /proc/cpuinfo}). Below a tree, symbolic links are resolved as if the
 * tree were the root directory, so nothing outside it is ever read. Only what is a regular file after following links is
 * opened (a FIFO would block), and only its first {@link #LIMIT_BYTES} bytes are read.
 */
public final class Root {

    /** The largest part of a file looked at: the cpuinfo of a machine with two thousand processors is 3 MiB. */
    static final int LIMIT_BYTES = 4 << 20;

    /** The components and links followed for one path: real ones need a dozen, a loop of links any number. */
    private static final int MAX_STEPS = 256;

    /** The entries looked at in one directory; the device tree's root has about fifty. */
    private static final int MAX_NAMES = 4096;

    /** A file that exists but could not be read, and why, as the system says it. */
    public record Unreadable(String path, String why) {}

    private final @Nullable Path tree;
    private final Map<String, @Nullable String> texts = new HashMap<>();
    private final Map<String, @Nullable Path> directories = new HashMap<>();
    private final List<Unreadable> unreadable = new ArrayList<>();

    private Root(@Nullable Path tree) {
        this.tree = tree;
    }

    /** This machine's own files. */
    public static Root ofMachine() {
        return new Root(null);
    }

    /** The files below {@code directory}. */
    public static Root below(Path directory) {
        return new Root(directory.toAbsolutePath().normalize());
    }

    /** Whether something is there, of whatever kind. */
    public boolean exists(String path) {
        File file = locate(path);
        return file != null && file.exists();
    }

    /** Whether a directory is there, links followed. */
    public boolean isDirectory(String path) {
        File file = locate(path);
        return file != null && file.isDirectory();
    }

    /** Whether a regular file is there, links followed. */
    public boolean isFile(String path) {
        File file = locate(path);
        return file != null && file.isFile();
    }

    /**
     * The beginning of a file, a byte a character (ISO 8859-1), so that no byte is lost and none is refused.
     *
     * @return null when there is no such regular file or it cannot be read
     */
    public @Nullable String text(String path) {
        if (!texts.containsKey(path)) {
            byte[] bytes = read(path);
            texts.put(path, bytes == null ? null : new String(bytes, StandardCharsets.ISO_8859_1));
        }
        return texts.get(path);
    }

    /** The beginning of a file as it is; null as in {@link #text}. */
    public byte @Nullable [] read(String path) {
        File file = locate(path);
        if (file == null || !file.isFile()) {
            return null;
        }
        try (FileInputStream in = new FileInputStream(file)) {
            return in.readNBytes(LIMIT_BYTES);
        } catch (IOException e) {
            unreadable.add(new Unreadable(path, reason(e)));
            return null;
        }
    }

    /** The names in a directory, in no particular order; empty when there is no such directory. */
    public List<String> names(String path) {
        List<String> names = new ArrayList<>();
        File directory = locate(path);
        if (directory == null || !directory.isDirectory()) {
            return names;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory.toPath())) {
            for (Path entry : entries) {
                names.add(String.valueOf(entry.getFileName()));
                if (names.size() == MAX_NAMES) {
                    break;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            unreadable.add(new Unreadable(path, reason(e)));
        }
        return names;
    }

    /** What was there and could not be read, in the order of the attempts. */
    public List<Unreadable> unreadable() {
        return unreadable;
    }

    /** The file itself for {@code path}, whether it exists or not; null when links lead nowhere. */
    @Nullable File locate(String path) {
        if (tree == null) {
            return new File(path);
        }
        int[] stepsLeft = {MAX_STEPS};
        Path located = resolve(tree, path, stepsLeft);
        return located == null ? null : located.toFile();
    }

    /** Follows {@code path} from the tree's root, one component at a time, as the kernel would after a chroot. */
    private @Nullable Path resolve(Path top, String path, int[] stepsLeft) {
        if (--stepsLeft[0] < 0) {
            return null;
        }
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        Path directory = slash <= 0 ? top : resolveDirectory(top, path.substring(0, slash), stepsLeft);
        if (directory == null || name.isEmpty() || name.equals(".")) {
            return directory;
        }
        if (name.equals("..")) {
            return directory.equals(top) ? top : directory.getParent();
        }
        Path entry = directory.resolve(name);
        if (!Files.isSymbolicLink(entry)) {
            return entry;
        }
        String target;
        try {
            target = Files.readSymbolicLink(entry).toString();
        } catch (IOException e) {
            return null;
        }
        return resolve(top, target.startsWith("/") ? target : inside(top, directory) + "/" + target, stepsLeft);
    }

    /** {@link #resolve} with a memory: most files share a handful of directories. */
    private @Nullable Path resolveDirectory(Path top, String path, int[] stepsLeft) {
        Path known = directories.get(path);
        if (known == null) {
            known = resolve(top, path, stepsLeft);
            directories.put(path, known);
        }
        return known;
    }

    private static String inside(Path top, Path directory) {
        return directory.equals(top) ? "" : "/" + top.relativize(directory);
    }

    /** The system's words for a failure: what stands in parentheses behind the path in the JDK's message. */
    private static String reason(Exception e) {
        String message = String.valueOf(e.getMessage());
        int open = message.lastIndexOf('(');
        return open >= 0 && message.endsWith(")") ? message.substring(open + 1, message.length() - 1) : message;
    }
}
