package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.ontap.NvmeAccess.NamespaceMap;
import io.github.outpostrecovery.storage.ontap.RevokeLog.Removal;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes victims out of the subsystems that lead to the namespaces. A host that is not in the subsystem cannot connect to it,
 * so there is nothing to deny beyond that.
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
            Set<ArrayFailure> unread = new LinkedHashSet<>();
            Set<Removal> wanted = wanted(order, unread);
            unread.forEach(log::failed);
            if (unread.isEmpty()) {
                log.lookedAgain(wanted);
            } else {
                log.couldNotLookAgain();
            }
            for (Removal removal : wanted) {
                log.remove(
                        removal,
                        RestCall.delete(NvmeAccess.SUBSYSTEMS)
                                .segment(removal.objectUuid())
                                .segment("hosts")
                                .segment(removal.spelling()));
            }
            if (!log.mustLookAgain()) {
                return log.report();
            }
        }
        log.couldNotLookAgain();
        return log.report();
    }

    /** Whom to take out of what. A namespace that cannot be read must not keep the others from being fenced. */
    private Set<Removal> wanted(RevokeOrder order, Set<ArrayFailure> unread) {
        Deadline deadline = rest.newQuestion();
        List<Initiator> victims = order.victims().stream()
                .sorted(Comparator.comparing(Initiator::value))
                .toList();
        Set<Removal> wanted = new LinkedHashSet<>();
        for (VolumeName volume : new TreeSet<>(order.volumes())) {
            switch (access.maps(volume, deadline)) {
                case Answer.Answered<List<NamespaceMap>>(List<NamespaceMap> maps) -> {
                    for (NamespaceMap map : maps) {
                        for (Initiator victim : victims) {
                            String spelling = map.hosts().get(victim);
                            if (spelling != null) {
                                wanted.add(new Removal(
                                        victim,
                                        map.subsystem().id(),
                                        map.subsystem().name(),
                                        spelling));
                            }
                        }
                    }
                }
                case Answer.Unanswered<List<NamespaceMap>>(ArrayFailure failure) -> unread.add(failure);
                case Answer.NotOffered<List<NamespaceMap>>() -> {}
            }
        }
        return wanted;
    }
}
