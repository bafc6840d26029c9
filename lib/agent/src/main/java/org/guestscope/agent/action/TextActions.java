package org.guestscope.agent.action;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.guestscope.agent.child.Child;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.child.ChildResult;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.FileStatus;
import org.guestscope.agent.libc.Posix;
import org.guestscope.guest.action.Texts;
import org.jspecify.annotations.Nullable;

/** Reads and searches files as text. */
public final class TextActions implements Texts {

    private static final int BUFFER = 64 << 10;
    private static final int DEFAULT_LINES = 10;
    private static final int GZIP_MAGIC = 0x1f8b;

    private final ActionContext context;

    /** With what all actions share. */
    public TextActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public String cat(String path) throws IOException {
        return new String(new ContentActions(context).readFile(path), StandardCharsets.ISO_8859_1);
    }

    @Override
    public List<String> readLines(String path) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : ChildResult.lines(cat(path))) {
            lines.add(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
        }
        return lines;
    }

    @Override
    public boolean equal(String file1, String file2) throws IOException {
        try (Fd first = open(file1);
                Fd second = open(file2)) {
            InputStream one = new BufferedInputStream(first.input(), BUFFER);
            InputStream two = new BufferedInputStream(second.input(), BUFFER);
            while (true) {
                context.cancellation().check();
                byte[] a = one.readNBytes(BUFFER);
                byte[] b = two.readNBytes(BUFFER);
                if (!java.util.Arrays.equals(a, b)) {
                    return false;
                }
                if (a.length == 0) {
                    return true;
                }
            }
        }
    }

    @Override
    public List<String> strings(String path) throws IOException {
        return stringsE("s", path);
    }

    @Override
    public List<String> stringsE(String encoding, String path) throws IOException {
        try (Fd file = open(path)) {
            return PrintableStrings.of(encoding)
                    .find(new BufferedInputStream(file.input(), BUFFER), context.cancellation());
        }
    }

    @Override
    public String hexdump(String path) throws IOException {
        try (Fd file = open(path)) {
            return Hexdump.of(new BufferedInputStream(file.input(), BUFFER), context.cancellation());
        }
    }

    @Override
    public int wcL(String path) throws IOException {
        long[] lines = new long[1];
        scan(path, b -> lines[0] += b == '\n' ? 1 : 0);
        return count(path, lines[0]);
    }

    @Override
    public int wcW(String path) throws IOException {
        long[] words = new long[1];
        boolean[] inside = new boolean[1];
        scan(path, b -> {
            boolean space = b == ' ' || b >= '\t' && b <= '\r';
            words[0] += !space && !inside[0] ? 1 : 0;
            inside[0] = !space;
        });
        return count(path, words[0]);
    }

    @Override
    public int wcC(String path) throws IOException {
        try (Fd file = open(path)) {
            FileStatus status = Posix.fstat(path, file);
            if (status.type() == FileStatus.REGULAR && status.size() > 0) {
                return count(path, status.size());
            }
        }
        long[] bytes = new long[1];
        scan(path, b -> bytes[0]++);
        return count(path, bytes[0]);
    }

    private static int count(String path, long number) throws ErrnoException {
        if (number > Integer.MAX_VALUE) {
            throw new ErrnoException("%s: %d".formatted(path, number), Errno.EOVERFLOW);
        }
        return (int) number;
    }

    /** Is shown each byte of a file. */
    private interface ByteVisitor {
        void visit(int b);
    }

    private void scan(String path, ByteVisitor visitor) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (Fd file = open(path)) {
            InputStream in = file.input();
            int length;
            while ((length = in.read(buffer)) >= 0) {
                context.cancellation().check();
                for (int i = 0; i < length; i++) {
                    visitor.visit(buffer[i] & 0xff);
                }
            }
        }
    }

    @Override
    public List<String> head(String path) throws IOException {
        return headN(DEFAULT_LINES, path);
    }

    @Override
    public List<String> headN(int nrlines, String path) throws IOException {
        List<String> kept = new ArrayList<>();
        Deque<String> withheld = new ArrayDeque<>();
        try (LineReader lines = new LineReader(open(path))) {
            String line;
            while ((nrlines < 0 || kept.size() < nrlines) && (line = lines.next()) != null) {
                withheld.add(line);
                if (withheld.size() > (nrlines < 0 ? -(long) nrlines : 0)) {
                    kept.add(withheld.remove());
                }
            }
        }
        return kept;
    }

    @Override
    public List<String> tail(String path) throws IOException {
        return tailN(DEFAULT_LINES, path);
    }

    @Override
    public List<String> tailN(int nrlines, String path) throws IOException {
        Deque<String> kept = new ArrayDeque<>();
        try (LineReader lines = new LineReader(open(path))) {
            String line;
            long number = 0;
            while ((line = lines.next()) != null) {
                number++;
                if (nrlines >= 0 || number >= -(long) nrlines) {
                    kept.add(line);
                }
                if (nrlines >= 0 && kept.size() > nrlines) {
                    kept.remove();
                }
            }
        }
        return new ArrayList<>(kept);
    }

    @Override
    public List<String> grep(
            String regex,
            String path,
            @Nullable Boolean extended,
            @Nullable Boolean fixed,
            @Nullable Boolean insensitive,
            @Nullable Boolean compressed)
            throws IOException {
        if (Boolean.TRUE.equals(extended) && Boolean.TRUE.equals(fixed)) {
            throw new ErrnoException("only one of extended and fixed can be given", Errno.EINVAL);
        }
        try (Fd file = open(path)) {
            if (Posix.fstat(path, file).isDirectory()) {
                throw new ErrnoException(path, Errno.EISDIR);
            }
            Child grep = context.child("grep")
                    .flag(extended, "-E")
                    .flag(fixed, "-F")
                    .flag(insensitive, "-i")
                    .add("-a", "-e", regex);
            if (Boolean.TRUE.equals(compressed)) {
                grep.stdin(uncompressed(file));
            } else {
                grep.stdin(file);
            }
            ChildResult result = grep.run();
            if (result.status() > 1) {
                throw new ChildException(regex + ": " + result.complaint());
            }
            return result.lines();
        }
    }

    private static InputStream uncompressed(Fd file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(file.input(), BUFFER);
        in.mark(2);
        int magic = in.read() << 8 | in.read();
        in.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(in, BUFFER) : in;
    }

    @Override
    public String zfile(String meth, String path) throws IOException {
        String tool = switch (meth) {
            case "gzip", "compress" -> "gzip";
            case "bzip2" -> "bzip2";
            default -> throw new ChildException("unknown compression type: " + meth);
        };
        try (Fd file = open(path)) {
            byte[] plain = context.child(tool, "-dc").stdin(file).require().stdout();
            return context.child("file", "-b", "-")
                    .stdin(new java.io.ByteArrayInputStream(plain))
                    .require()
                    .trimmed();
        }
    }

    @Override
    public List<String> egrep(String regex, String path) throws IOException {
        return grep(regex, path, true, null, null, null);
    }

    @Override
    public List<String> fgrep(String pattern, String path) throws IOException {
        return grep(pattern, path, null, true, null, null);
    }

    @Override
    public List<String> grepi(String regex, String path) throws IOException {
        return grep(regex, path, null, null, true, null);
    }

    @Override
    public List<String> egrepi(String regex, String path) throws IOException {
        return grep(regex, path, true, null, true, null);
    }

    @Override
    public List<String> fgrepi(String pattern, String path) throws IOException {
        return grep(pattern, path, null, true, true, null);
    }

    @Override
    public List<String> zgrep(String regex, String path) throws IOException {
        return grep(regex, path, null, null, null, true);
    }

    @Override
    public List<String> zegrep(String regex, String path) throws IOException {
        return grep(regex, path, true, null, null, true);
    }

    @Override
    public List<String> zfgrep(String pattern, String path) throws IOException {
        return grep(pattern, path, null, true, null, true);
    }

    @Override
    public List<String> zgrepi(String regex, String path) throws IOException {
        return grep(regex, path, null, null, true, true);
    }

    @Override
    public List<String> zegrepi(String regex, String path) throws IOException {
        return grep(regex, path, true, null, true, true);
    }

    @Override
    public List<String> zfgrepi(String pattern, String path) throws IOException {
        return grep(pattern, path, null, true, true, true);
    }

    private Fd open(String path) throws IOException {
        return context.sysroot().open(path, Posix.O_RDONLY);
    }
}
