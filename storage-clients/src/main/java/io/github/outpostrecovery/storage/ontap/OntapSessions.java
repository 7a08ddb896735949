package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.SessionReport.Session;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

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
                initiator -> rest.ask(SESSIONS)
                        .query("initiator.name", initiator.value())
                        .queryList("fields", "initiator.name", "connections", "isid", "tsih"),
                OntapSessions::connections);
    }

    private static List<Session> connections(JsonNode json, Initiator initiator) {
        List<Session> sessions = new ArrayList<>();
        if (isNamed(json.path("initiator").path("name"), initiator)) {
            for (JsonNode connection : json.path("connections")) {
                sessions.add(new Session(
                        initiator,
                        connection.path("initiator_address").path("address").asText(""),
                        connection.path("interface").path("ip").path("address").asText("")));
            }
        }
        return sessions;
    }

    /** A controller that gets neither keep-alive nor I/O is torn down after its {@code keep_alive_timeout}. */
    Answer<SessionReport> nvme(Set<Initiator> initiators) {
        return ask(
                initiators,
                initiator -> rest.ask(CONTROLLERS)
                        .query("host.nqn", initiator.value())
                        .queryList("fields", "host.nqn", "host.transport_address", "interface.transport_address"),
                (json, initiator) -> isNamed(json.path("host").path("nqn"), initiator)
                        ? List.of(new Session(
                                initiator,
                                json.path("host").path("transport_address").asText(""),
                                json.path("interface").path("transport_address").asText("")))
                        : List.of());
    }

    private interface Question {
        RestCall about(Initiator initiator);
    }

    private interface Reading {
        List<Session> of(JsonNode json, Initiator initiator);
    }

    private Answer<SessionReport> ask(Set<Initiator> initiators, Question question, Reading reading) {
        Deadline deadline = rest.newQuestion();
        List<Initiator> sorted = initiators.stream()
                .sorted(Comparator.comparing(Initiator::value))
                .toList();
        return Answers.each(sorted, initiator -> {
                    RestCall call = question.about(initiator);
                    return rest.records(call, deadline).flatMap(records -> sessions(call, records, initiator, reading));
                })
                .map(found -> new SessionReport(
                        found.stream().flatMap(Collection::stream).toList()));
    }

    /** A log-in without both its addresses is no reason to leave it out, and none to guess. */
    private static Answer<List<Session>> sessions(
            RestCall call, List<JsonNode> records, Initiator initiator, Reading reading) {
        List<Session> sessions = new ArrayList<>();
        for (JsonNode json : records) {
            List<Session> read = reading.of(json, initiator);
            if (read.isEmpty()
                    || read.stream()
                            .anyMatch(session -> session.source().isEmpty()
                                    || session.portal().isEmpty())) {
                return OntapRest.incomprehensible(call, "a log-in that is incomplete or of another initiator");
            }
            sessions.addAll(read);
        }
        return Answer.of(List.copyOf(sessions));
    }

    private static boolean isNamed(JsonNode name, Initiator initiator) {
        return name.asText("").toLowerCase(Locale.ROOT).equals(initiator.value());
    }
}
