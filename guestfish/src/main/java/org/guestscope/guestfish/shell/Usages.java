package org.guestscope.guestfish.shell;

import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.ParamDefinition;
import org.guestscope.guest.catalogue.ParamKind;

/** Usage lines of actions. */
public final class Usages {
    private Usages() {}

    /** {@code name required... [optional:..]...}; keys are asked for and so not shown. */
    public static String of(ActionDefinition action) {
        StringBuilder usage = new StringBuilder(action.name());
        for (ParamDefinition param : action.params()) {
            if (param.optional()) {
                usage.append(" [")
                        .append(param.name())
                        .append(':')
                        .append(
                                switch (param.kind()) {
                                    case BOOL -> "true|false";
                                    case INT, INT64 -> "N";
                                    default -> "..";
                                })
                        .append(']');
            } else if (param.kind() != ParamKind.KEY) {
                usage.append(' ').append(param.name());
            }
        }
        return usage.toString();
    }
}
