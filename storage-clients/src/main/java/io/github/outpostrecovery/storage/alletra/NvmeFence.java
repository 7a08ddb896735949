package io.github.outpostrecovery.storage.alletra;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.storage.alletra.RevokeLog.End;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes the victims' hosts out of the sets that lead to the volumes, deletes their own exports of the volumes, and then the
 * hosts. A host over NVMe/TCP has one NQN, which cannot be changed, so the host goes as a whole; a set and what is exported to
 * it stay for its other members. An export of a volume set to the victim's own host is one of its own.
 *
 * <p>A host to which something else is exported cannot be deleted, and stays: the volumes are out of its reach.
 */
final class NvmeFence {
    private static final int ROUNDS = 3;

    private final Wsapi wsapi;
    private final Listings listings;

    NvmeFence(Wsapi wsapi, Listings listings) {
        this.wsapi = requireNonNull(wsapi, "wsapi is null");
        this.listings = requireNonNull(listings, "listings is null");
    }

    RevokeReport revoke(RevokeOrder order) {
        RevokeLog log = new RevokeLog(wsapi);
        for (int round = 1; round <= ROUNDS; round++) {
            Answer<Exports> read = listings.exportsTo(order.victims(), order.volumes());
            if (!(read instanceof Answer.Answered<Exports>(Exports exports))) {
                if (read instanceof Answer.Unanswered<Exports>(ArrayFailure failure)) {
                    log.failed(failure);
                }
                break;
            }
            List<Held> holding = Held.in(exports, order.victims(), order.volumes());
            log.lookedAgain(wanted(holding));
            holding.forEach(held -> remove(held, log));
            if (!log.mustLookAgain()) {
                return log.report();
            }
        }
        log.couldNotLookAgain();
        return log.report();
    }

    private static Set<String> wanted(List<Held> holding) {
        Set<String> wanted = new LinkedHashSet<>();
        for (Held held : holding) {
            held.ways().forEach(way -> wanted.add(way.words()));
            wanted.add(Removal.ofHost(held.name()).words());
        }
        return wanted;
    }

    private static void remove(Held held, RevokeLog log) {
        if (!held.onlyVictims()) {
            log.failed(new ArrayFailure(
                    Kind.REFUSED, "", "host " + held.name() + " is not the victim's alone: nothing was done to it"));
            return;
        }
        boolean allWent =
                log.changeAll(held.ways()).stream().allMatch(end -> end == End.DONE || end == End.SAID_TO_BE_GONE);
        if (allWent) {
            Removal host = Removal.ofHost(held.name());
            log.changeIfPossible(host.words(), host.call(), "host " + held.name() + " stays, since it is still in use");
        }
    }
}
