package org.guestscope.virttop.output;

import java.io.IOException;
import java.util.List;
import org.guestscope.virttop.model.HostReading;

/** Takes one reading a host after each sample. A host in trouble has an old reading, or none. */
@FunctionalInterface
public interface Output {

    /** Writes {@code hosts} out, to the last byte. */
    void accept(List<HostReading> hosts) throws IOException;
}
