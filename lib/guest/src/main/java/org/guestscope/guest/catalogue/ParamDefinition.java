package org.guestscope.guest.catalogue;

/**
 * A parameter of an action.
 *
 * @param name its name, as in usage lines and in {@code name:value}
 * @param kind what it is
 * @param optional whether it may be left out
 */
public record ParamDefinition(String name, ParamKind kind, boolean optional) {}
