package io.github.outpostrecovery.lab.region.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network interface that was made by itself.
 *
 * @param allocation the customer-owned address that is associated with it; null without one
 */
public record NetworkInterface(
        String id,
        String subnet,
        List<String> groups,
        @Nullable String allocation) {
    public NetworkInterface {
        groups = List.copyOf(groups);
    }
}
