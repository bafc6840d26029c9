/**
 * The host as the checks see it: files, links, permissions, processor flags, control groups. Evidence only, no
 * judgement. Everything goes through {@link org.guestscope.hostvalidate.host.Host}, whose root can be any folder, so
 * that a test shows a check a tree of captured files. Plain {@code java.io} where that is enough, since this package is
 * on the start-up path of a tool that should answer in a few hundredths of a second.
 */
@NullMarked
package org.guestscope.hostvalidate.host;

import org.jspecify.annotations.NullMarked;
