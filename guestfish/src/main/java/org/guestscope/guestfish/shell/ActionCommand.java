package org.guestscope.guestfish.shell;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guestscope.appliance.host.HostPath;
import org.guestscope.appliance.session.Session;
import org.guestscope.guest.FileSource;
import org.guestscope.guest.ProgressListener;
import org.guestscope.guest.Transfer;
import org.guestscope.guest.call.ByteText;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.ParamDefinition;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.catalogue.Side;
import org.guestscope.guest.wire.Value;
import org.guestscope.guestfish.grammar.Booleans;
import org.guestscope.guestfish.grammar.GrammarException;
import org.guestscope.guestfish.grammar.Numbers;
import org.guestscope.guestfish.grammar.WordList;
import org.guestscope.guestfish.host.HostFile;
import org.jspecify.annotations.Nullable;

/** One use of an action as a command: reads its parameters, calls it, prints its result. */
final class ActionCommand {
    private final Shell shell;
    private final String word;
    private final ActionDefinition action;

    private @Nullable InputStream source;
    private @Nullable OutputStream sink;
    private @Nullable String sinkName;
    private boolean sinkIsNew;

    /** @param word the command as typed, for messages */
    ActionCommand(Shell shell, String word, ActionDefinition action) {
        this.shell = shell;
        this.word = word;
        this.action = action;
    }

    void run(List<String> words) throws CommandException, IOException {
        boolean done = false;
        try {
            List<Value> arguments = new ArrayList<>();
            Map<String, Value> options = new LinkedHashMap<>();
            read(words, arguments, options);
            ProgressListener progress = shell.progress();
            Value value = shell.session().call(action, arguments, options, new Transfer(source, sink, progress));
            shell.progressEnd();
            closeSink();
            done = true;
            shell.printResult(action, value);
        } catch (GrammarException e) {
            throw new CommandException(e.getMessage());
        } finally {
            if (!done) {
                shell.progressEnd();
                abandon();
            }
            if (source != null) {
                source.close();
            }
        }
    }

    /** Usage line and pointer to the help. */
    private CommandException wrongCount() {
        return new CommandException("error: incorrect number of arguments\nusage: " + Usages.of(action)
                + "\ntype 'help " + word + "' for more help on " + word);
    }

    private void read(List<String> words, List<Value> arguments, Map<String, Value> options)
            throws CommandException, GrammarException, IOException {
        List<ParamDefinition> onLine = new ArrayList<>(action.required());
        onLine.removeIf(param -> param.kind() == ParamKind.KEY);
        if (words.size() < onLine.size()
                || (words.size() > onLine.size() && action.optional().isEmpty())) {
            throw wrongCount();
        }
        int next = 0;
        for (ParamDefinition param : action.required()) {
            if (param.kind() == ParamKind.KEY) {
                arguments.add(Value.Text.ofLatin1(shell.keys().ask(param.name())));
            } else {
                arguments.add(convert(param, param.name(), words.get(next++)));
            }
        }
        for (String option : words.subList(next, words.size())) {
            option(option, options);
        }
    }

    private void option(String word, Map<String, Value> options)
            throws CommandException, GrammarException, IOException {
        int colon = word.indexOf(':');
        ParamDefinition param = colon < 0 ? null : action.option(word.substring(0, colon));
        if (param == null) {
            throw new CommandException(this.word + ": unknown optional argument \"" + word + "\"");
        }
        if (options.containsKey(param.name())) {
            throw new CommandException(this.word + ": optional argument \"" + param.name() + "\" given more than once");
        }
        options.put(param.name(), convert(param, "optargs_s." + param.name(), word.substring(colon + 1)));
    }

    private Value convert(ParamDefinition param, String name, String text)
            throws CommandException, GrammarException, IOException {
        return switch (param.kind()) {
            case BOOL -> new Value.Bool(Booleans.parse(text));
            case INT -> new Value.Int(Numbers.parseInt(word, name, text));
            case INT64 -> new Value.Int(Numbers.parseInt64(word, name, text));
            case STRING_LIST, DEVICE_LIST, NAME_LIST ->
                new Value.Texts(
                        WordList.parse(text).stream().map(Value.Text::ofLatin1).toList());
            case BUFFER -> new Value.Buffer(ByteText.bytes(text));
            case OPT_STRING -> text.isEmpty() ? Value.NOTHING : Value.Text.ofLatin1(text);
            case PATH, DEVICE_OR_PATH, MOUNTABLE_OR_PATH ->
                Value.Text.ofLatin1(shell.windowsPaths().resolve(text));
            case FILE_IN -> {
                openSource(text);
                yield Value.Text.ofLatin1(text.equals("-") ? "/dev/stdin" : text);
            }
            case FILE_OUT -> {
                openSink(text);
                yield Value.Text.ofLatin1(text.equals("-") ? "/dev/stdout" : text);
            }
            case STRING, DEVICE, MOUNTABLE, KEY, GUID -> Value.Text.ofLatin1(text);
        };
    }

    /** Whether the call can only fail, so that no file needs to be touched for it. */
    private boolean hopeless() {
        return action.side() == Side.GUEST && shell.session().state() != Session.State.READY;
    }

    private void openSource(String name) throws CommandException, IOException {
        if (name.equals("-")) {
            source = new Unclosed(shell.lines().rest());
        } else if (name.startsWith("-<<")) {
            source = new ByteArrayInputStream(ByteText.bytes(hereDocument(name.substring("-<<".length()))));
        } else if (!hopeless()) {
            String file = shell.host().absolute(name);
            source = new FileSource(HostFile.read(file, "open: " + name), HostPath.of(file));
        }
    }

    private String hereDocument(String end) throws CommandException, IOException {
        if (end.isEmpty()) {
            throw new CommandException("guestfish: missing end marker in -<< expression");
        }
        StringBuilder text = new StringBuilder();
        for (String line = shell.lines().dataLine();
                line != null;
                line = shell.lines().dataLine()) {
            if (line.equals(end)) {
                return text.toString();
            }
            text.append(line).append('\n');
        }
        throw new CommandException("guestfish: end of input reached without finding '" + end + "'");
    }

    private void openSink(String name) throws IOException {
        if (name.equals("-")) {
            sink = new UnclosedOutput(shell.output().out());
        } else if (!hopeless()) {
            String file = shell.host().absolute(name);
            boolean isNew = !HostFile.of(file).exists();
            sink = HostFile.write(file, name);
            sinkIsNew = isNew;
            sinkName = file;
        }
    }

    private void closeSink() throws IOException {
        if (sink != null) {
            sink.close();
        }
    }

    /** A download that failed leaves no new file that looks complete. */
    private void abandon() {
        try {
            closeSink();
        } catch (IOException e) {
            // The failure that led here is the one to tell.
            sink = null;
        }
        if (sinkIsNew && sinkName != null && !HostFile.delete(sinkName)) {
            shell.output().error("guestfish: " + sinkName + ": the incomplete file could not be removed");
        }
    }

    /** Standard input stays open after a command that read from it. */
    private static final class Unclosed extends java.io.FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // Belongs to the session.
        }
    }

    /** Standard output stays open after a command that wrote to it. */
    private static final class UnclosedOutput extends java.io.FilterOutputStream {
        UnclosedOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
