package io.github.outpostrecovery.lab.site;

import io.github.outpostrecovery.core.name.HostNqn;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Iqn;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.List;
import java.util.Optional;

/**
 * What a person has named in a site instead of leaving it to the lab.
 *
 * @param initiator the name that the first machine logs in with; empty if the lab may draw one
 * @param volumes the volumes that are protected; none named means all that the instance has
 */
public record Naming(String initiator, List<String> volumes) {
    public static final Naming NONE = new Naming("", List.of());

    public Naming {
        volumes = List.copyOf(volumes);
        volumes.forEach(VolumeName::new);
    }

    /**
     * Checks that the initiator is a name for this protocol.
     *
     * @throws IllegalArgumentException if it is not, with the reason
     */
    public void check(Protocol protocol) {
        firstInitiator(protocol);
    }

    Optional<Initiator> firstInitiator(Protocol protocol) {
        if (initiator.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (protocol) {
                    case ISCSI -> new Iqn(initiator);
                    case NVME_TCP -> new HostNqn(initiator);
                });
    }
}
