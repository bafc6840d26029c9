package org.guestscope.guestfish.interactive;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.guestscope.appliance.session.Session;
import org.guestscope.cli.PrintableText;
import org.guestscope.guest.call.ByteText;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.Catalogue;
import org.guestscope.guest.catalogue.ParamDefinition;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.wire.Value;
import org.guestscope.guestfish.host.Host;
import org.guestscope.guestfish.host.HostFile;
import org.guestscope.guestfish.shell.Shell;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;

/**
 * Completes commands, and parameters by what they are: devices and files of the guest, files of the host, optional
 * arguments. Errors of the guest are silent here: half a line is no reason to complain.
 */
final class GuestCompleter implements Completer {
    private static final List<String> DEVICE_LISTS =
            List.of("list-devices", "list-partitions", "lvs", "list-dm-devices", "list-md-devices");
    /** Commands whose parameters are names on the host. */
    private static final Set<String> ON_HOST = Set.of("lcd", "alloc", "allocate", "sparse");

    /** Beyond so many files completion offers what their names have in common. */
    private static final int MOST_FILES = 1000;

    private static final Set<String> WITH_COMMAND = Set.of("glob", "time", "not", "help");

    private final Host host;
    private final boolean guestPaths;
    private @Nullable Shell shell;

    /** @param guestPaths false completes file names of the host instead of the guest's */
    GuestCompleter(Host host, boolean guestPaths) {
        this.host = host;
        this.guestPaths = guestPaths;
    }

    void attach(Shell target) {
        shell = target;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> words = line.words();
        int index = line.wordIndex();
        String prefix =
                line.word().substring(0, Math.min(line.wordCursor(), line.word().length()));
        int first = 0;
        while (first < index && WITH_COMMAND.contains(words.get(first).toLowerCase(Locale.ROOT))) {
            first++;
        }
        if (index == first) {
            commands(prefix, candidates);
            return;
        }
        parameter(words.get(first), index - first - 1, prefix, candidates);
    }

    private void commands(String prefix, List<Candidate> candidates) {
        // A leading minus lets the command fail; it is not part of the name.
        String minus = prefix.startsWith("-") ? "-" : "";
        for (String name : names()) {
            candidates.add(new Candidate(minus + name, minus + name, null, null, null, null, true));
        }
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>(List.of(Catalogue.load().names()));
        if (shell != null) {
            shell.builtins().forEach(builtin -> {
                names.add(builtin.name());
                names.addAll(builtin.aliases());
            });
        }
        return names;
    }

    private void parameter(String command, int position, String prefix, List<Candidate> candidates) {
        ActionDefinition action = Catalogue.load().find(command);
        ParamDefinition param = action == null ? null : required(action, position);
        if (action != null && param == null) {
            optional(action, prefix, candidates);
            return;
        }
        if (ON_HOST.contains(command.toLowerCase(Locale.ROOT)) || (param != null && onHost(action, param))) {
            localFiles(prefix, candidates);
            return;
        }
        if (prefix.startsWith("/dev/") || "/dev/".startsWith(prefix)) {
            devices(candidates);
        }
        if (prefix.isEmpty() || prefix.startsWith("/")) {
            if (guestPaths) {
                guestFiles(prefix, candidates);
            } else {
                localFiles(prefix, candidates);
            }
        }
    }

    private static @Nullable ParamDefinition required(ActionDefinition action, int position) {
        List<ParamDefinition> onLine = new ArrayList<>(action.required());
        onLine.removeIf(param -> param.kind() == ParamKind.KEY);
        return position < onLine.size() ? onLine.get(position) : null;
    }

    private static boolean onHost(@Nullable ActionDefinition action, ParamDefinition param) {
        return param.kind().isFile()
                || (action != null
                        && action.name().matches("(add-drive|disk-).*")
                        && param.name().equals("filename"));
    }

    private static void optional(ActionDefinition action, String prefix, List<Candidate> candidates) {
        for (ParamDefinition param : action.optional()) {
            if (param.kind() == ParamKind.BOOL) {
                candidates.add(word(param.name() + ":true", true));
                candidates.add(word(param.name() + ":false", true));
            } else {
                candidates.add(word(param.name() + ":", false));
            }
        }
    }

    private static Candidate word(String text, boolean complete) {
        return new Candidate(text, PrintableText.of(text), null, null, null, null, complete);
    }

    private void devices(List<Candidate> candidates) {
        for (String list : DEVICE_LISTS) {
            texts(list).forEach(name -> candidates.add(word(name, true)));
        }
    }

    private void guestFiles(String prefix, List<Candidate> candidates) {
        String directory = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        String base = directory.isEmpty() ? "/" : directory;
        if (base.startsWith("/dev/")) {
            return;
        }
        String begin = prefix.substring(directory.length());
        List<Value.Struct> entries = entries(base).stream()
                .filter(entry -> name(entry).regionMatches(true, 0, begin, 0, begin.length()))
                .filter(entry -> !name(entry).equals(".") && !name(entry).equals(".."))
                .toList();
        if (entries.size() > MOST_FILES) {
            // Nobody reads so many names; what all have in common still helps.
            String common = entries.stream()
                    .map(GuestCompleter::name)
                    .reduce(GuestCompleter::common)
                    .orElse("");
            candidates.add(word(base + common, false));
            return;
        }
        for (Value.Struct entry : entries) {
            boolean isDirectory = isDirectory(base, entry);
            candidates.add(word(base + name(entry) + (isDirectory ? "/" : ""), !isDirectory));
        }
    }

    private List<Value.Struct> entries(String directory) {
        Session session = ready();
        try {
            return session == null
                    ? List.of()
                    : ((Value.Structs) session.call("readdir", ByteText.of(directory))).items();
        } catch (IOException e) {
            return List.of();
        }
    }

    // A directory entry's fields are inode, type and name.

    private static String name(Value.Struct entry) {
        return ByteText.decode(((Value.Text) entry.fields().get(2)).latin1());
    }

    private static String common(String a, String b) {
        int length = 0;
        while (length < Math.min(a.length(), b.length()) && a.charAt(length) == b.charAt(length)) {
            length++;
        }
        return a.substring(0, length);
    }

    /** Also for symbolic links to directories. */
    private boolean isDirectory(String directory, Value.Struct entry) {
        long type = ((Value.Int) entry.fields().get(1)).value();
        return type == 'd' || (type == 'l' && isDirectory(directory + name(entry)));
    }

    private boolean isDirectory(String path) {
        Session session = ready();
        try {
            return session != null && ((Value.Bool) session.call("is-dir", ByteText.of(path), true)).value();
        } catch (IOException e) {
            return false;
        }
    }

    private void localFiles(String prefix, List<Candidate> candidates) {
        String directory = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        String expanded = directory.startsWith("~") ? host.expandTilde(ByteText.of(directory)) : ByteText.of(directory);
        File[] files = HostFile.of(host.absolute(expanded)).listFiles();
        if (files != null) {
            for (File file : files) {
                boolean isDirectory = file.isDirectory();
                candidates.add(word(directory + file.getName() + (isDirectory ? "/" : ""), !isDirectory));
            }
        }
    }

    private @Nullable Session ready() {
        Session session = shell == null ? null : shell.session();
        return session != null && session.state() == Session.State.READY ? session : null;
    }

    private List<String> texts(String action, String... arguments) {
        Session session = ready();
        if (session == null) {
            return List.of();
        }
        try {
            @Nullable Object[] raw = new @Nullable Object[arguments.length];
            for (int i = 0; i < raw.length; i++) {
                raw[i] = ByteText.of(arguments[i]);
            }
            return ((Value.Texts) session.call(action, raw))
                    .items().stream()
                            .map(text -> ByteText.decode(text.latin1()))
                            .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
