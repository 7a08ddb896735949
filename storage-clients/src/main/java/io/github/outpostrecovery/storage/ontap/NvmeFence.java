package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.ontap.NvmeAccess.NamespaceMap;
import io.github.outpostrecovery.storage.ontap.RevokeLog.Removal;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes victims out of the subsystems that lead to the namespaces: one request for each victim and subsystem, sent together.
 * A host that is not in the subsystem cannot connect to it, so there is nothing to deny beyond that; the secrets of its
 * in-band authentication go with it.
 */
final class NvmeFence {
    private static final int ROUNDS = 3;

    private final OntapRest rest;
    private final NvmeAccess access;

    NvmeFence(OntapRest rest, NvmeAccess access) {
        this.rest = requireNonNull(rest, "rest is null");
        this.access = requireNonNull(access, "access is null");
    }

    RevokeReport revoke(RevokeOrder order) {
        RevokeLog log = new RevokeLog(rest);
        for (int round = 1; round <= ROUNDS; round++) {
            // A namespace that cannot be read must not keep the others from being fenced.
            VolumeMaps.Found<NamespaceMap> found = access.mapsAsFarAsRead(order.volumes(), rest.newQuestion());
            Set<Removal> wanted = wanted(order, found.maps());
            found.failures().forEach(log::failed);
            if (found.failures().isEmpty()) {
                log.lookedAgain(wanted);
            } else {
                log.couldNotLookAgain();
            }
            log.remove(wanted, NvmeFence::deletion);
            if (!log.mustLookAgain()) {
                return log.report();
            }
        }
        log.couldNotLookAgain();
        return log.report();
    }

    private static RestCall deletion(Removal removal) {
        return RestCall.delete(NvmeAccess.SUBSYSTEMS)
                .segment(removal.objectUuid())
                .segment("hosts")
                .segment(removal.spelling());
    }

    private static Set<Removal> wanted(RevokeOrder order, List<NamespaceMap> maps) {
        List<Initiator> victims = order.victims().stream()
                .sorted(Comparator.comparing(Initiator::value))
                .toList();
        Set<Removal> wanted = new LinkedHashSet<>();
        for (NamespaceMap map : maps) {
            for (Initiator victim : victims) {
                String spelling = map.hosts().get(victim);
                if (spelling != null) {
                    wanted.add(new Removal(
                            victim, map.subsystem().id(), map.subsystem().name(), spelling));
                }
            }
        }
        return wanted;
    }
}
