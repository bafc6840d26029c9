/**
 * What is shown: {@link org.guestscope.virttop.draw.Views} lays readings out as lines of text, the screen colours them
 * and takes keys. Everything a guest or a host named is sanitised here, and only here, before it is shown.
 */
@NullMarked
package org.guestscope.virttop.draw;

import org.jspecify.annotations.NullMarked;
