package io.github.outpostrecovery.storage.powerstore;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.GrantOrder;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.GrantRoute.Leg;
import io.github.outpostrecovery.core.array.GrantRoute.Move;
import io.github.outpostrecovery.core.array.GrantRoute.Swap;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Lets an initiator in: into the victim's host, which has kept its mappings, or with a new host.
 *
 * <p>The victim's host is taken only if it is empty by now and still reaches every volume at its number. If the fence could not
 * empty it, and had to detach its volumes instead, the victim is still in it; then the new initiator gets a host of its own
 * after all, with what the old host had for settings.
 */
final class HostGrant {
    private final PowerStoreRest rest;
    private final PowerStoreProtocol protocol;
    private final AccessReader reader;
    private final LogIns logIns;

    HostGrant(PowerStoreRest rest, PowerStoreProtocol protocol, AccessReader reader, LogIns logIns) {
        this.rest = requireNonNull(rest, "rest is null");
        this.protocol = requireNonNull(protocol, "protocol is null");
        this.reader = requireNonNull(reader, "reader is null");
        this.logIns = requireNonNull(logIns, "logIns is null");
    }

    GrantOutcome grant(GrantOrder order) {
        Optional<String> unfit = GrantBodies.unfit(order, protocol);
        if (unfit.isPresent()) {
            return GrantRequests.unfit(unfit.get());
        }
        Leg leg = order.route().legs().getFirst();
        return switch (whereIs(order.initiator())) {
            case Answer.Answered<Optional<String>>(Optional<String> where) ->
                where.<GrantOutcome>map(GrantOutcome.AlreadyThere::new).orElseGet(() -> grant(order, leg));
            case Answer.Unanswered<Optional<String>>(ArrayFailure failure) -> GrantRequests.notLookedAt(failure);
            case Answer.NotOffered<Optional<String>>() -> GrantRequests.unfit("this PowerStore has no initiators");
        };
    }

    /** In a host, or connected without one: a name that nobody has given yet, and that is there all the same. */
    private Answer<Optional<String>> whereIs(Initiator initiator) {
        RestCall call = PowerStoreRest.ask(Host.Port.COLLECTION, Host.Port.FIELDS)
                .query("port_name", "eq." + initiator.value());
        return rest.rows(call, rest.newQuestion())
                .flatMap(rows -> rows.isEmpty()
                        ? logIns.discovered(rest.newQuestion())
                                .map(loose -> loose.stream()
                                                .anyMatch(row -> LogIns.nameIn(row, "name")
                                                        .filter(initiator::equals)
                                                        .isPresent())
                                        ? Optional.of(initiator + " is connected to the array without a host")
                                        : Optional.<String>empty())
                        : Answer.of(Optional.of(
                                "host " + rows.getFirst().path("host_id").asText("") + " has " + initiator)));
    }

    private GrantOutcome grant(GrantOrder order, Leg leg) {
        return switch (reader.view(leg.volumes().keySet())) {
            case Answer.Answered<AccessView>(AccessView view) ->
                switch (leg) {
                    case Swap swap -> swap(order, swap, view);
                    case Move move -> move(order, move, view);
                };
            case Answer.Unanswered<AccessView>(ArrayFailure failure) -> GrantRequests.notLookedAt(failure);
            case Answer.NotOffered<AccessView>() -> GrantRequests.unfit("this PowerStore has no hosts");
        };
    }

    private GrantOutcome swap(GrantOrder order, Swap swap, AccessView view) {
        Host host = view.hosts().get(swap.in().id());
        if (host != null && host.external() && host.ports().isEmpty() && reaches(view, host, swap.volumes())) {
            GrantRequests requests = new GrantRequests(rest);
            RestCall call = HostBodies.add(host.id(), entrant(order));
            requests.send(call);
            return clarified(order, requests.outcome());
        }
        return switch (reader.hosts(Set.of(swap.in().id()))) {
            case Answer.Answered<List<Host>>(List<Host> found)
            when found.size() == 1 ->
                move(order, new Move(swap.in(), HostRoutes.settings(found.getFirst()), swap.volumes()), view);
            case Answer.Answered<List<Host>>(List<Host> found) ->
                GrantRequests.unfit("host " + swap.in().name() + " is not there any more");
            case Answer.Unanswered<List<Host>>(ArrayFailure failure) -> GrantRequests.notLookedAt(failure);
            case Answer.NotOffered<List<Host>>() -> GrantRequests.unfit("this PowerStore has no hosts");
        };
    }

    private HostBodies.Entrant entrant(GrantOrder order) {
        return new HostBodies.Entrant(order.initiator(), order.chap(), protocol);
    }

    private boolean reaches(AccessView view, Host host, Map<VolumeName, LunId> volumes) {
        boolean overNvme = protocol == PowerStoreProtocol.NVME_TCP;
        return volumes.entrySet().stream()
                .allMatch(wanted -> view.waysOf(host).stream()
                        .anyMatch(way -> way.volume().name().equals(wanted.getKey())
                                && way.lun(overNvme)
                                        .filter(wanted.getValue()::equals)
                                        .isPresent()));
    }

    private GrantOutcome move(GrantOrder order, Move move, AccessView view) {
        Optional<String> unfit = GrantBodies.unfit(move, order, protocol, view);
        if (unfit.isPresent()) {
            return GrantRequests.unfit(unfit.get());
        }
        String name = GrantBodies.hostNameFor(order);
        RestCall sameName = PowerStoreRest.ask(Host.COLLECTION, "id", "name").query("name", "eq." + name);
        return switch (rest.rows(sameName, rest.newQuestion())) {
            case Answer.Answered<List<JsonNode>>(List<JsonNode> rows) ->
                rows.isEmpty()
                        ? make(order, move, view, name)
                        : new GrantOutcome.AlreadyThere("there is a host " + name);
            case Answer.Unanswered<List<JsonNode>>(ArrayFailure failure) -> GrantRequests.notLookedAt(failure);
            case Answer.NotOffered<List<JsonNode>>() -> GrantRequests.unfit("this PowerStore has no hosts");
        };
    }

    private GrantOutcome make(GrantOrder order, Move move, AccessView view, String name) {
        GrantRequests requests = new GrantRequests(rest);
        RestCall creation = HostBodies.create(
                name, move.settings().getOrDefault(HostRoutes.OS_TYPE, ""), GrantBodies.LOCAL, entrant(order));
        Optional<JsonNode> created = requests.send(creation);
        if (created.isEmpty()) {
            return clarified(order, requests.outcome());
        }
        Optional<String> host = Fields.text(created.get(), "id");
        if (host.isEmpty()) {
            requests.doubt(creation, "host " + name + " was created, but its id did not come back");
            return requests.outcome();
        }
        List<RestCall> attachments = new ArrayList<>();
        new TreeMap<>(move.volumes()).forEach((volume, lun) -> {
            StoredVolume stored = requireNonNull(view.volumes().get(volume), "a volume that was looked at is gone");
            attachments.add(HostBodies.attach(
                    stored.id(), new VolumeMapping.To.OneHost(host.get()), Optional.of(lun), protocol));
        });
        requests.sendAll(attachments);
        if (requests.isOpen()) {
            compare(move, host.get(), order, requests);
        }
        return requests.outcome();
    }

    /** Reads whether the volumes are where they should be: the answer to an attachment does not tell its number. */
    private void compare(Move move, String id, GrantOrder order, GrantRequests requests) {
        switch (reader.view(move.volumes().keySet())) {
            case Answer.Answered<AccessView>(AccessView view) -> {
                Host host = view.hosts().get(id);
                if (host == null
                        || !host.initiators().equals(Set.of(order.initiator()))
                        || !reaches(view, host, move.volumes())) {
                    requests.doubt(new ArrayFailure(
                            Kind.INCOMPREHENSIBLE,
                            "",
                            "the new host " + id + " does not have its volumes at their numbers"));
                }
            }
            case Answer.Unanswered<AccessView>(ArrayFailure failure) -> requests.doubt(failure);
            case Answer.NotOffered<AccessView>() ->
                throw new IllegalStateException("every PowerStore says who reaches a volume");
        }
    }

    /**
     * No code is known for a name that another host has got meanwhile. After a refusal it is looked up again: if it is there, it
     * is not to be used.
     */
    private GrantOutcome clarified(GrantOrder order, GrantOutcome outcome) {
        if (!(outcome instanceof GrantOutcome.Refused(ArrayFailure failure)) || failure.kind() != Kind.REFUSED) {
            return outcome;
        }
        return whereIs(order.initiator()) instanceof Answer.Answered<Optional<String>>(Optional<String> where)
                        && where.isPresent()
                ? new GrantOutcome.AlreadyThere(where.get() + ", after " + failure)
                : outcome;
    }
}
