package io.github.outpostrecovery.core.array;

import java.util.Set;

/** The addresses, without ports, at which the array serves the volumes and is up. */
public record PortalReport(Set<String> addresses) {
    public PortalReport {
        addresses = Set.copyOf(addresses);
    }
}
