/**
 * What happens at package time: the tools' jars are gathered in one folder, and {@link
 * org.guestscope.dist.MakeLaunchFiles} writes for each tool and JDK the java command line that the launcher in bin/ runs,
 * with a class-data archive or AOT cache made by a training run.
 *
 * <p>Nothing here is on a tool's class path. The tests of this module hold the rules between modules.
 */
@NullMarked
package org.guestscope.dist;

import org.jspecify.annotations.NullMarked;
