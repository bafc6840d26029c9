/** Programs that the agent runs: started without a shell, killed when the call is cancelled, their stderr kept for errors. */
@NullMarked
package org.guestscope.agent.child;

import org.jspecify.annotations.NullMarked;
