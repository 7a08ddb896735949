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
 * Takes victims out of their hosts: one request, however many volumes the host has, by itself or by sets. Hosts, sets and
 * exports stay for whoever else is there, and for the successor.
 *
 * <p>If the array refuses that, the exports of the host are closed one by one and it leaves the sets, but only if nobody but
 * victims is in it. Such a host still holds the victim, so no successor is let into it.
 *
 * <p>CHAP belongs to the host. Where nobody but victims is in it, the account goes with them; the grant makes the successor's.
 * If the array does not do both in one request, the account stays and is reported.
 */
final class IscsiFence {
    private static final int ROUNDS = 3;

    private final Wsapi wsapi;
    private final Listings listings;

    IscsiFence(Wsapi wsapi, Listings listings) {
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
            List<Held> reaching = Held.in(exports, order.victims(), order.volumes()).stream()
                    .filter(Held::reachesVolumes)
                    .toList();
            log.lookedAgain(wanted(reaching, order));
            Set<String> refused = new LinkedHashSet<>();
            for (Held held : reaching) {
                if (remove(held, order, log) == End.REFUSED) {
                    refused.add(held.name());
                }
            }
            if (!refused.isEmpty()) {
                closeExports(refused, order, log);
            }
            if (!log.mustLookAgain()) {
                return log.report();
            }
        }
        log.couldNotLookAgain();
        return log.report();
    }

    private static Set<String> wanted(List<Held> reaching, RevokeOrder order) {
        Set<String> wanted = new LinkedHashSet<>();
        for (Held held : reaching) {
            List<String> names = held.host().spellingsOf(order.victims());
            wanted.add(Removal.ofPaths(held.name(), names).words());
            wanted.add(Removal.ofPathsAndChap(held.name(), names).words());
            held.ways().forEach(way -> wanted.add(way.words()));
        }
        return wanted;
    }

    private static End remove(Held held, RevokeOrder order, RevokeLog log) {
        List<String> names = held.host().spellingsOf(order.victims());
        boolean withAccount = held.onlyVictims() && held.host().chap() != HostObject.Chap.NONE;
        if (withAccount) {
            Removal both = Removal.ofPathsAndChap(held.name(), names);
            End end = log.changeIfPossible(
                    both.words(),
                    both.call(),
                    "the CHAP account of " + held.name() + " stays, since both were refused");
            if (end != End.REFUSED) {
                return end;
            }
        }
        Removal paths = Removal.ofPaths(held.name(), names);
        return log.change(paths.words(), paths.call());
    }

    /** Read again before: a host that was given to somebody meanwhile is not touched. */
    private void closeExports(Set<String> hosts, RevokeOrder order, RevokeLog log) {
        switch (listings.exportsTo(order.victims(), order.volumes())) {
            case Answer.Answered<Exports>(Exports exports) -> {
                for (Held held : Held.in(exports, order.victims(), order.volumes())) {
                    if (hosts.contains(held.name()) && held.onlyVictims()) {
                        log.changeAll(held.ways());
                    } else if (hosts.contains(held.name())) {
                        log.failed(new ArrayFailure(
                                Kind.REFUSED,
                                "",
                                "host " + held.name() + " is not the victim's alone, and the array did not let it go"));
                    }
                }
            }
            case Answer.Unanswered<Exports>(ArrayFailure failure) -> log.failed(failure);
            case Answer.NotOffered<Exports>() -> {}
        }
    }
}
