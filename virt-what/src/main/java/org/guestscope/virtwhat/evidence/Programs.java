package org.guestscope.virtwhat.evidence;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Small programs that answer what no file does: below a tree the scripts that stand for {@code dmidecode} and its like,
 * on a real machine the few tools of exotic platforms.
 *
 * <p>A program gets no input, a limited time and limited room for its answer, so that one that never ends or never stops
 * talking costs seconds, not the run.
 */
final class Programs {

    /** Where programs are looked for, in this order. */
    private static final String[] DIRECTORIES = {"/usr/libexec/", "/sbin/", "/usr/sbin/"};

    /** How long one program may take; dmidecode needs milliseconds. */
    private static final long LIMIT_MILLISECONDS = 5_000;

    /** The largest answer looked at; a server's SMBIOS report is 100 KiB. */
    private static final int LIMIT_BYTES = 4 << 20;

    /**
     * What a program said.
     *
     * @param text its output, a byte a character
     * @param status its exit status, or -1 when it was stopped
     */
    record Answer(String text, int status) {}

    private final Root root;
    private final long limitMilliseconds;

    Programs(Root root) {
        this(root, LIMIT_MILLISECONDS);
    }

    Programs(Root root, long limitMilliseconds) {
        this.root = root;
        this.limitMilliseconds = limitMilliseconds;
    }

    /** The path (as on the machine) of the program called {@code name}; null when none may be executed. */
    @Nullable String find(String name) {
        for (String directory : DIRECTORIES) {
            String path = directory + name;
            if (isExecutable(path)) {
                return path;
            }
        }
        return null;
    }

    /** Whether {@code path} is a regular file with execute permission. */
    boolean isExecutable(String path) {
        File file = root.locate(path);
        return file != null && file.isFile() && file.canExecute();
    }

    /**
     * Runs the program at {@code path}.
     *
     * @param errorsToo whether its standard error belongs to the answer
     * @return null when it could not be started
     */
    @Nullable Answer run(String path, boolean errorsToo, String... arguments) {
        File program = root.locate(path);
        if (program == null) {
            return null;
        }
        List<String> command = new ArrayList<>();
        command.add(program.getAbsolutePath());
        for (String argument : arguments) {
            command.add(argument);
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectInput(new File("/dev/null"));
        if (errorsToo) {
            builder.redirectErrorStream(true);
        } else {
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        }
        Map<String, String> environment = builder.environment();
        environment.put("LANG", "C");
        environment.put("PATH", searchPath(environment.get("PATH")));
        try {
            return answer(builder.start());
        } catch (IOException e) {
            return null;
        }
    }

    private Answer answer(Process process) {
        Listener listener = new Listener(process.getInputStream());
        listener.start();
        int status = -1;
        try {
            listener.join(limitMilliseconds);
            if (!listener.isAlive() && process.waitFor(limitMilliseconds, TimeUnit.MILLISECONDS)) {
                status = process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (status < 0) {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly();
            for (ProcessHandle child : children) {
                child.destroyForcibly();
            }
        }
        return new Answer(listener.heard(), status);
    }

    /** The path a script of the tree finds its own tools by: the tree's directories, then the caller's. */
    private String searchPath(@Nullable String inherited) {
        StringBuilder path = new StringBuilder();
        for (String directory : DIRECTORIES) {
            File file = root.locate(directory.substring(0, directory.length() - 1));
            if (file != null) {
                path.append(file.getAbsolutePath()).append(':');
            }
        }
        return path.append(inherited == null ? "/usr/bin:/bin" : inherited).toString();
    }

    /**
     * Reads a program's output. A thread of its own, since a grandchild may hold the pipe open after the program itself
     * was killed; a daemon, since it must not keep the process alive.
     */
    private static final class Listener extends Thread {

        private final InputStream output;
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

        Listener(InputStream output) {
            super("program output");
            this.output = output;
            setDaemon(true);
        }

        @Override
        public void run() {
            byte[] buffer = new byte[8192];
            try {
                int count = output.read(buffer);
                while (count >= 0 && heard.size() < LIMIT_BYTES) {
                    heard.write(buffer, 0, count);
                    count = output.read(buffer);
                }
                output.close();
            } catch (IOException e) {
                // Closed under us when the program was stopped: what was heard until then is the answer.
                return;
            }
        }

        String heard() {
            return heard.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
