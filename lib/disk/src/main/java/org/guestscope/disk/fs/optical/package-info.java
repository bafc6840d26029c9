/** ISO 9660 and UDF. */
@NullMarked
package org.guestscope.disk.fs.optical;

import org.jspecify.annotations.NullMarked;
