package io.github.outpostrecovery.core.compute;

import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.ProvenFence;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.Initiator;
import java.util.List;

/**
 * The launch of one generation. It cannot be made without a proven fence of every older one, and it is the same whoever
 * makes it: the token is a function of the instance and the generation.
 */
public final class LaunchOrder {
    private final IncidentId incident;
    private final Successor successor;
    private final ProvenFence fence;

    private LaunchOrder(IncidentId incident, Successor successor, ProvenFence fence) {
        this.incident = incident;
        this.successor = successor;
        this.fence = fence;
    }

    /** The launch of the incident's current generation. The fence must have been proved for that generation. */
    public static LaunchOrder of(Incident incident, ProvenFence fence) {
        Successor current = incident.successor()
                .filter(successor -> successor.generation().equals(fence.generation()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the fence was proved for " + fence.generation() + ", and that is not the current generation"));
        return new LaunchOrder(incident.id(), current, fence);
    }

    public IncidentId incident() {
        return incident;
    }

    public Generation generation() {
        return fence.generation();
    }

    public LaunchTarget target() {
        return successor.target();
    }

    /** The names that the machine has to log in with. */
    public List<Initiator> initiators() {
        return successor.initiators().values().stream().distinct().toList();
    }

    public ClientToken token() {
        return ClientToken.of(incident.instance(), generation());
    }
}
