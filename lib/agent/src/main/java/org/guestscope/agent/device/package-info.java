/** The guest's block devices: which there are, by what names, and how they are mounted. */
@NullMarked
package org.guestscope.agent.device;

import org.jspecify.annotations.NullMarked;
