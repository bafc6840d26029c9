package org.guestscope.guest.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.ParamDefinition;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.wire.Value;
import org.guestscope.guest.wire.WireException;
import org.jspecify.annotations.Nullable;

/**
 * Calls the method that carries an action out.
 *
 * <p>One reflective call each: generated dispatch code would cost the first call more than it saves.
 */
public final class ActionInvoker {

    private ActionInvoker() {}

    /**
     * Carries an action out.
     *
     * @param target an object that implements the action's family
     * @throws WireException when the arguments do not fit the definition
     * @throws IOException whatever the method throws
     */
    public static Value invoke(
            ActionDefinition action,
            Object target,
            List<Value> arguments,
            Map<String, Value> options,
            @Nullable InputStream source,
            @Nullable OutputStream sink)
            throws IOException {
        List<ParamDefinition> params = action.params();
        @Nullable Object[] converted = new @Nullable Object[params.size()];
        Class<?>[] types = new Class<?>[params.size()];
        int next = 0;
        int used = 0;
        for (int i = 0; i < converted.length; i++) {
            ParamDefinition param = params.get(i);
            types[i] = javaType(param);
            Value value;
            if (param.optional()) {
                value = options.get(param.name());
                used += value == null ? 0 : 1;
            } else {
                value = next < arguments.size() ? arguments.get(next) : null;
                next++;
            }
            converted[i] = convert(action, param, value, source, sink);
        }
        if (next != arguments.size() || used != options.size()) {
            throw new WireException("call of " + action.callName(), "wrong arguments");
        }
        try {
            Method method = Class.forName(action.family()).getMethod(action.methodName(), types);
            return ValueMapper.result(action, method.invoke(target, converted));
        } catch (InvocationTargetException e) {
            throw rethrow(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(action.name() + " and the catalogue do not agree", e);
        }
    }

    private static @Nullable Object convert(
            ActionDefinition action,
            ParamDefinition param,
            @Nullable Value value,
            @Nullable InputStream source,
            @Nullable OutputStream sink)
            throws WireException {
        if (param.kind() == ParamKind.FILE_IN || param.kind() == ParamKind.FILE_OUT) {
            Object stream = param.kind() == ParamKind.FILE_IN ? source : sink;
            if (stream == null) {
                throw new WireException("call of " + action.callName(), "no stream for " + param.name());
            }
            return stream;
        }
        if (value == null) {
            if (param.optional()) {
                return null;
            }
            throw new WireException("call of " + action.callName(), "no " + param.name());
        }
        return ValueMapper.argument(param.name(), param.kind(), value);
    }

    private static Class<?> javaType(ParamDefinition param) {
        return switch (param.kind()) {
            case BOOL -> param.optional() ? Boolean.class : boolean.class;
            case INT -> param.optional() ? Integer.class : int.class;
            case INT64 -> param.optional() ? Long.class : long.class;
            case BUFFER -> byte[].class;
            case STRING_LIST, DEVICE_LIST, NAME_LIST -> List.class;
            case FILE_IN -> InputStream.class;
            case FILE_OUT -> OutputStream.class;
            default -> String.class;
        };
    }

    /** Actions throw {@link IOException}s; anything else is a fault of the program and stays what it is. */
    private static IOException rethrow(@Nullable Throwable cause) {
        if (cause instanceof IOException io) {
            return io;
        } else if (cause instanceof RuntimeException runtime) {
            throw runtime;
        } else if (cause instanceof Error error) {
            throw error;
        }
        return new IOException(cause);
    }
}
