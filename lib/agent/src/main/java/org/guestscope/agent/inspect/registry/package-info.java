/**
 * Reads Windows registry hives and never trusts them: every offset is checked against the file, lists and depths are
 * bounded. Start at {@link org.guestscope.agent.inspect.registry.Hive}.
 */
@NullMarked
package org.guestscope.agent.inspect.registry;

import org.jspecify.annotations.NullMarked;
