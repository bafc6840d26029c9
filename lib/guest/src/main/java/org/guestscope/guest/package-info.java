/** The guest API: actions declared once as annotated interfaces, the wire protocol, the client's handle. */
@NullMarked
package org.guestscope.guest;

import org.jspecify.annotations.NullMarked;
