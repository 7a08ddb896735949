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
 *
 * <p>Before the first request it makes sure that no igroup and no credentials record of the SVM knows the name.
 */
final class IscsiGrant {
    private static final String CREDENTIALS = "/api/protocols/san/iscsi/credentials";
    private static final String IGROUPS = "/api/protocols/san/igroups";
    private static final String MAPS = "/api/protocols/san/lun-maps";
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
        RestCall credentials =
                rest.ask(CREDENTIALS).query("initiator", initiator.value()).queryList("fields", "initiator");
        return access.igroupsWith(initiator, deadline)
                .flatMap(igroups -> igroups.isEmpty()
                        ? rest.records(credentials, deadline)
                                .map(records -> records.isEmpty()
                                        ? Optional.<String>empty()
                                        : Optional.of("a credentials record for " + initiator))
                        : Answer.of(Optional.of("igroup " + igroups.getFirst().name() + " has " + initiator)));
    }

    private GrantOutcome send(GrantOrder order) {
        GrantRequests requests = new GrantRequests(rest);
        order.chap().ifPresent(chap -> requests.send(record(order.initiator(), chap)));
        List<Leg> legs = order.route().legs();
        for (int number = 0; number < legs.size(); number++) {
            switch (legs.get(number)) {
                case Swap swap ->
                    requests.send(RestCall.post(IGROUPS)
                            .segment(swap.in().id())
                            .segment("initiators")
                            .json(Json.object().put("name", order.initiator().value())));
                case Move move -> move(move, nameOf(order, number), order.initiator(), requests);
            }
        }
        return requests.outcome();
    }

    private void move(Move move, String name, Initiator initiator, GrantRequests requests) {
        RestCall creation =
                RestCall.post(IGROUPS).query("return_records", "true").json(igroup(move, name, initiator));
        Optional<JsonNode> created = requests.sendForRecord(creation);
        if (created.isEmpty()) {
            return;
        }
        String uuid = created.get().path("records").path(0).path("uuid").asText("");
        if (uuid.isEmpty()) {
            requests.doubt(creation, "igroup " + name + " was created, but its UUID did not come back");
            return;
        }
        for (Map.Entry<VolumeName, LunId> entry : new TreeMap<>(move.volumes()).entrySet()) {
            RestCall mapping = RestCall.post(MAPS)
                    .query("return_records", "true")
                    .json(map(uuid, entry.getKey(), entry.getValue()));
            Optional<JsonNode> mapped = requests.sendForRecord(mapping);
            JsonNode number = mapped.map(json -> json.path("records").path(0).path("logical_unit_number"))
                    .orElseGet(() -> Json.object().path("none"));
            if (number.isNumber() && number.asInt() != entry.getValue().number()) {
                requests.doubt(
                        mapping,
                        entry.getKey() + " was mapped as " + number.asInt() + " instead of " + entry.getValue());
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
        RestCall call = RestCall.post(CREDENTIALS).hiding(chap.secret());
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
