/** Samples all hosts side by side and keeps what each said last. */
@NullMarked
package org.guestscope.virttop.collect;

import org.jspecify.annotations.NullMarked;
