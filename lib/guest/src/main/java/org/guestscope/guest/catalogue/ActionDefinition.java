package org.guestscope.guest.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of an action without calling it, but for its {@link ActionText}.
 *
 * @param name the name on the command line, words joined by dashes
 * @param aliases further names
 * @param side who carries it out
 * @param family the binary name of the interface that declares it
 * @param familyTitle the heading of its family
 * @param methodName the method's name in that interface
 * @param since the version of the API that had it first
 * @param feature the feature group it needs, or empty
 * @param deprecated whether new scripts should not use it
 * @param deprecatedBy the name of the action to use instead, or empty
 * @param summary one line of help
 * @param params its parameters: the required ones in order, then the optional ones
 * @param returns what it gives back
 * @param content what strings that it gives back name
 * @param keys what keys of a table that it gives back name
 * @param radix how a number that it gives back is written
 * @param struct the struct it gives back, if it gives one or a list of them
 */
public record ActionDefinition(
        String name,
        List<String> aliases,
        Side side,
        String family,
        String familyTitle,
        String methodName,
        String since,
        String feature,
        boolean deprecated,
        String deprecatedBy,
        String summary,
        List<ParamDefinition> params,
        ReturnKind returns,
        Content content,
        Content keys,
        Radix radix,
        @Nullable StructDefinition struct) {

    /** The name as error messages and traces write it, words joined by underscores. */
    public String callName() {
        return name.replace('-', '_');
    }

    /**
     * The struct that it gives back, one or a list of them.
     *
     * @throws IllegalStateException when it gives back no struct
     */
    public StructDefinition returnedStruct() {
        if (struct == null) {
            throw new IllegalStateException(name + " gives back no struct");
        }
        return struct;
    }

    /** The parameters that every call gives, in order. */
    public List<ParamDefinition> required() {
        List<ParamDefinition> required = new ArrayList<>(params.size());
        for (ParamDefinition param : params) {
            if (!param.optional()) {
                required.add(param);
            }
        }
        return required;
    }

    /** The parameters that a call may leave out. */
    public List<ParamDefinition> optional() {
        List<ParamDefinition> optional = new ArrayList<>();
        for (ParamDefinition param : params) {
            if (param.optional()) {
                optional.add(param);
            }
        }
        return optional;
    }

    /** The optional parameter of that name, or {@code null}. */
    public @Nullable ParamDefinition option(String optionName) {
        for (ParamDefinition param : params) {
            if (param.optional() && param.name().equals(optionName)) {
                return param;
            }
        }
        return null;
    }
}
