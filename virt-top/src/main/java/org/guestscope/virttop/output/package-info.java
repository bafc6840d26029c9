/** Readings for programs: text blocks, CSV, JSON lines, OpenMetrics once and over HTTP. */
@NullMarked
package org.guestscope.virttop.output;

import org.jspecify.annotations.NullMarked;
