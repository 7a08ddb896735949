package io.github.outpostrecovery.core.array;

import io.github.outpostrecovery.core.order.InOrder;
import java.util.Set;

/** The addresses, without ports, at which the array serves the volumes and is up. */
public record PortalReport(Set<String> addresses) {
    public PortalReport {
        addresses = InOrder.copyOf(addresses);
    }
}
