package org.guestscope.appliance.session;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.guestscope.guest.Transfer;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.wire.Value;

/** A started appliance, seen as something that carries out actions. */
public interface Guest extends AutoCloseable {
    /**
     * Carries out an action.
     *
     * @param arguments one for each required parameter, {@link Value#NOTHING} where a stream goes
     * @param options optional arguments by name
     * @return a value that fits the definition
     */
    Value call(ActionDefinition action, List<Value> arguments, Map<String, Value> options, Transfer transfer)
            throws IOException;

    /** Asks the call under way to stop. Safe from any thread; nothing happens when there is none. */
    void cancel() throws IOException;

    /** QEMU's process id. */
    long pid();

    /** Stops the appliance. */
    @Override
    void close() throws IOException;
}
