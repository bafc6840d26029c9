package org.guestscope.appliance.session;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.guestscope.appliance.Appliance;
import org.guestscope.guest.ConnectionLostException;
import org.guestscope.guest.Transfer;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.wire.Value;

/** The guest of an appliance of ours. */
final class ApplianceGuest implements Guest {
    private final Appliance appliance;

    ApplianceGuest(Appliance appliance) {
        this.appliance = appliance;
    }

    @Override
    public Value call(ActionDefinition action, List<Value> arguments, Map<String, Value> options, Transfer transfer)
            throws IOException {
        try {
            return appliance.connection().call(action, arguments, options, transfer);
        } catch (ConnectionLostException e) {
            throw withConsole(e);
        }
    }

    /** A machine that died says why on its console, if anywhere. */
    private ConnectionLostException withConsole(ConnectionLostException e) {
        List<String> tail = appliance.consoleTail();
        if (tail.isEmpty()) {
            return e;
        }
        String message = e.getMessage() + "\nlast lines of the appliance's console:\n  " + String.join("\n  ", tail);
        return new ConnectionLostException("appliance", message, e);
    }

    @Override
    public void cancel() throws IOException {
        appliance.connection().cancel();
    }

    @Override
    public long pid() {
        return appliance.pid();
    }

    @Override
    public void close() {
        appliance.close();
    }
}
