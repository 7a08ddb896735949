package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.GrantOrder;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.GrantRoute.Leg;
import io.github.outpostrecovery.core.array.GrantRoute.Move;
import io.github.outpostrecovery.core.array.GrantRoute.Swap;
import io.github.outpostrecovery.core.name.HostNqn;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets a host into subsystems, with the secrets of its in-band authentication (DH-HMAC-CHAP) where it has any: they belong to
 * the host in the subsystem and can be given at its creation only (NetApp/trident,
 * {@code models/nvme_dh_hmac_chap_authentication.go}). Hash function and group are ONTAP's defaults, SHA-256 and 2048 bits. A
 * user name has no place there: the host is known by its NQN.
 *
 * <p>Before the first request it makes sure that no subsystem of the SVM knows the host.
 */
final class NvmeGrant {
    private final OntapRest rest;

    NvmeGrant(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    GrantOutcome grant(GrantOrder order) {
        if (!(order.initiator() instanceof HostNqn)) {
            return GrantRequests.unfit(order.initiator() + " is no host NQN");
        }
        Optional<String> flaw = order.chap().flatMap(NvmeRequests::flawIn);
        if (flaw.isPresent()) {
            return GrantRequests.unfit(flaw.get());
        }
        List<Swap> swaps = new ArrayList<>();
        for (Leg leg : order.route().legs()) {
            switch (leg) {
                case Swap swap -> swaps.add(swap);
                case Move move -> {
                    return GrantRequests.unfit("a namespace keeps its subsystem "
                            + move.modelledOn().name());
                }
            }
        }
        if (swaps.isEmpty()) {
            return GrantRequests.unfit("the route leads nowhere");
        }
        return switch (whereIs(order.initiator())) {
            case Answer.Answered<Optional<String>>(Optional<String> where) ->
                where.<GrantOutcome>map(GrantOutcome.AlreadyThere::new).orElseGet(() -> send(order, swaps));
            case Answer.Unanswered<Optional<String>>(ArrayFailure failure) -> GrantRequests.notLookedAt(failure);
            case Answer.NotOffered<Optional<String>>() -> GrantRequests.unfit("this ONTAP has no subsystems");
        };
    }

    private Answer<Optional<String>> whereIs(Initiator host) {
        RestCall call =
                rest.ask(NvmeAccess.SUBSYSTEMS).query("hosts.nqn", host.value()).queryList("fields", "name", "uuid");
        return rest.records(call, rest.newQuestion())
                .map(records -> records.stream()
                        .findFirst()
                        .map(json -> "subsystem " + json.path("name").asText("") + " has " + host));
    }

    private GrantOutcome send(GrantOrder order, List<Swap> swaps) {
        GrantRequests requests = new GrantRequests(rest);
        for (Swap swap : swaps) {
            requests.send(NvmeRequests.host(swap.in().id(), order.initiator(), order.chap()));
        }
        return requests.outcome();
    }
}
