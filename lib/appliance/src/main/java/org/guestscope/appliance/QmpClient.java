package org.guestscope.appliance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * QEMU's control socket: the QEMU Machine Protocol (docs/interop/qmp-spec.rst).
 *
 * <p>Objects are maps, arrays lists, numbers {@code Long} or {@code Double}. One command at a time; events that arrive
 * in between wait for {@link #awaitEvent}. QEMU answers every command at once, so there is no time limit here: what
 * watches the process as a whole ends a read by killing it.
 */
final class QmpClient implements Closeable {

    /** Events are few; more than this unread means that QEMU was subverted. */
    private static final int MAX_EVENTS = 10_000;

    private final SocketChannel channel;
    private final OutputStream out;
    private final JsonFactory json = new JsonFactory();
    private final JsonParser in;
    private final ArrayDeque<Map<String, Object>> events = new ArrayDeque<>();

    /** Reads the greeting and leaves the negotiation mode. */
    QmpClient(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.out = SocketStreams.out(channel);
        this.in = json.createParser(SocketStreams.in(channel));
        read();
        run("qmp_capabilities", Map.of());
    }

    /**
     * Runs a command.
     *
     * @return what it returned, often an empty map
     * @throws QmpException when QEMU refused it
     * @throws EOFException when QEMU is gone
     */
    synchronized Object run(String command, Map<String, ?> arguments) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator generator = json.createGenerator(line)) {
            write(generator, Map.of("execute", command, "arguments", arguments));
        }
        line.write('\n');
        out.write(line.toByteArray());
        while (true) {
            Map<String, Object> message = read();
            Object returned = message.get("return");
            if (returned != null) {
                return returned;
            }
            if (message.get("error") instanceof Map<?, ?> error) {
                throw new QmpException(command, String.valueOf(error.get("desc")));
            }
            if (message.containsKey("event") && events.size() < MAX_EVENTS) {
                events.addLast(message);
            }
        }
    }

    /** Waits for an event of this name and returns its data; earlier events of other names are forgotten. */
    synchronized Map<?, ?> awaitEvent(String name) throws IOException {
        while (true) {
            Map<String, Object> message = events.isEmpty() ? read() : events.removeFirst();
            if (name.equals(message.get("event"))) {
                return message.get("data") instanceof Map<?, ?> data ? data : Map.of();
            }
        }
    }

    private Map<String, Object> read() throws IOException {
        JsonToken token = in.nextToken();
        if (token == null) {
            throw new EOFException("QEMU closed its control socket");
        }
        if (token != JsonToken.START_OBJECT) {
            throw new IOException("bad QMP message: begins with " + token);
        }
        return object();
    }

    private Map<String, Object> object() throws IOException {
        Map<String, Object> map = new HashMap<>();
        for (JsonToken token = in.nextToken(); token != JsonToken.END_OBJECT; token = in.nextToken()) {
            if (token == null) {
                throw new EOFException("QEMU closed its control socket");
            }
            String name = in.currentName();
            in.nextToken();
            Object value = value();
            if (value != null) {
                map.put(name, value);
            }
        }
        return map;
    }

    private @Nullable Object value() throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value());
                }
                yield list;
            }
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT -> in.getLongValue();
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static void write(JsonGenerator generator, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                generator.writeFieldName(String.valueOf(entry.getKey()));
                write(generator, entry.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            for (Object element : list) {
                write(generator, element);
            }
            generator.writeEndArray();
        } else if (value instanceof Boolean flag) {
            generator.writeBoolean(flag);
        } else if (value instanceof Integer || value instanceof Long) {
            generator.writeNumber(((Number) value).longValue());
        } else {
            generator.writeString(value.toString());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
