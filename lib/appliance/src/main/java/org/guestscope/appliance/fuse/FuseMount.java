package org.guestscope.appliance.fuse;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.guestscope.appliance.host.HostPath;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the host that shows a {@link FuseFilesystem}. Mounted when it is made; {@link #serve} answers until
 * somebody unmounts it. Should this process die meanwhile, fusermount3 unmounts it where it is installed.
 */
public final class FuseMount implements AutoCloseable {
    private static final String HELPER = "fusermount3";

    /** An option of libfuse 2 that libfuse 3 no longer knows. */
    private static final String NONEMPTY = "nonempty";

    private final LibFuse library;
    private final Pointer fuse;
    private final FuseOperations operations;
    private final String directory;
    private final @Nullable DeathWatch watch;
    private final Thread unmountAtExit = new Thread(this::unmountQuietly, "unmount");
    private boolean closed;

    /**
     * How a directory is mounted.
     *
     * @param options further options of libfuse, separated by commas, or null
     * @param cacheSeconds how long the kernel may believe what it was told of names and attributes
     * @param calls gets a line for each operation, or null
     */
    public record Settings(
            boolean readOnly,
            @Nullable String options,
            int cacheSeconds,
            @Nullable Consumer<String> calls) {}

    /**
     * Mounts.
     *
     * @param directory an existing directory; a byte string
     * @throws IOException when libfuse is not there or refuses
     */
    public static FuseMount mount(String directory, FuseFilesystem files, Settings settings) throws IOException {
        if (!given(settings).contains(NONEMPTY)) {
            requireEmpty(directory);
        }
        LibFuse library;
        try {
            library = LibFuse.load();
        } catch (UnsatisfiedLinkError e) {
            throw new IOException("the library " + LibFuse.NAME + " is missing: install libfuse3", e);
        }
        FuseOperations operations = new FuseOperations(files, settings);
        List<byte[]> words = new ArrayList<>();
        words.add(FuseOperations.terminated("guestfish"));
        words.add(FuseOperations.terminated("-o"));
        words.add(FuseOperations.terminated(options(settings)));
        List<Memory> keep = new ArrayList<>();
        Pointer fuse = library.fuse_new(arguments(words, keep), operations.table(), operations.size(), Pointer.NULL);
        if (fuse == null) {
            throw new IOException("libfuse refuses the options: see the message above");
        }
        if (library.fuse_mount(fuse, FuseOperations.terminated(directory)) != 0) {
            library.fuse_destroy(fuse);
            throw new IOException("cannot be mounted: see the message above");
        }
        File helper = helper();
        try {
            DeathWatch watch = helper == null ? null : new DeathWatch(directory, helper);
            return new FuseMount(library, fuse, operations, directory, watch);
        } catch (IOException e) {
            library.fuse_unmount(fuse);
            library.fuse_destroy(fuse);
            throw e;
        }
    }

    private FuseMount(
            LibFuse library, Pointer fuse, FuseOperations operations, String directory, @Nullable DeathWatch watch) {
        this.library = library;
        this.watch = watch;
        this.fuse = fuse;
        this.operations = operations;
        this.directory = directory;
        Runtime.getRuntime().addShutdownHook(unmountAtExit);
    }

    private static String options(Settings settings) {
        List<String> options = new ArrayList<>();
        options.add("fsname=guestfish");
        if (settings.readOnly()) {
            options.add("ro");
        }
        for (String option : given(settings)) {
            if (!option.equals(NONEMPTY)) {
                options.add(option);
            }
        }
        return String.join(",", options);
    }

    private static List<String> given(Settings settings) {
        String options = settings.options();
        return options == null || options.isEmpty() ? List.of() : List.of(options.split(",", -1));
    }

    /** A mount hides what is below it; whoever means that says so, as with libfuse 2. */
    private static void requireEmpty(String directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(HostPath.of(directory))) {
            if (entries.iterator().hasNext()) {
                throw new IOException("the directory is not empty: what is in it would be hidden; options:" + NONEMPTY
                        + " allows that");
            }
        } catch (NotDirectoryException e) {
            throw new IOException("Not a directory", e);
        } catch (NoSuchFileException e) {
            throw new IOException("No such file or directory", e);
        } catch (FileSystemException e) {
            throw new IOException(e.getReason() == null ? "Permission denied" : e.getReason(), e);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** {@code struct fuse_args}: argc (int), argv (pointer), allocated (int). */
    private static Pointer arguments(List<byte[]> words, List<Memory> keep) {
        Memory vector = new Memory((words.size() + 1L) * Native.POINTER_SIZE);
        vector.clear();
        keep.add(vector);
        for (int i = 0; i < words.size(); i++) {
            byte[] bytes = words.get(i);
            Memory word = new Memory(bytes.length);
            word.write(0, bytes, 0, bytes.length);
            keep.add(word);
            vector.setPointer((long) i * Native.POINTER_SIZE, word);
        }
        Memory args = new Memory(3L * Native.POINTER_SIZE);
        args.clear();
        args.setInt(0, words.size());
        args.setPointer(Native.POINTER_SIZE, vector);
        keep.add(args);
        return args;
    }

    /** Where fusermount3 is, or null. */
    private static @Nullable File helper() {
        for (String directory : List.of("/usr/bin", "/bin", "/usr/local/bin")) {
            File file = new File(directory, HELPER);
            if (file.canExecute()) {
                return file;
            }
        }
        return null;
    }

    /** The mounted directory. */
    public String directory() {
        return directory;
    }

    /** Answers the kernel until the directory is unmounted, which may be before the first request. */
    public void serve() throws IOException {
        int status = library.fuse_loop(fuse);
        close();
        IOException failure = operations.failure();
        if (status != 0) {
            throw new IOException("serving " + directory + " ended with " + status, failure);
        }
    }

    /**
     * Has the kernel take the mount away, even when it is in use, and so {@link #serve} return. From any thread.
     *
     * @param lazily leave open files usable until they are closed, instead of refusing while there are some
     */
    public void unmount(boolean lazily) throws IOException {
        LibMount.unmount(directory, lazily, helper());
    }

    private void unmountQuietly() {
        try {
            unmount(true);
        } catch (IOException e) {
            // The process ends; the watch is the second chance.
            return;
        }
    }

    /** Unmounts if that has not happened, and frees what libfuse holds. Not while {@link #serve} runs. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            Runtime.getRuntime().removeShutdownHook(unmountAtExit);
        } catch (IllegalStateException e) {
            // The process ends already, and the hook does its part.
            return;
        }
        library.fuse_unmount(fuse);
        library.fuse_destroy(fuse);
        if (watch != null) {
            watch.close();
        }
    }
}
