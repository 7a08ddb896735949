package io.github.outpostrecovery.storage.powerstore;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where initiators' names stand on the array, and which of them are logged in, with a host or without one. */
final class NameLog {
    private final PowerStoreRest rest;

    NameLog(PowerStoreRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    /**
     * What is there of some names.
     *
     * @param rows of the names that are in hosts, with {@code host_id} and {@code active_sessions}
     * @param loose those that are logged in and in no host
     */
    record Found(List<JsonNode> rows, Set<Initiator> loose) {
        Found {
            rows = List.copyOf(rows);
            loose = Set.copyOf(loose);
        }

        boolean isLoose(Initiator initiator) {
            return loose.contains(initiator);
        }

        boolean isLoggedIn() {
            return rows.stream().anyMatch(row -> !row.path("active_sessions").isEmpty());
        }
    }

    /** Those in hosts are read first: who is taken out of its host meanwhile is seen twice rather than not at all. */
    Answer<Found> of(Set<Initiator> initiators) {
        Deadline deadline = rest.newQuestion();
        RestCall call =
                PowerStoreRest.ask(Host.Port.COLLECTION, "id", "host_id", "port_name", "port_type", "active_sessions");
        return new Questions(rest, deadline)
                .rowsWith(
                        call,
                        "port_name",
                        initiators.stream().map(Initiator::value).toList())
                .complete()
                .flatMap(rows -> rows.stream()
                                .anyMatch(row -> Fields.text(row, "host_id").isEmpty())
                        ? PowerStoreRest.incomprehensible(call, "an initiator without its host")
                        : LogIns.discovered(rest, deadline).map(loose -> new Found(rows, namesIn(loose))));
    }

    private static Set<Initiator> namesIn(List<JsonNode> rows) {
        Set<Initiator> names = new HashSet<>();
        for (JsonNode row : rows) {
            Optional<Initiator> name = LogIns.nameIn(row, "name");
            name.ifPresent(names::add);
        }
        return names;
    }
}
