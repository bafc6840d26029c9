/** What two samples of a host say together: increases, percentages, orders, histories. Nothing here draws or waits. */
@NullMarked
package org.guestscope.virttop.model;

import org.jspecify.annotations.NullMarked;
