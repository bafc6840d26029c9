package org.guestscope.guest.catalogue;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the declarations of one family by reflection; runs when the module is built, never in a tool. */
final class FamilyReader {

    private FamilyReader() {}

    static List<ActionDefinition> read(Class<?> family) {
        Family title = family.getAnnotation(Family.class);
        if (title == null) {
            throw new IllegalArgumentException(family + " is not a family of actions");
        }
        List<ActionDefinition> actions = new ArrayList<>();
        for (Method method : family.getMethods()) {
            Action action = method.getAnnotation(Action.class);
            if (action == null) {
                throw new IllegalArgumentException(method + " has no @Action");
            }
            actions.add(read(family, title, method, action));
        }
        return actions;
    }

    private static ActionDefinition read(Class<?> family, Family title, Method method, Action action) {
        List<ParamDefinition> params = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            params.add(new ParamDefinition(
                    parameter.getName(), kindOf(parameter), parameter.isAnnotationPresent(Opt.class)));
        }
        ReturnKind returns = returnKind(method);
        return new ActionDefinition(
                action.name(),
                List.of(action.aliases()),
                title.side(),
                family.getName(),
                title.title(),
                method.getName(),
                action.since(),
                action.feature(),
                action.deprecated(),
                action.deprecatedBy(),
                action.summary(),
                params,
                returns,
                action.returns(),
                action.keys(),
                action.radix(),
                structOf(returns, method));
    }

    private static ParamKind kindOf(Parameter parameter) {
        Is is = parameter.getAnnotation(Is.class);
        Class<?> type = parameter.getType();
        if (is != null) {
            return is.value();
        } else if (type == String.class) {
            return ParamKind.STRING;
        } else if (type == boolean.class || type == Boolean.class) {
            return ParamKind.BOOL;
        } else if (type == int.class || type == Integer.class) {
            return ParamKind.INT;
        } else if (type == long.class || type == Long.class) {
            return ParamKind.INT64;
        } else if (type == byte[].class) {
            return ParamKind.BUFFER;
        } else if (type == List.class) {
            return ParamKind.STRING_LIST;
        } else if (type == InputStream.class) {
            return ParamKind.FILE_IN;
        } else if (type == OutputStream.class) {
            return ParamKind.FILE_OUT;
        }
        throw new IllegalArgumentException(parameter + " of " + parameter.getDeclaringExecutable() + " has no kind");
    }

    private static ReturnKind returnKind(Method method) {
        Class<?> type = method.getReturnType();
        if (type == void.class) {
            return ReturnKind.NOTHING;
        } else if (type == boolean.class) {
            return ReturnKind.BOOL;
        } else if (type == int.class) {
            return ReturnKind.INT;
        } else if (type == long.class) {
            return ReturnKind.INT64;
        } else if (type == String.class) {
            boolean nullable = method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class);
            return nullable ? ReturnKind.OPT_STRING : ReturnKind.STRING;
        } else if (type == byte[].class) {
            return ReturnKind.BUFFER;
        } else if (type == Map.class) {
            return ReturnKind.TABLE;
        } else if (type.isRecord()) {
            return ReturnKind.STRUCT;
        } else if (type == List.class) {
            Type element = elementOf(method);
            if (element instanceof ParameterizedType) {
                // Map.Entry: a table in which a key may stand twice.
                return ReturnKind.TABLE;
            }
            return element == String.class ? ReturnKind.STRING_LIST : ReturnKind.STRUCT_LIST;
        }
        throw new IllegalArgumentException(method + " returns what no action returns");
    }

    private static Type elementOf(Method method) {
        return ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0];
    }

    private static @Nullable StructDefinition structOf(ReturnKind returns, Method method) {
        if (returns == ReturnKind.STRUCT) {
            return structOf(method.getReturnType());
        } else if (returns == ReturnKind.STRUCT_LIST) {
            return structOf((Class<?>) elementOf(method));
        }
        return null;
    }

    private static StructDefinition structOf(Class<?> type) {
        List<FieldDefinition> fields = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            fields.add(new FieldDefinition(snakeCase(component.getName()), kindOf(component)));
        }
        StructName name = type.getAnnotation(StructName.class);
        return new StructDefinition(
                name != null ? name.value() : type.getSimpleName().toLowerCase(Locale.ROOT), type.getName(), fields);
    }

    /** {@code pvSize} is shown as {@code pv_size}. */
    private static String snakeCase(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static FieldKind kindOf(RecordComponent component) {
        Field field = component.getAnnotation(Field.class);
        Class<?> type = component.getType();
        if (field != null) {
            return field.value();
        } else if (type == String.class) {
            return FieldKind.STRING;
        } else if (type == byte[].class) {
            return FieldKind.BUFFER;
        } else if (type == int.class) {
            return FieldKind.INT32;
        } else if (type == long.class) {
            return FieldKind.INT64;
        } else if (type == char.class) {
            return FieldKind.CHAR;
        }
        throw new IllegalArgumentException(component + " of " + component.getDeclaringRecord() + " has no kind");
    }
}
