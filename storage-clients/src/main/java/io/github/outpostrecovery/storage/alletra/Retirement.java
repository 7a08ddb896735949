package io.github.outpostrecovery.storage.alletra;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.provisioning.RetireOutcome;
import io.github.outpostrecovery.storage.provisioning.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes a dead name off the array: out of the host in which it stands, or with that host and its CHAP account where nobody else
 * is in it. A host that a grant has made for the name's own generation goes as well, once the fence has left nobody in it: it
 * keeps its exports, and no other generation will ever bear its name.
 */
final class Retirement {
    private final Wsapi wsapi;
    private final Listings listings;

    Retirement(Wsapi wsapi, Listings listings) {
        this.wsapi = requireNonNull(wsapi, "wsapi is null");
        this.listings = requireNonNull(listings, "listings is null");
    }

    RetireOutcome retire(Initiator dead) {
        return switch (read(dead)) {
            case Answer.Answered<Exports>(Exports exports) -> retire(dead, exports);
            case Answer.Unanswered<Exports>(ArrayFailure failure) -> new RetireOutcome.Failed(List.of(), failure);
            case Answer.NotOffered<Exports>() -> new RetireOutcome.NotThere();
        };
    }

    private Answer<Exports> read(Initiator dead) {
        return listings.exportsToHosts(host -> host.has(dead) || isAbandoned(host, dead));
    }

    /** A host that was made for a name, with nobody in it. */
    private static boolean isAbandoned(HostObject host, Initiator dead) {
        return dead.mayBeOurs()
                && host.paths().isEmpty()
                && host.name().filter(name -> HostName.isFor(name, dead)).isPresent();
    }

    private static List<HostObject> abandoned(Initiator dead, Exports exports) {
        return exports.hosts().all().stream()
                .filter(host -> isAbandoned(host, dead))
                .toList();
    }

    private static boolean isNothing(Initiator dead, Exports exports) {
        return exports.hosts().all().stream().noneMatch(host -> host.has(dead) || isAbandoned(host, dead));
    }

    private RetireOutcome retire(Initiator dead, Exports exports) {
        Optional<String> use = use(dead, exports);
        if (use.isPresent()) {
            return new RetireOutcome.StillInUse(use.get());
        }
        if (isNothing(dead, exports)) {
            return new RetireOutcome.NotThere();
        }
        List<String> removed = new ArrayList<>();
        Optional<ArrayFailure> objection = Optional.empty();
        for (Removal removal : removals(dead, exports)) {
            objection = switch (wsapi.write(removal.call())) {
                case WsapiWrite.Done done -> {
                    removed.add(removal.words());
                    yield Optional.empty();
                }
                case WsapiWrite.Refused(ArrayFailure failure) -> Optional.of(failure);
                case WsapiWrite.InDoubt(ArrayFailure failure) -> Optional.of(failure);
            };
            if (objection.isPresent()) {
                break;
            }
        }
        return readBack(dead, removed, objection);
    }

    private static Optional<String> use(Initiator dead, Exports exports) {
        for (HostObject host : exports.hosts().holding(Set.of(dead))) {
            Set<String> reached = new TreeSet<>();
            exports.vluns().stream()
                    .filter(vlun -> exports.hosts().leadsTo(vlun, host))
                    .forEach(vlun -> reached.addAll(exports.volumesOf(vlun)));
            if (!reached.isEmpty()) {
                return Optional.of(dead + Wording.with(" reaches ", reached) + " through host "
                        + host.asObject().name() + ": take its access away first");
            }
        }
        return AdmissionState.isLoggedIn(dead, exports)
                ? Optional.of(dead + " is logged in, or was a moment ago")
                : Optional.empty();
    }

    private static List<Removal> removals(Initiator dead, Exports exports) {
        List<Removal> removals = new ArrayList<>();
        for (HostObject host : exports.hosts().holding(Set.of(dead))) {
            String name = host.name().orElseThrow();
            if (host.isOnlyOf(Set.of(dead))) {
                removeHost(host, exports, removals);
            } else {
                removals.add(Removal.ofIdlePaths(name, host.spellingsOf(Set.of(dead))));
            }
        }
        abandoned(dead, exports).forEach(host -> removeHost(host, exports, removals));
        return removals;
    }

    /** The sets keep their exports; what the host has for itself goes before it. */
    private static void removeHost(HostObject host, Exports exports, List<Removal> removals) {
        String name = host.name().orElseThrow();
        exports.hosts().setsWith(host).forEach(set -> removals.add(Removal.ofMember(set, name)));
        exports.vluns().stream()
                .filter(vlun ->
                        vlun.isTemplate() && vlun.host().filter(name::equals).isPresent())
                .forEach(vlun -> removals.add(Removal.ofTemplate(vlun)));
        removals.add(Removal.ofHost(name));
    }

    private RetireOutcome readBack(Initiator dead, List<String> removed, Optional<ArrayFailure> objection) {
        return switch (read(dead)) {
            case Answer.Answered<Exports>(Exports exports) ->
                isNothing(dead, exports)
                        ? new RetireOutcome.Retired(removed)
                        : new RetireOutcome.Failed(
                                removed,
                                objection.orElseGet(() -> new ArrayFailure(
                                        Kind.INCOMPREHENSIBLE,
                                        "",
                                        dead
                                                + ", or the host that was made for it, is still there after it"
                                                + " was removed")));
            case Answer.Unanswered<Exports>(ArrayFailure failure) ->
                new RetireOutcome.Failed(removed, objection.orElse(failure));
            case Answer.NotOffered<Exports>() -> new RetireOutcome.Retired(removed);
        };
    }
}
