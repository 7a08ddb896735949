package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ChapCredentials;
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
import io.github.outpostrecovery.storage.rest.Json;
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
        order.chap().ifPresent(chap -> requests.send(record(order.initiator(), chap)));
        List<Leg> legs = order.route().legs();
        for (int number = 0; number < legs.size(); number++) {
            switch (legs.get(number)) {
                case Swap swap ->
                    requests.send(RestCall.post(IscsiAccess.IGROUPS)
                            .segment(swap.in().id())
                            .segment("initiators")
                            .json(Json.object().put("name", order.initiator().value())));
                case Move move -> move(move, nameOf(order, number), order.initiator(), requests);
            }
        }
        return requests.outcome();
    }

    private void move(Move move, String name, Initiator initiator, GrantRequests requests) {
        RestCall creation = RestCall.post(IscsiAccess.IGROUPS)
                .query("return_records", "true")
                .json(igroup(move, name, initiator));
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
                .map(entry -> RestCall.post(IscsiAccess.MAPS)
                        .query("return_records", "true")
                        .json(map(uuid, entry.getKey(), entry.getValue())))
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

    private ObjectNode igroup(Move move, String name, Initiator initiator) {
        ObjectNode body = Json.object();
        body.put("name", name);
        body.putObject("svm").put("name", rest.svm());
        body.put("protocol", move.settings().getOrDefault(IscsiRoutes.PROTOCOL, "iscsi"));
        body.put("os_type", move.settings().getOrDefault(IscsiRoutes.OS_TYPE, "linux"));
        Optional.ofNullable(move.settings().get(IscsiRoutes.PORTSET))
                .ifPresent(portset -> body.putObject("portset").put("name", portset));
        body.putArray("initiators").addObject().put("name", initiator.value());
        return body;
    }

    private ObjectNode map(String igroup, VolumeName volume, LunId lun) {
        ObjectNode body = Json.object();
        body.putObject("svm").put("name", rest.svm());
        body.putObject("igroup").put("uuid", igroup);
        body.putObject("lun").put("name", volume.value());
        body.put("logical_unit_number", lun.number());
        return body;
    }

    private RestCall record(Initiator initiator, ChapCredentials chap) {
        ObjectNode body = Json.object();
        body.putObject("svm").put("name", rest.svm());
        body.put("initiator", initiator.value()).put("authentication_type", "chap");
        ObjectNode both = body.putObject("chap");
        both.putObject("inbound")
                .put("user", chap.user())
                .put("password", chap.secret().reveal());
        RestCall call = RestCall.post(IscsiDenial.CREDENTIALS).hiding(chap.secret());
        if (chap.mutual().isPresent()) {
            ChapCredentials.Mutual mutual = chap.mutual().get();
            both.putObject("outbound")
                    .put("user", mutual.user())
                    .put("password", mutual.secret().reveal());
            call = call.hiding(mutual.secret());
        }
        return call.json(body);
    }

    /** Names no two generations share; at most 96 characters are allowed (NetApp/trident, {@code models/igroup.go}). */
    private static String nameOf(GrantOrder order, int leg) {
        String name = "outpost-" + order.instance() + "-" + order.generation();
        return leg == 0 ? name : name + "-" + (leg + 1);
    }
}
