package io.github.outpostrecovery.lab.alletra.inventory;

import java.time.Instant;

/** When an initiator was last seen at a port, and from which address. */
public record PathTrace(String initiator, String port, String sourceAddress, Instant lastSeen) {
    public String key() {
        return initiator + "@" + port;
    }
}
