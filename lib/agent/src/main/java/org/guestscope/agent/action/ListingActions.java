package org.guestscope.agent.action;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.guestscope.agent.child.Child;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.FileStatus;
import org.guestscope.agent.libc.Posix;
import org.guestscope.agent.sysroot.Sysroot;
import org.guestscope.guest.action.Listings;
import org.guestscope.guest.struct.Dirent;
import org.jspecify.annotations.Nullable;

/** Lists directories and measures trees. */
public final class ListingActions implements Listings {

    /** Letters for {@code DT_*} of {@code dirent.h}: 1 FIFO, 2 character, 4 directory, 6 block, 8 file, 10 link, 12 socket. */
    private static final String TYPE_LETTERS = "ufc?d?b?r?l?s";

    private final ActionContext context;

    /** With what all actions share. */
    public ListingActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public List<String> find(String directory) throws IOException {
        List<String> names = new ArrayList<>();
        String slash = slash(directory);
        new TreeWalk(context, (path, open, entry) -> names.add(slash + path)).walk(directory);
        Collections.sort(names);
        return names;
    }

    /** What makes a path of a directory and the name of something in it. */
    private static String slash(String directory) {
        return directory.endsWith("/") ? "" : "/";
    }

    @Override
    public void find0(String directory, OutputStream files) throws IOException {
        NulSeparated names = new NulSeparated(files);
        String slash = slash(directory);
        new TreeWalk(context, (path, open, entry) -> names.add(slash + path)).walk(directory);
        names.flush();
    }

    @Override
    public List<String> ls(String directory) throws IOException {
        List<String> names = new ArrayList<>();
        for (Posix.Entry entry : context.sysroot().entries(directory)) {
            names.add(entry.name());
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public void ls0(String dir, OutputStream filenames) throws IOException {
        NulSeparated names = new NulSeparated(filenames);
        for (String name : ls(dir)) {
            names.add(name);
        }
        names.flush();
    }

    @Override
    public String ll(String directory) throws IOException {
        return list(directory, "-lan");
    }

    @Override
    public String llz(String directory) throws IOException {
        return list(directory, "-lanZ");
    }

    private String list(String path, String options) throws IOException {
        FileStatus status = context.sysroot().status(path, true);
        Child ls = context.child("ls", options, "--");
        if (status.isDirectory()) {
            try (Fd directory = context.sysroot().directory(path)) {
                return ls.add(".").in(directory).require().text();
            }
        }
        String real = context.sysroot().realPath(path);
        try (Sysroot.Place place = context.sysroot().place(real)) {
            String line = ls.add(place.name()).in(place.directory()).require().trimmed();
            return line.substring(0, line.length() - place.name().length()) + real + "\n";
        }
    }

    @Override
    public List<String> globExpand(String pattern, @Nullable Boolean directoryslash) throws IOException {
        return new GlobExpansion(context.sysroot()).expand(pattern, !Boolean.FALSE.equals(directoryslash));
    }

    @Override
    public String df() throws IOException {
        return context.child("df").require().text();
    }

    @Override
    public String dfH() throws IOException {
        return context.child("df", "-h").require().text();
    }

    @Override
    public long du(String path) throws IOException {
        FileStatus status = context.sysroot().status(path, false);
        if (!status.isDirectory()) {
            return status.blocks() / 2;
        }
        try (Fd directory = context.sysroot().directory(path)) {
            String said =
                    context.child("du", "-sk", ".").in(directory).require().text();
            return Long.parseLong(said.substring(0, said.indexOf('\t')));
        }
    }

    @Override
    public List<Dirent> readdir(String dir) throws IOException {
        List<Posix.Entry> entries;
        try (Fd directory = context.sysroot().directory(dir)) {
            entries = Posix.readdirAll(dir, directory);
        }
        entries.sort(Comparator.comparing(Posix.Entry::name));
        // A view: there may be a million of them, and the agent has little memory.
        return new AbstractList<>() {
            @Override
            public Dirent get(int index) {
                Posix.Entry entry = entries.get(index);
                return new Dirent(entry.inode(), letter(entry.type()), entry.name());
            }

            @Override
            public int size() {
                return entries.size();
            }
        };
    }

    private static char letter(int type) {
        return type >= 0 && type < TYPE_LETTERS.length() ? TYPE_LETTERS.charAt(type) : '?';
    }

    /** Names for a stream, each ended by a NUL byte, gathered so that a small name costs no frame of its own. */
    private static final class NulSeparated {
        private final java.io.BufferedOutputStream out;

        NulSeparated(OutputStream out) {
            this.out = new java.io.BufferedOutputStream(out, 64 << 10);
        }

        void add(String name) throws IOException {
            out.write(name.getBytes(StandardCharsets.ISO_8859_1));
            out.write(0);
        }

        void flush() throws IOException {
            out.flush();
        }
    }
}
