package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The subsystems of an SVM with their hosts. */
final class Subsystems {
    private static final String[] FIELDS = {"name", "uuid", "os_type", "hosts.nqn", "target_nqn"};

    private final OntapRest rest;

    Subsystems(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    /** All of them. */
    Answer<List<NvmeSubsystem>> every(Deadline deadline) {
        RestCall call = call();
        return rest.records(call, deadline).flatMap(records -> read(call, records));
    }

    /** The one of a name. */
    Answer<Optional<NvmeSubsystem>> named(String name, Deadline deadline) {
        return asked("name", List.of(name), deadline)
                .map(found -> found.stream()
                        .filter(subsystem -> subsystem.object().name().equals(name))
                        .findFirst());
    }

    /** Those that one of these hosts may connect to. */
    Answer<List<NvmeSubsystem>> with(Collection<Initiator> hosts, Deadline deadline) {
        return asked("hosts.nqn", hosts.stream().map(Initiator::value).toList(), deadline);
    }

    private Answer<List<NvmeSubsystem>> asked(String field, Collection<String> values, Deadline deadline) {
        RestCall call = call();
        return rest.recordsWith(call, field, values, deadline).flatMap(records -> read(call, records));
    }

    private RestCall call() {
        return rest.ask(NvmeAccess.SUBSYSTEMS).queryList("fields", FIELDS);
    }

    private static Answer<List<NvmeSubsystem>> read(RestCall call, List<JsonNode> records) {
        List<NvmeSubsystem> subsystems = new ArrayList<>();
        for (JsonNode json : records) {
            Optional<NvmeSubsystem> subsystem = NvmeSubsystem.parse(json);
            if (subsystem.isEmpty()) {
                return OntapRest.incomprehensible(call, "a subsystem that is incomplete");
            }
            subsystems.add(subsystem.get());
        }
        return Answer.of(List.copyOf(subsystems));
    }

    /** How a host of a subsystem proves itself: {@code none}, {@code unidirectional} or {@code bidirectional}. */
    Answer<String> authentication(NvmeSubsystem subsystem, Initiator host, Deadline deadline) {
        RestCall call = RestCall.get(NvmeAccess.SUBSYSTEMS)
                .segment(subsystem.object().id())
                .segment("hosts")
                .query("nqn", host.value())
                .queryList("fields", "nqn", "dh_hmac_chap.mode");
        return rest.records(call, deadline)
                .map(records -> records.isEmpty()
                        ? "none"
                        : records.getFirst().path("dh_hmac_chap").path("mode").asText("none"));
    }
}
