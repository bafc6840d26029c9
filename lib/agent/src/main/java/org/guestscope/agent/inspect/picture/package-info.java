/**
 * Pictures inside Windows programs: {@link org.guestscope.agent.inspect.picture.ProgramBitmaps} finds them,
 * {@link org.guestscope.agent.inspect.picture.Bitmap} holds one and writes it as PNG.
 */
@NullMarked
package org.guestscope.agent.inspect.picture;

import org.jspecify.annotations.NullMarked;
