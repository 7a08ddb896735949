package io.github.outpostrecovery.cli.launch;

import io.github.outpostrecovery.core.name.Initiator;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Who may reach the volumes of a new machine.
 *
 * @param sharing whether anybody else may
 * @param own the machine's own names over every protocol, and those that were drawn for it and that no machine will ever have
 */
record Tenancy(Sharing sharing, Set<Initiator> own) {
    Tenancy {
        own = Set.copyOf(own);
    }

    Tenancy(Sharing sharing, Collection<Initiator> own) {
        this(sharing, Set.copyOf(own));
    }

    /** With one more name of the machine's own. */
    Tenancy with(Initiator name) {
        Set<Initiator> all = new HashSet<>(own);
        all.add(name);
        return new Tenancy(sharing, all);
    }

    boolean isForeign(Initiator initiator) {
        return !own.contains(initiator);
    }
}
