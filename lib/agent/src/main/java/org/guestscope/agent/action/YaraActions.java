package org.guestscope.agent.action;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.child.ChildResult;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.guestscope.guest.action.Yara;
import org.guestscope.guest.struct.YaraDetection;
import org.jspecify.annotations.Nullable;

/**
 * Scans files with yara and yarac.
 *
 * <p>Not through libyara: it takes the signals of memory faults for itself while it scans, and those are the Java
 * machine's. A program of its own also keeps hostile rules and files out of the agent.
 */
public final class YaraActions implements Yara {

    /** What compiled rules begin with. */
    private static final byte[] COMPILED = "YARA".getBytes(StandardCharsets.US_ASCII);

    private final ActionContext context;
    private @Nullable Path rules;

    /** With what all actions share. */
    public YaraActions(ActionContext context) {
        this.context = context;
    }

    private Path rules() throws IOException {
        Path loaded = rules;
        if (loaded == null) {
            throw new ChildException("no rules are loaded: call yara-load first");
        }
        return loaded;
    }

    @Override
    public void yaraLoad(InputStream filename) throws IOException {
        if (rules != null) {
            yaraDestroy();
        }
        Path uploaded = Files.createTempFile("rules", ".yar");
        Path compiled = Files.createTempFile("rules", ".yarc");
        boolean isLoaded = false;
        try {
            byte[] magic = filename.readNBytes(COMPILED.length);
            boolean isCompiled = Arrays.equals(magic, COMPILED);
            try (OutputStream out = Files.newOutputStream(isCompiled ? compiled : uploaded)) {
                InputStream all = new SequenceInputStream(new ByteArrayInputStream(magic), filename);
                new StreamCopy(context, 0).copy(all, out, Long.MAX_VALUE);
            }
            if (isCompiled) {
                // Only a scan tells whether they can be read.
                context.child("yara", "-w", "-C", compiled.toString(), uploaded.toString())
                        .require();
            } else {
                compile(uploaded, compiled);
            }
            rules = compiled;
            isLoaded = true;
        } finally {
            Files.delete(uploaded);
            if (!isLoaded) {
                Files.delete(compiled);
            }
        }
    }

    /** The compiler complains of a file that its caller has never heard of; what tells them something is the line. */
    private void compile(Path source, Path compiled) throws IOException {
        ChildResult result = context.child("yarac", "-w", source.toString(), compiled.toString())
                .run();
        if (!result.succeeded()) {
            throw new ChildException(result.complaint().replace(source.toString(), "rules"));
        }
    }

    @Override
    public void yaraDestroy() throws IOException {
        Path loaded = rules();
        rules = null;
        Files.delete(loaded);
    }

    @Override
    public List<YaraDetection> yaraScan(String path) throws IOException {
        Path loaded = rules();
        try (Fd file = context.sysroot().open(path, Posix.O_RDONLY)) {
            if (Posix.fstat(path, file).isDirectory()) {
                throw new ErrnoException(path, Errno.EISDIR);
            }
            List<YaraDetection> detections = new ArrayList<>();
            for (String line : context.child("yara", "-w", "-C", loaded.toString(), file.procPath())
                    .require()
                    .lines()) {
                int space = line.indexOf(' ');
                detections.add(new YaraDetection(path, space < 0 ? line : line.substring(0, space)));
            }
            return detections;
        }
    }
}
