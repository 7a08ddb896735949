package io.github.outpostrecovery.lab.site;

import io.github.outpostrecovery.core.name.ForeignInitiator;
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
 * @param initiator the name that the first machine logs in with, over the protocol that it is for; empty if the lab may draw
 *     one
 * @param volumes the volumes that are protected; none named means all that the instance has
 */
public record Naming(String initiator, List<String> volumes) {
    public static final Naming NONE = new Naming("", List.of());

    public Naming {
        volumes = List.copyOf(volumes);
        volumes.forEach(VolumeName::new);
    }

    /**
     * Checks that the initiator is a name for one of these protocols.
     *
     * @throws IllegalArgumentException if it is not, with the reason
     */
    public void check(List<Protocol> protocols) {
        if (!initiator.isEmpty()
                && protocols.stream()
                        .allMatch(protocol -> firstInitiator(protocol).isEmpty())) {
            // What is wrong with it is told by the type of the name that it should be.
            named(protocols.getFirst());
        }
    }

    Optional<Initiator> firstInitiator(Protocol protocol) {
        if (initiator.isEmpty()) {
            return Optional.empty();
        }
        return switch (Initiator.parse(initiator)) {
            case Iqn iqn -> protocol == Protocol.ISCSI ? Optional.of(iqn) : Optional.empty();
            case HostNqn nqn -> protocol == Protocol.NVME_TCP ? Optional.of(nqn) : Optional.empty();
            case ForeignInitiator none -> Optional.empty();
        };
    }

    private Initiator named(Protocol protocol) {
        return switch (protocol) {
            case ISCSI -> new Iqn(initiator);
            case NVME_TCP -> new HostNqn(initiator);
        };
    }

    /** Whether a volume is protected. */
    boolean protects(String volume) {
        return volumes.isEmpty() || volumes.contains(volume);
    }
}
