package io.github.outpostrecovery.core.name;

import java.util.Optional;
import java.util.UUID;

/**
 * The name a machine logs in to an array with. It is the fencing token: each generation has its own, and the array lets
 * in only the names that it was told.
 */
public sealed interface Initiator permits Iqn, HostNqn, ForeignInitiator {
    /** The name as it goes over the wire, in lower case. */
    String value();

    /**
     * Reads a name as an array lists it. What is neither an IQN nor an NQN (a Fibre Channel port name, say) is kept as
     * it is, since it may reach a volume just as well.
     */
    static Initiator parse(String name) {
        if (Iqn.isLegal(name)) {
            return new Iqn(name);
        }
        if (HostNqn.isLegal(name)) {
            return new HostNqn(name);
        }
        return new ForeignInitiator(name);
    }

    /** A name that nobody has had before, for the machine of one generation. */
    static Initiator fresh(Protocol protocol, InstanceName instance, Generation generation, UUID unique) {
        return switch (protocol) {
            case ISCSI -> Iqn.of(instance, generation, unique);
            case NVME_TCP -> HostNqn.of(instance, generation, unique);
        };
    }

    /** The generation that the name itself tells, if it is one of ours for {@code instance} and carries it. */
    default Optional<Generation> generationFor(InstanceName instance) {
        return Optional.empty();
    }

    /** The protected instance that the name itself tells, if it is one of ours and carries it. */
    default Optional<InstanceName> instance() {
        return Optional.empty();
    }

    /**
     * Whether the name has the form that {@link #fresh} gives, for whatever instance and generation. An NQN does not tell its
     * instance, so it may be a stranger's with a UUID of the same version: {@link #generationFor} tells for one instance.
     */
    default boolean mayBeOurs() {
        return false;
    }
}
