package org.guestscope.guest;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guestscope.guest.call.ValueMapper;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.Catalogue;
import org.guestscope.guest.catalogue.ParamDefinition;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.wire.Value;
import org.jspecify.annotations.Nullable;

/** Turns the methods of one family into calls over a connection. */
final class ActionProxy implements InvocationHandler {

    private final GuestConnection connection;
    private final Map<String, ActionDefinition> byMethod = new HashMap<>();
    private final Class<?> family;

    ActionProxy(GuestConnection connection, Class<?> family) {
        this.connection = connection;
        this.family = family;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "toString" -> family.getSimpleName() + " of " + connection;
                case "hashCode" -> System.identityHashCode(proxy);
                default -> arguments != null && proxy == arguments[0];
            };
        }
        ActionDefinition action = actionOf(method.getName());
        List<Value> required = new ArrayList<>();
        Map<String, Value> options = new LinkedHashMap<>();
        InputStream source = null;
        OutputStream sink = null;
        List<ParamDefinition> params = action.params();
        for (int i = 0; i < params.size(); i++) {
            ParamDefinition param = params.get(i);
            Object argument = arguments == null ? null : arguments[i];
            if (param.kind() == ParamKind.FILE_IN) {
                source = (InputStream) argument;
            } else if (param.kind() == ParamKind.FILE_OUT) {
                sink = (OutputStream) argument;
            }
            if (!param.optional()) {
                required.add(ValueMapper.argument(param.kind(), argument));
            } else if (argument != null) {
                options.put(param.name(), ValueMapper.argument(param.kind(), argument));
            }
        }
        Value value = connection.call(action, required, options, new Transfer(source, sink, ProgressListener.NOBODY));
        boolean entries = value instanceof Value.Table && method.getReturnType() == List.class;
        return entries ? ValueMapper.entries((Value.Table) value) : ValueMapper.result(action, value);
    }

    private synchronized ActionDefinition actionOf(String methodName) {
        if (byMethod.isEmpty()) {
            for (ActionDefinition action : Catalogue.load().all()) {
                if (action.family().equals(family.getName())) {
                    byMethod.put(action.methodName(), action);
                }
            }
        }
        ActionDefinition action = byMethod.get(methodName);
        if (action == null) {
            throw new IllegalArgumentException(methodName + " is not in the catalogue");
        }
        return action;
    }
}
