package io.github.outpostrecovery.storage.powerstore;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.SessionReport.Session;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.powerstore.TargetPorts.Resolution;
import io.github.outpostrecovery.storage.powerstore.TargetPorts.TargetAddress;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who is logged in. PowerStore lists the log-ins of an initiator that belongs to a host with the initiator; one that is logged
 * in and belongs to no host is in {@code discovered_initiator}, without its ports.
 *
 * <p>The hosts' initiators are read first: who is taken out of its host between the two readings is seen twice rather than not
 * at all.
 *
 * <p>Over iSCSI PowerStore does not tell where a log-in comes from. Its source is then a word made of the initiator's own name:
 * all log-ins of one name have it in common, and no two names do. So nothing is taken for two machines under one name, or for
 * one machine under two names, that was not seen to be; and over iSCSI neither can be seen on this array at all.
 *
 * <p>Names are asked for in lower case, as this product gives them.
 */
final class LogIns {
    private static final String INITIATORS = "/initiator";
    private static final String WITHOUT_HOST = "/discovered_initiator";
    private static final String NO_HOST = "a port of the array, without a host";

    private final PowerStoreRest rest;
    private final TargetPorts ports;

    LogIns(PowerStoreRest rest, TargetPorts ports) {
        this.rest = requireNonNull(rest, "rest is null");
        this.ports = requireNonNull(ports, "ports is null");
    }

    Answer<SessionReport> of(Set<Initiator> initiators) {
        Deadline deadline = rest.newQuestion();
        return rowsOf(initiators, deadline)
                .flatMap(rows -> discovered(deadline).flatMap(loose -> {
                    boolean anySession = rows.stream()
                            .anyMatch(row -> !row.path("active_sessions").isEmpty());
                    Answer<List<TargetAddress>> addresses =
                            anySession ? ports.addresses(deadline) : Answer.of(List.of());
                    return addresses.flatMap(known -> report(initiators, rows, loose, known));
                }));
    }

    private Answer<List<JsonNode>> rowsOf(Set<Initiator> initiators, Deadline deadline) {
        RestCall call = PowerStoreRest.ask(INITIATORS, "id", "host_id", "port_name", "port_type", "active_sessions");
        return new Questions(rest, deadline)
                .rowsWith(
                        call,
                        "port_name",
                        initiators.stream().map(Initiator::value).toList())
                .complete();
    }

    /** The initiators that are connected and belong to no host. This collection cannot be filtered, and has no pages. */
    Answer<List<JsonNode>> discovered(Deadline deadline) {
        return discovered(rest, deadline);
    }

    /** As above, for who has no use for the ports. */
    static Answer<List<JsonNode>> discovered(PowerStoreRest rest, Deadline deadline) {
        return rest.whole(
                PowerStoreRest.ask(WITHOUT_HOST, "name", "protocol_type", "nvme_transport_addresses"), deadline);
    }

    private static Answer<SessionReport> report(
            Set<Initiator> asked, List<JsonNode> rows, List<JsonNode> loose, List<TargetAddress> addresses) {
        List<Session> sessions = new ArrayList<>();
        for (JsonNode row : rows) {
            Optional<Initiator> initiator = nameIn(row, "port_name").filter(asked::contains);
            JsonNode listed = row.path("active_sessions");
            if (initiator.isEmpty() || !listed.isArray()) {
                return PowerStoreRest.incomprehensible(
                        PowerStoreRest.ask(INITIATORS), "an initiator that was not asked for, or without its log-ins");
            }
            Resolution resolution = new Resolution(addresses);
            for (JsonNode session : listed) {
                String portal = resolution.portalOf(session);
                sourcesOf(session).forEach(source -> sessions.add(new Session(initiator.get(), source, portal)));
            }
        }
        for (JsonNode row : loose) {
            Optional<Initiator> initiator = nameIn(row, "name");
            if (initiator.isEmpty()) {
                return PowerStoreRest.incomprehensible(PowerStoreRest.ask(WITHOUT_HOST), "an initiator without a name");
            }
            initiator
                    .filter(asked::contains)
                    .ifPresent(
                            one -> sourcesOf(row).forEach(source -> sessions.add(new Session(one, source, NO_HOST))));
        }
        return Answer.of(new SessionReport(withSources(sessions)));
    }

    static Optional<Initiator> nameIn(JsonNode row, String field) {
        return Fields.text(row, field).map(Initiator::parse);
    }

    /** Every address that is told, or an empty one. */
    private static Set<String> sourcesOf(JsonNode json) {
        List<String> told = new ArrayList<>();
        json.path("nvme_transport_addresses").forEach(address -> told.add(address.asText("")));
        Set<String> sources =
                told.stream().filter(address -> !address.isBlank()).collect(Collectors.toUnmodifiableSet());
        return sources.isEmpty() ? Set.of("") : sources;
    }

    /** What is not told adds no address: neither to those that are told of the same name, nor one that two names share. */
    private static List<Session> withSources(List<Session> sessions) {
        Map<Initiator, String> standIns = new HashMap<>();
        for (Session session : sessions) {
            if (!session.source().isEmpty()) {
                standIns.merge(
                        session.initiator(), session.source(), (one, other) -> one.compareTo(other) <= 0 ? one : other);
            }
        }
        return sessions.stream()
                .map(session -> session.source().isEmpty()
                        ? new Session(
                                session.initiator(),
                                standIns.getOrDefault(
                                        session.initiator(),
                                        "an address that the array does not tell, of " + session.initiator()),
                                session.portal())
                        : session)
                .toList();
    }
}
