package org.guestscope.appliance.session;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.Transfer;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.jspecify.annotations.Nullable;

/** A started appliance, seen as something that carries out actions. */
public interface Guest extends AutoCloseable {
    /**
     * Carries out an action.
     *
     * @param arguments in the order of the definition's parameters; null for an optional one that was left out and for
     *     files, which travel in {@code transfer}
     * @return in the Java form of the definition's return kind
     */
    @Nullable Object call(ActionDefinition action, List<@Nullable Object> arguments, Transfer transfer) throws IOException;

    /** Asks the call under way to stop. Safe from any thread; nothing happens when there is none. */
    void cancel();

    /** QEMU's process id. */
    long pid();

    /** Stops the appliance. */
    @Override
    void close();
}
