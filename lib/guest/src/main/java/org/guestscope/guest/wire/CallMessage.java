package org.guestscope.guest.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Payload of CALL: the action's name, its required arguments in order, its optional arguments by name.
 *
 * @param action the action's name with dashes
 * @param arguments one for each required parameter; {@link Value#NOTHING} where a stream goes
 * @param options the optional arguments given
 */
public record CallMessage(String action, List<Value> arguments, Map<String, Value> options) {

    /** More than the widest action has, fewer than would cost anything. */
    private static final int MAX_ARGUMENTS = 128;

    /** The payload, in as many frames as it needs. */
    public Message encode() {
        ValueWriter out = new ValueWriter();
        out.writeBytes(action.getBytes(StandardCharsets.US_ASCII));
        out.writeShort(arguments.size());
        for (Value argument : arguments) {
            out.write(argument);
        }
        out.writeShort(options.size());
        options.forEach((name, value) -> {
            out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
            out.write(value);
        });
        return out.message();
    }

    /** Reads a payload. */
    public static CallMessage decode(byte[] payload) throws WireException {
        ValueReader in = new ValueReader("call", payload);
        String action = new String(in.readBytes(Limits.NAME_BYTES), StandardCharsets.US_ASCII);
        int count = bounded(in.readShort());
        List<Value> arguments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            arguments.add(in.read());
        }
        int optional = bounded(in.readShort());
        Map<String, Value> options = new LinkedHashMap<>();
        for (int i = 0; i < optional; i++) {
            String name = new String(in.readBytes(Limits.NAME_BYTES), StandardCharsets.US_ASCII);
            options.put(name, in.read());
        }
        in.end();
        return new CallMessage(action, arguments, options);
    }

    private static int bounded(int count) throws WireException {
        if (count > MAX_ARGUMENTS) {
            throw new WireException("call", "%d arguments, must be at most %d".formatted(count, MAX_ARGUMENTS));
        }
        return count;
    }
}
