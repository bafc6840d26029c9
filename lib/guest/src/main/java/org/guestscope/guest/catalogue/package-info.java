/**
 * The catalogue of actions: annotations that declare them, definitions that describe them.
 *
 * <p>An action is a method of an interface in {@link org.guestscope.guest.action}. {@link CatalogueCompiler} reads those
 * interfaces when the module is built and writes one resource; {@link Catalogue} finds a definition in it in well under
 * a millisecond, without loading the interfaces. The methods' documentation comments go to a second resource, {@link
 * ActionTexts}, which only help and the manual read.
 */
@NullMarked
package org.guestscope.guest.catalogue;

import org.jspecify.annotations.NullMarked;
