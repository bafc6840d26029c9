/**
 * Manual pages and shell completion, made at package time from what the tools parse and print help by: the option
 * tables, the catalogue of actions with its texts, the table of guestfish's own commands. {@link
 * org.guestscope.dist.document.MakeDocuments} writes them; what only people can write (descriptions, examples, exit
 * statuses) is in a template for each page among the resources.
 *
 * <p>The pages are written in man(7)'s few requests by {@link org.guestscope.dist.document.Roff}.
 */
@NullMarked
package org.guestscope.dist.document;

import org.jspecify.annotations.NullMarked;
