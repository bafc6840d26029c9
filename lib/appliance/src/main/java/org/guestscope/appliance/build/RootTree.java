package org.guestscope.appliance.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A file system tree under construction in a directory of the host.
 *
 * <p>It has a merged /usr: {@code /bin}, {@code /sbin} and {@code /lib*} are links into {@code /usr}, made before any
 * package is unpacked, and names below them are rewritten. Nothing is ever written outside the directory, whatever the
 * names or links in a package say. Owners are not kept (the image gives everything to root) and device nodes are left
 * out (the guest's kernel makes them).
 */
final class RootTree {

    private static final List<String> MERGED = List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32");

    private static final PosixFilePermission[] PERMISSIONS = PosixFilePermission.values();

    private final Path root;
    private final Predicate<String> wanted;

    /**
     * Starts a tree in {@code root}, a new directory.
     *
     * @param wanted tells for a path (relative, merged) whether it is worth keeping
     */
    RootTree(Path root, Predicate<String> wanted) throws IOException {
        this.root = Files.createDirectories(root).toRealPath();
        this.wanted = wanted;
        for (String name : MERGED) {
            Files.createDirectories(this.root.resolve("usr").resolve(name));
            if (!Files.exists(this.root.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(this.root.resolve(name), Path.of("usr", name));
            }
        }
    }

    Path root() {
        return root;
    }

    /** The host path of {@code name}, which may begin with a slash or "./". */
    Path path(String name) {
        return root.resolve(merge(name));
    }

    boolean exists(String name) {
        return Files.exists(path(name), LinkOption.NOFOLLOW_LINKS);
    }

    void directory(String name, int mode) throws IOException {
        String merged = merge(name);
        if (merged.isEmpty() || !wanted.test(merged + "/")) {
            return;
        }
        Path target = root.resolve(merged);
        if (!Files.isDirectory(target)) {
            Files.createDirectories(inside(target));
        }
        if (!Files.isSymbolicLink(target)) {
            chmod(target, mode | 0700);
        }
    }

    void file(String name, int mode, InputStream content) throws IOException {
        String merged = merge(name);
        if (wanted.test(merged)) {
            Path target = inside(root.resolve(merged));
            Files.deleteIfExists(target);
            Files.copy(content, target);
            chmod(target, mode | 0400);
        }
    }

    void file(String name, int mode, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Path target = inside(path(name));
        Files.deleteIfExists(target);
        Files.write(target, bytes);
        chmod(target, mode);
    }

    void symlink(String name, String target) throws IOException {
        String merged = merge(name);
        if (wanted.test(merged)) {
            Path link = inside(root.resolve(merged));
            if (!Files.isDirectory(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(link);
                Files.createSymbolicLink(link, Path.of(target));
            }
        }
    }

    /** A second name for a file that is there already; left out like the file itself. */
    void hardLink(String name, String existing) throws IOException {
        String merged = merge(name);
        Path source = path(existing);
        if (wanted.test(merged) && Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
            Path target = inside(root.resolve(merged));
            Files.deleteIfExists(target);
            Files.createLink(target, source);
        }
    }

    /** Moves a directory of another tree to {@code name}. */
    void adopt(String name, Path directory) throws IOException {
        Files.move(directory, inside(path(name)), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Gives every file the same time, in milliseconds: equal contents make equal images. */
    void setTimes(long millis) throws IOException {
        FileTime time = FileTime.fromMillis(millis);
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    Files.setLastModifiedTime(file, time);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static String merge(String name) {
        String relative = name;
        while (relative.startsWith("/") || relative.startsWith("./")) {
            relative = relative.substring(relative.indexOf('/') + 1);
        }
        while (relative.endsWith("/")) {
            relative = relative.substring(0, relative.length() - 1);
        }
        if (relative.equals(".")) {
            return "";
        }
        int slash = relative.indexOf('/');
        String first = slash < 0 ? relative : relative.substring(0, slash);
        return MERGED.contains(first) ? "usr/" + relative : relative;
    }

    /** The path itself, after making sure that its parent exists and lies in the tree. */
    private Path inside(Path target) throws IOException {
        Path parent = target.normalize().getParent();
        if (parent == null || !parent.startsWith(root)) {
            throw new IOException(target + ": outside the tree " + root);
        }
        Files.createDirectories(parent);
        if (!parent.toRealPath().startsWith(root)) {
            throw new IOException(target + ": leads outside the tree " + root);
        }
        return target.normalize();
    }

    private static void chmod(Path target, int mode) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < PERMISSIONS.length; bit++) {
            if ((mode & 0400 >> bit) != 0) {
                permissions.add(PERMISSIONS[bit]);
            }
        }
        Files.setPosixFilePermissions(target, permissions);
    }
}
