/**
 * A filesystem of the host whose every operation is somebody else's answer, through libfuse 3.
 *
 * <p>{@link org.guestscope.appliance.fuse.FuseMount} is one mounted directory; what it shows is a {@link
 * org.guestscope.appliance.fuse.FuseFilesystem}. {@code LibFuse} mirrors the C interface, {@code NativeLayout} the structs
 * that go through it. Nothing here knows of guests. Names are byte strings.
 *
 * @see <a href="https://github.com/libfuse/libfuse/blob/fuse-3.14.0/include/fuse.h">fuse.h</a>
 */
@NullMarked
package org.guestscope.appliance.fuse;

import org.jspecify.annotations.NullMarked;
