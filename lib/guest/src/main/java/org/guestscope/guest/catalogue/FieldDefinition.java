package org.guestscope.guest.catalogue;

/**
 * A field of a struct.
 *
 * @param name its name as guestfish prints it, for example {@code pv_size}
 * @param kind what it is
 */
public record FieldDefinition(String name, FieldKind kind) {}
