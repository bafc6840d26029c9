package org.guestscope.guestfish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guestscope.appliance.ApplianceOptions;
import org.guestscope.appliance.DiskSpec;
import org.guestscope.appliance.session.Guest;
import org.guestscope.appliance.session.GuestLauncher;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.Transfer;
import org.guestscope.guest.call.ByteText;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.wire.Value;

/** A guest that answers what a test tells it to, and remembers what it was asked. */
final class ScriptedGuest implements Guest, GuestLauncher {
    final List<String> calls = new ArrayList<>();
    final List<DiskSpec> disks = new ArrayList<>();
    final Map<String, String> uploads = new HashMap<>();
    private final Map<String, Answer> answers = new HashMap<>();
    boolean closed;

    /** What an action does. */
    interface Answer {
        Value answer(List<Value> arguments, Transfer transfer) throws IOException;
    }

    ScriptedGuest on(String action, Answer answer) {
        answers.put(action, answer);
        return this;
    }

    ScriptedGuest on(String action, Value value) {
        return on(action, (arguments, transfer) -> value);
    }

    /** A guest with one device, which begins with some bytes. */
    ScriptedGuest device(String name, String start) {
        return on("list-devices", texts(name))
                .on("list-partitions", texts())
                .on("list-md-devices", texts())
                .on("pread-device", new Value.Buffer(ByteText.bytes(start)));
    }

    ScriptedGuest download(String action, String content) {
        return on(action, (arguments, transfer) -> {
            java.util.Objects.requireNonNull(transfer.sink()).write(ByteText.bytes(content));
            return Value.NOTHING;
        });
    }

    ScriptedGuest upload(String action) {
        return on(action, (arguments, transfer) -> {
            uploads.put(
                    ((Value.Text) arguments.get(1)).latin1(),
                    ByteText.of(
                            java.util.Objects.requireNonNull(transfer.source()).readAllBytes()));
            return Value.NOTHING;
        });
    }

    static Value text(String text) {
        return Value.Text.ofLatin1(text);
    }

    static Value texts(String... texts) {
        return new Value.Texts(List.of(texts).stream().map(Value.Text::ofLatin1).toList());
    }

    static Value table(String... keysAndValues) {
        List<Value.Row> rows = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            rows.add(new Value.Row(Value.Text.ofLatin1(keysAndValues[i]), Value.Text.ofLatin1(keysAndValues[i + 1])));
        }
        return new Value.Table(rows);
    }

    @Override
    public void prepare(ApplianceOptions options) {
        // Ready at any time.
    }

    @Override
    public void discard() {
        // Nothing was begun.
    }

    @Override
    public Guest launch(String backend, ApplianceOptions options, List<DiskSpec> launched) {
        disks.addAll(launched);
        return this;
    }

    @Override
    public Value call(ActionDefinition action, List<Value> arguments, Map<String, Value> options, Transfer transfer)
            throws IOException {
        StringBuilder call = new StringBuilder(action.name());
        for (Value argument : arguments) {
            call.append(' ').append(shown(argument));
        }
        options.forEach(
                (name, value) -> call.append(' ').append(name).append(':').append(shown(value)));
        calls.add(call.toString());
        Answer answer = answers.get(action.name());
        if (answer == null) {
            if (action.returns() == org.guestscope.guest.catalogue.ReturnKind.NOTHING) {
                return Value.NOTHING;
            }
            throw new ActionException(action.callName(), 0, "not in this test's script");
        }
        return answer.answer(arguments, transfer);
    }

    private static String shown(Value value) {
        if (value instanceof Value.Text text) {
            return text.latin1();
        } else if (value instanceof Value.Int number) {
            return String.valueOf(number.value());
        } else if (value instanceof Value.Bool bool) {
            return String.valueOf(bool.value());
        } else if (value instanceof Value.Texts texts) {
            return texts.items().stream().map(Value.Text::latin1).toList().toString();
        } else if (value instanceof Value.Buffer buffer) {
            return ByteText.of(buffer.bytes());
        }
        return "-";
    }

    @Override
    public void cancel() {
        // Nothing takes long here.
    }

    @Override
    public long pid() {
        return 1234;
    }

    @Override
    public void close() {
        closed = true;
    }
}
