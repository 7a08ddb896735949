package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.SessionReport.Session;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** Who is logged in to the SVM: iSCSI sessions with their connections, NVMe controllers. */
final class OntapSessions {
    private static final String SESSIONS = "/api/protocols/san/iscsi/sessions";
    private static final String CONTROLLERS = "/api/protocols/nvme/subsystem-controllers";

    private final OntapRest rest;

    OntapSessions(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    /** Only completed log-ins are listed (NetApp/trident, {@code models/iscsi_session.go}). */
    Answer<SessionReport> iscsi(Set<Initiator> initiators) {
        return ask(
                initiators,
                rest.ask(SESSIONS).queryList("fields", "initiator.name", "connections", "isid", "tsih"),
                "initiator.name",
                json -> json.path("initiator").path("name"),
                OntapSessions::connections);
    }

    private static List<Session> connections(JsonNode json, Initiator initiator) {
        List<Session> sessions = new ArrayList<>();
        for (JsonNode connection : json.path("connections")) {
            sessions.add(new Session(
                    initiator,
                    connection.path("initiator_address").path("address").asText(""),
                    connection.path("interface").path("ip").path("address").asText("")));
        }
        return sessions;
    }

    /** A controller that gets neither keep-alive nor I/O is torn down after its {@code keep_alive_timeout}. */
    Answer<SessionReport> nvme(Set<Initiator> initiators) {
        return ask(
                initiators,
                rest.ask(CONTROLLERS)
                        .queryList("fields", "host.nqn", "host.transport_address", "interface.transport_address"),
                "host.nqn",
                json -> json.path("host").path("nqn"),
                (json, initiator) -> List.of(new Session(
                        initiator,
                        json.path("host").path("transport_address").asText(""),
                        json.path("interface").path("transport_address").asText(""))));
    }

    private interface Reading {
        List<Session> of(JsonNode json, Initiator initiator);
    }

    private Answer<SessionReport> ask(
            Set<Initiator> initiators,
            RestCall call,
            String field,
            Function<JsonNode, JsonNode> nameOf,
            Reading reading) {
        List<String> names = initiators.stream().map(Initiator::value).sorted().toList();
        return rest.recordsWith(call, field, names, rest.newQuestion())
                .flatMap(records -> sessions(call, records, initiators, nameOf, reading));
    }

    /** A log-in without both its addresses is no reason to leave it out, and none to guess. */
    private static Answer<SessionReport> sessions(
            RestCall call,
            List<JsonNode> records,
            Set<Initiator> initiators,
            Function<JsonNode, JsonNode> nameOf,
            Reading reading) {
        List<Session> sessions = new ArrayList<>();
        for (JsonNode json : records) {
            String name = nameOf.apply(json).asText("").toLowerCase(Locale.ROOT);
            List<Session> read = initiators.stream()
                    .filter(initiator -> initiator.value().equals(name))
                    .flatMap(initiator -> reading.of(json, initiator).stream())
                    .toList();
            if (read.isEmpty()
                    || read.stream()
                            .anyMatch(session -> session.source().isEmpty()
                                    || session.portal().isEmpty())) {
                return OntapRest.incomprehensible(call, "a log-in that is incomplete or of another initiator");
            }
            sessions.addAll(read);
        }
        return Answer.of(new SessionReport(sessions));
    }
}
