/**
 * What the user asked for: the command line, the init file, and the value both fill,
 * {@link org.guestscope.virttop.settings.Settings}.
 */
@NullMarked
package org.guestscope.virttop.settings;

import org.jspecify.annotations.NullMarked;
