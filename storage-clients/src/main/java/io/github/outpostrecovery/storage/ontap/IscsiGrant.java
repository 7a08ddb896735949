package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.GrantOrder;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.GrantRoute.Leg;
import io.github.outpostrecovery.core.array.GrantRoute.Move;
import io.github.outpostrecovery.core.array.GrantRoute.Swap;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Iqn;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Lets an initiator in: its CHAP record first, so that it is never let in without one, then one igroup after the other.
 * ONTAP keeps CHAP by initiator and not by igroup, so a new igroup needs no more of it than an old one.
 *
 * <p>Before the first request it makes sure that no igroup and no credentials record of the SVM knows the name. The maps of
 * a new igroup are sent together, each once: see {@link GrantRequests#sendTogether} for what becomes of the grant if one of
 * them fails.
 */
final class IscsiGrant {
    private static final LunId HIGHEST_LUN = new LunId(4095);

    private final OntapRest rest;
    private final IscsiAccess access;

    IscsiGrant(OntapRest rest, IscsiAccess access) {
        this.rest = requireNonNull(rest, "rest is null");
        this.access = requireNonNull(access, "access is null");
    }

    GrantOutcome grant(GrantOrder order) {
        if (!(order.initiator() instanceof Iqn)) {
            return GrantRequests.unfit(order.initiator() + " is no IQN");
        }
        if (order.route().legs().isEmpty()) {
            return GrantRequests.unfit("the route leads nowhere");
        }
        if (order.route().legs().stream()
                .flatMap(leg -> leg.volumes().values().stream())
                .anyMatch(lun -> lun.compareTo(HIGHEST_LUN) > 0)) {
            return GrantRequests.unfit("ONTAP has LUN ids up to " + HIGHEST_LUN);
        }
        return switch (whereIs(order.initiator())) {
            case Answer.Answered<Optional<String>>(Optional<String> where) ->
                where.<GrantOutcome>map(GrantOutcome.AlreadyThere::new).orElseGet(() -> send(order));
            case Answer.Unanswered<Optional<String>>(ArrayFailure failure) -> GrantRequests.notLookedAt(failure);
            case Answer.NotOffered<Optional<String>>() -> GrantRequests.unfit("this ONTAP has no igroups");
        };
    }

    private Answer<Optional<String>> whereIs(Initiator initiator) {
        Deadline deadline = rest.newQuestion();
        RestCall credentials = rest.ask(IscsiDenial.CREDENTIALS)
                .query("initiator", initiator.value())
                .queryList("fields", "initiator");
        return Answers.both(
                rest.fanOut(),
                () -> access.igroupsWith(List.of(initiator), deadline),
                () -> rest.records(credentials, deadline),
                (igroups, records) -> {
                    if (!igroups.isEmpty()) {
                        return Answer.of(
                                Optional.of("igroup " + igroups.getFirst().name() + " has " + initiator));
                    }
                    return Answer.of(
                            records.isEmpty()
                                    ? Optional.<String>empty()
                                    : Optional.of("a credentials record for " + initiator));
                });
    }

    private GrantOutcome send(GrantOrder order) {
        GrantRequests requests = new GrantRequests(rest);
        order.chap().ifPresent(chap -> requests.send(new IscsiRequests(rest).chapRecord(order.initiator(), chap)));
        List<Leg> legs = order.route().legs();
        for (int number = 0; number < legs.size(); number++) {
            switch (legs.get(number)) {
                case Swap swap ->
                    requests.send(new IscsiRequests(rest).member(swap.in().id(), order.initiator()));
                case Move move -> move(move, nameOf(order, number), order.initiator(), requests);
            }
        }
        return requests.outcome();
    }

    private void move(Move move, String name, Initiator initiator, GrantRequests requests) {
        RestCall creation = new IscsiRequests(rest)
                .igroup(
                        name,
                        move.settings().getOrDefault(IscsiRoutes.PROTOCOL, "iscsi"),
                        move.settings().getOrDefault(IscsiRoutes.OS_TYPE, "linux"),
                        Optional.ofNullable(move.settings().get(IscsiRoutes.PORTSET)),
                        initiator);
        Optional<JsonNode> created = requests.sendForRecord(creation);
        if (created.isEmpty()) {
            return;
        }
        String uuid = created.get().path("records").path(0).path("uuid").asText("");
        if (uuid.isEmpty()) {
            requests.doubt(creation, "igroup " + name + " was created, but its UUID did not come back");
            return;
        }
        List<Map.Entry<VolumeName, LunId>> volumes = List.copyOf(new TreeMap<>(move.volumes()).entrySet());
        List<RestCall> mappings = volumes.stream()
                .map(entry -> new IscsiRequests(rest).map("uuid", uuid, entry.getKey(), Optional.of(entry.getValue())))
                .toList();
        List<JsonNode> mapped = requests.sendTogether(mappings);
        for (int index = 0; index < mapped.size(); index++) {
            JsonNode number = mapped.get(index).path("records").path(0).path("logical_unit_number");
            LunId wanted = volumes.get(index).getValue();
            if (number.isNumber() && number.asInt() != wanted.number()) {
                requests.doubt(
                        mappings.get(index),
                        volumes.get(index).getKey() + " was mapped as " + number.asInt() + " instead of " + wanted);
            }
        }
    }

    /** Names no two generations share; at most 96 characters are allowed (NetApp/trident, {@code models/igroup.go}). */
    private static String nameOf(GrantOrder order, int leg) {
        String name = "outpost-" + order.instance() + "-" + order.generation();
        return leg == 0 ? name : name + "-" + (leg + 1);
    }
}
