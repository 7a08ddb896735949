package io.github.outpostrecovery.core.array;

import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.order.InOrder;
import java.util.List;
import java.util.Set;

/** What each initiator that was asked about does on each portal, complete for them. */
public record PathActivityReport(List<Path> paths) {
    public PathActivityReport {
        paths = List.copyOf(paths);
    }

    /**
     * One initiator on one portal.
     *
     * @param portal the address of the array, without its port
     * @param operations reads and writes in the array's latest interval, or since it began to count
     */
    public record Path(Initiator initiator, String portal, long operations) {}

    /** The portals over which {@code initiator} reads or writes. */
    public Set<String> busyPortalsOf(Initiator initiator) {
        return paths.stream()
                .filter(path -> path.initiator().equals(initiator) && path.operations() > 0)
                .map(Path::portal)
                .collect(InOrder.toSet());
    }
}
