package org.guestscope.live;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a domain is, as its XML and, on this host, its process tell.
 *
 * @param title one line somebody gave it; empty for none
 * @param arch e.g. {@code x86_64}
 * @param machine QEMU's machine type; empty where the driver has none
 * @param uptime since its process was started; null for a remote host, and where no process is seen
 */
public record DomainFacts(
        String title,
        String arch,
        String machine,
        Agent agent,
        @Nullable Duration uptime) {

    /** The guest agent, as far as its channel shows. */
    public enum Agent {
        NONE,
        DISCONNECTED,
        CONNECTED
    }
}
