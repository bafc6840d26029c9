package org.guestscope.guest.catalogue;

import java.util.List;

/**
 * A struct that actions give back.
 *
 * @param name its name in the API, as traces show it, for example {@code lvm_pv}
 * @param className the binary name of the record that carries it in Java
 * @param fields its fields, in the order in which they are shown and sent
 */
public record StructDefinition(String name, String className, List<FieldDefinition> fields) {

    /** The record's name without its package. */
    public String simpleName() {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
