package io.github.outpostrecovery.storage.alletra;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.GrantOrder;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.GrantRoute.Leg;
import io.github.outpostrecovery.core.array.GrantRoute.Move;
import io.github.outpostrecovery.core.array.GrantRoute.Swap;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.Optional;

/**
 * Lets an initiator in: into the host that the victim has left, or by a host of its own. CHAP belongs to the host, and is set
 * before its volumes can be reached.
 *
 * <p>Before the first request it makes sure that no host knows the name, and that a host to be taken over is empty: two
 * machines in one host would both have the volumes.
 */
final class HostGrant {
    static final int LOWEST_NAMESPACE = 1;
    static final int HIGHEST_NAMESPACE = 256;

    private final Wsapi wsapi;
    private final Listings listings;
    private final Protocol protocol;

    HostGrant(Wsapi wsapi, Listings listings, Protocol protocol) {
        this.wsapi = requireNonNull(wsapi, "wsapi is null");
        this.listings = requireNonNull(listings, "listings is null");
        this.protocol = requireNonNull(protocol, "protocol is null");
    }

    GrantOutcome grant(GrantOrder order) {
        Optional<String> objection = objection(order);
        if (objection.isPresent()) {
            return GrantRequests.unfit(objection.get());
        }
        Leg leg = order.route().legs().getFirst();
        return switch (wsapi.begin().flatMap(listings::hosts)) {
            case Answer.Answered<Hosts>(Hosts hosts) -> grant(order, leg, hosts);
            case Answer.Unanswered<Hosts>(ArrayFailure failure) -> GrantRequests.notLookedAt(failure);
            case Answer.NotOffered<Hosts>() -> GrantRequests.unfit("the array has no hosts");
        };
    }

    private Optional<String> objection(GrantOrder order) {
        if (!AlletraProvisioning.takes(protocol, order.initiator())) {
            return Optional.of(order.initiator() + " is no name for " + protocol);
        }
        if (order.route().legs().size() != 1) {
            return Optional.of("a name is in one host only, and the route has "
                    + order.route().legs().size() + " legs");
        }
        return switch (protocol) {
            case ISCSI -> Optional.empty();
            case NVME_TCP -> objectionToNvme(order, order.route().legs().getFirst());
        };
    }

    /** Whether a volume can be a namespace under this number. */
    static boolean isNamespace(LunId lun) {
        return lun.number() >= LOWEST_NAMESPACE && lun.number() <= HIGHEST_NAMESPACE;
    }

    private static Optional<String> objectionToNvme(GrantOrder order, Leg leg) {
        if (order.chap().isPresent()) {
            // Rather than let a host in without it.
            return Optional.of("DH-HMAC-CHAP is not supported");
        }
        if (leg instanceof Swap) {
            return Optional.of("the NQN of a host cannot be changed");
        }
        return leg.volumes().values().stream()
                .filter(lun -> !isNamespace(lun))
                .findFirst()
                .map(lun -> "namespace ids go from " + LOWEST_NAMESPACE + " to " + HIGHEST_NAMESPACE + ", and " + lun
                        + " is none");
    }

    private GrantOutcome grant(GrantOrder order, Leg leg, Hosts hosts) {
        Optional<HostObject> known =
                hosts.all().stream().filter(host -> host.has(order.initiator())).findFirst();
        if (known.isPresent()) {
            return new GrantOutcome.AlreadyThere(known.get().asObject().name() + " has " + order.initiator());
        }
        return switch (leg) {
            case Swap swap -> swap(order, swap, hosts);
            case Move move -> move(order, move, hosts);
        };
    }

    private GrantOutcome swap(GrantOrder order, Swap swap, Hosts hosts) {
        String name = swap.in().name();
        Optional<HostObject> host = hosts.named(name);
        if (host.isEmpty()) {
            return GrantRequests.unfit("the array has no host " + name);
        }
        if (!host.get().initiators().isEmpty()) {
            return GrantRequests.unfit(
                    "host " + name + " still has " + host.get().initiators());
        }
        GrantRequests requests = new GrantRequests(wsapi);
        chap(order, name, requests);
        requests.send(HostBodies.add(name, order.initiator()));
        return requests.outcome();
    }

    private GrantOutcome move(GrantOrder order, Move move, Hosts hosts) {
        String name = HostName.of(order.instance(), order.generation());
        if (hosts.named(name).isPresent()) {
            return new GrantOutcome.AlreadyThere("a host " + name);
        }
        SuccessorHost model;
        try {
            model = SuccessorHost.of(move.settings(), move.volumes());
        } catch (IllegalArgumentException e) {
            return GrantRequests.unfit(String.valueOf(e.getMessage()));
        }
        GrantRequests requests = new GrantRequests(wsapi);
        requests.send(HostBodies.create(
                name,
                order.initiator(),
                new HostBodies.Kind(model.persona(), model.operatingSystem(), model.domain()),
                protocol));
        chap(order, name, requests);
        model.hostSets().keySet().stream().sorted().forEach(set -> requests.send(HostBodies.joinSet(set, name)));
        model.exports().forEach(export -> export(export, name, requests));
        return requests.outcome();
    }

    private void export(SuccessorHost.Export export, String host, GrantRequests requests) {
        RestCall call = HostBodies.export(export.what(), Optional.of(export.lun()), export.port(), host);
        requests.send(call)
                .flatMap(location -> Location.lunOf(location, export.what()))
                .filter(lun -> lun != export.lun().number())
                .ifPresent(lun -> requests.doubt(
                        call, export.what() + " was exported as " + lun + " instead of " + export.lun()));
    }

    private static void chap(GrantOrder order, String host, GrantRequests requests) {
        order.chap().ifPresent(chap -> HostBodies.prove(host, chap).forEach(requests::send));
    }
}
