/** Reads the databases of package managers: dpkg, rpm in its three formats, pacman and apk. */
@NullMarked
package org.guestscope.agent.inspect.packages;

import org.jspecify.annotations.NullMarked;
