package io.github.outpostrecovery.storage.flasharray;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.GrantOrder;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.GrantRoute.Leg;
import io.github.outpostrecovery.core.array.GrantRoute.Move;
import io.github.outpostrecovery.core.array.GrantRoute.Swap;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.Json;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Lets an initiator in: into the victim's host, with one request, or with a host of its own and one connection after the other.
 *
 * <p>Before the first request it makes sure that no host knows the name, and that the victim's host is as it has to be:
 * nobody in it, and connected to the volumes under their numbers. A host in which the victim's name has stayed behind, or a
 * neighbour has come in, or whose connections were deleted by the fence, is left alone, and the successor gets a host of its
 * own after all.
 */
final class HostGrant {

    private final FlashArrayRest rest;
    private final HostAccess access;
    private final InitiatorKind kind;

    HostGrant(FlashArrayRest rest, HostAccess access, InitiatorKind kind) {
        this.rest = requireNonNull(rest, "rest is null");
        this.access = requireNonNull(access, "access is null");
        this.kind = requireNonNull(kind, "kind is null");
    }

    GrantOutcome grant(GrantOrder order) {
        Optional<String> unfit = objectionTo(order);
        if (unfit.isPresent()) {
            return GrantRequests.unfit(unfit.get());
        }
        Deadline deadline = rest.newQuestion();
        return switch (whereIs(order.initiator(), deadline)) {
            case Answer.Answered<Optional<String>>(Optional<String> where) ->
                where.<GrantOutcome>map(GrantOutcome.AlreadyThere::new).orElseGet(() -> send(order, deadline));
            case Answer.Unanswered<Optional<String>>(ArrayFailure failure) -> GrantRequests.notLookedAt(failure);
            case Answer.NotOffered<Optional<String>>() -> throw new IllegalStateException("every array has hosts");
        };
    }

    private Optional<String> objectionTo(GrantOrder order) {
        if (InitiatorKind.of(order.initiator()) != kind) {
            return Optional.of(order.initiator() + " is not of the kind \"" + kind.single() + "\"");
        }
        if (order.route().legs().size() != 1) {
            return Optional.of("the route has " + order.route().legs().size()
                    + " legs, but an initiator belongs to one host of a FlashArray");
        }
        Leg leg = order.route().legs().getFirst();
        if (leg.volumes().isEmpty()) {
            return Optional.of("the route leads to no volume");
        }
        for (Map.Entry<VolumeName, LunId> entry : new TreeMap<>(leg.volumes()).entrySet()) {
            int number = entry.getValue().number();
            if (number == 0 || (kind == InitiatorKind.IQN && number > HostRequests.HIGHEST_LUN)) {
                return Optional.of(
                        entry.getKey() + " as LUN " + number + ": a FlashArray gives 1 to " + HostRequests.HIGHEST_LUN);
            }
        }
        return order.chap().flatMap(chap -> HostChap.objectionTo(chap, kind));
    }

    private Answer<Optional<String>> whereIs(Initiator initiator, Deadline deadline) {
        return access.hostsWith(initiator, deadline)
                .map(hosts -> hosts.stream().findFirst().map(host -> "host " + host.name() + " has " + initiator));
    }

    private GrantOutcome send(GrantOrder order, Deadline deadline) {
        return switch (order.route().legs().getFirst()) {
            case Move move -> ownHost(order, move);
            case Swap swap ->
                switch (placeOf(swap, deadline)) {
                    case Answer.Answered<Place>(Place.Free()) -> swap(order, swap);
                    case Answer.Answered<Place>(Place.Unusable(Map<String, String> settings)) ->
                        ownHost(order, new Move(swap.in(), settings, swap.volumes()));
                    case Answer.Unanswered<Place>(ArrayFailure failure) -> GrantRequests.notLookedAt(failure);
                    case Answer.NotOffered<Place>() -> throw new IllegalStateException("every array has hosts");
                };
        };
    }

    /** What has become of the victim's host. */
    private sealed interface Place {
        /** As planned, and nobody in it. */
        record Free() implements Place {}

        /** Not to be used; what a host made after its model takes over. */
        record Unusable(Map<String, String> settings) implements Place {}
    }

    private Answer<Place> placeOf(Swap swap, Deadline deadline) {
        String name = swap.in().name();
        return access.view(swap.volumes().keySet(), deadline).flatMap(view -> {
            ArrayHost connected = view.hosts().get(name);
            return connected == null
                    ? access.host(name, deadline).map(HostGrant::unusable)
                    : Answer.of(
                            connected.initiators().isEmpty() && leadsToAll(view, connected, swap)
                                    ? new Place.Free()
                                    : unusable(Optional.of(connected)));
        });
    }

    private static Place unusable(Optional<ArrayHost> host) {
        return new Place.Unusable(host.map(ArrayHost::settings).orElseGet(Map::of));
    }

    private static boolean leadsToAll(HostAccess.View view, ArrayHost host, Swap swap) {
        return swap.volumes().entrySet().stream()
                .allMatch(wanted -> view.connections().stream()
                        .anyMatch(row -> row.volume().equals(wanted.getKey())
                                && row.lun()
                                        .or(row::nsid)
                                        .filter(wanted.getValue()::equals)
                                        .isPresent()
                                && view.hostsOf(row).stream()
                                        .anyMatch(reached -> reached.name().equals(host.name()))));
    }

    private GrantOutcome swap(GrantOrder order, Swap swap) {
        GrantRequests requests = new GrantRequests(rest);
        ObjectNode body = Json.object();
        body.putArray(kind.addition()).add(order.initiator().value());
        requests.send(
                HostChap.with(
                        RestCall.patch("/hosts").queryList("names", swap.in().name()), body, order.chap()),
                items -> HostRequests.lacking(items, order.initiator()));
        return requests.outcome();
    }

    private GrantOutcome ownHost(GrantOrder order, Move move) {
        if (move.settings().containsKey(ArrayHost.CHAP) && order.chap().isEmpty()) {
            return GrantRequests.unfit("host " + move.modelledOn().name()
                    + " proves itself by CHAP, and no credentials are given for a host after its model");
        }
        GrantRequests requests = new GrantRequests(rest);
        String host = "outpost-" + order.instance() + "-" + order.generation();
        ObjectNode body = Json.object();
        body.putArray(kind.list()).add(order.initiator().value());
        for (String setting : new String[] {ArrayHost.PERSONALITY, ArrayHost.VLAN}) {
            Optional.ofNullable(move.settings().get(setting)).ifPresent(value -> body.put(setting, value));
        }
        requests.send(
                HostChap.with(RestCall.post("/hosts").queryList("names", host), body, order.chap()),
                items -> HostRequests.lacking(items, order.initiator()));
        new TreeMap<>(move.volumes()).forEach((volume, number) -> {
            requests.send(
                    HostRequests.connection(kind, "host_names", host, volume, Optional.of(number)),
                    items -> HostRequests.otherNumber(kind, items, volume, number));
        });
        return requests.outcome();
    }
}
