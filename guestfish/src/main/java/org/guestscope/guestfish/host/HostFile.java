package org.guestscope.guestfish.host;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.guestscope.appliance.host.HostPath;
import org.jspecify.annotations.Nullable;

/** Files of the host by raw name, with errors that say what the kernel said. */
public final class HostFile {
    private HostFile() {}

    /** The JDK's view of a raw name. */
    public static File of(String name) {
        return HostPath.of(name).toFile();
    }

    /** Whether there is anything of that name, also a link that leads nowhere. */
    public static boolean exists(String name) {
        return HostPath.exists(name);
    }

    /** Removes a file; false when it stays. */
    public static boolean delete(String name) {
        try {
            HostPath.delete(name);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Null when the file can be read, else the reason in strerror's words. */
    public static @Nullable String whyNotReadable(String name) {
        File file = of(name);
        if (name.isEmpty() || !file.exists()) {
            return parentIsFile(file) ? "Not a directory" : "No such file or directory";
        }
        return file.canRead() ? null : "Permission denied";
    }

    private static boolean parentIsFile(File file) {
        File parent = file.getParentFile();
        return parent != null && parent.isFile();
    }

    /** Opens a file for reading; an error's message is {@code SHOWN: REASON}. */
    public static InputStream read(String name, String shown) throws IOException {
        try {
            return new FileInputStream(of(name));
        } catch (IOException e) {
            throw failure(shown, e);
        }
    }

    /**
     * Creates or empties a file. Long runs of zeros become holes where the file can have some. An error's message is
     * {@code SHOWN: REASON}, also a later one of the stream.
     */
    public static OutputStream write(String name, String shown) throws IOException {
        try {
            FileOutputStream out = new FileOutputStream(of(name));
            return new Named(of(name).isFile() ? new SparseFileOutput(out) : out, shown);
        } catch (IOException e) {
            throw failure(shown, e);
        }
    }

    /** Makes a directory; an error's message is {@code NAME: REASON}. */
    public static void createDirectory(String name) throws IOException {
        try {
            HostPath.createDirectory(name);
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    private static IOException failure(String name, IOException e) {
        return new IOException(name + ": " + HostPath.reason(e), e);
    }

    /** A file that says which one it is when it cannot be written. */
    private static final class Named extends FilterOutputStream {
        private final String shown;

        Named(OutputStream out, String shown) {
            super(out);
            this.shown = shown;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw failure(shown, e);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException e) {
                throw failure(shown, e);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                out.close();
            } catch (IOException e) {
                throw failure(shown, e);
            }
        }
    }
}
