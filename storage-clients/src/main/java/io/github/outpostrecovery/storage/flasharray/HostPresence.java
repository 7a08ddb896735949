package io.github.outpostrecovery.storage.flasharray;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.SessionReport.Session;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Whether a host is connected to the array at all, as {@code hosts.port_connectivity} tells ("the connectivity status between
 * the host and the ports on each controller", FlashArray REST 2.52; {@code None} is one of its values). It tells neither from
 * where nor to which port, and of a host with several initiators not by which of them. How long after a machine's death it
 * turns to {@code None} is not documented.
 */
final class HostPresence {
    private static final String NOWHERE = "None";
    private static final Set<String> SOMEWHERE = Set.of(
            "Redundant",
            "Redundant-Failover",
            "Uneven",
            "Unused Port",
            "Single Controller",
            "Single Controller-Failover");

    private final FlashArrayRest rest;

    HostPresence(FlashArrayRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    /** One entry without addresses for each initiator whose host is connected; what is not told is no answer. */
    Answer<SessionReport> of(Set<Initiator> initiators) {
        Deadline deadline = rest.newQuestion();
        List<Initiator> sorted = initiators.stream()
                .sorted(Comparator.comparing(Initiator::value))
                .toList();
        return Answers.joined(rest.fanOut(), sorted, initiator -> presence(initiator, deadline))
                .map(SessionReport::new);
    }

    private Answer<List<Session>> presence(Initiator initiator, Deadline deadline) {
        RestCall call = InitiatorKind.hostsWith(initiator);
        return rest.items(call, deadline).flatMap(hosts -> {
            List<Session> present = new ArrayList<>();
            for (JsonNode host : hosts) {
                // Also of an array that lists every host, since it does not know the search.
                boolean listed = ArrayHost.parse(host)
                        .map(read -> read.initiators().containsKey(initiator))
                        .orElse(true);
                if (!listed) {
                    continue;
                }
                String details = host.path("port_connectivity").path("details").asText("");
                if (SOMEWHERE.contains(details)) {
                    present.add(new Session(initiator, "", ""));
                } else if (!details.equals(NOWHERE)) {
                    return FlashArrayRest.incomprehensible(call, "a host whose connectivity is \"" + details + "\"");
                }
            }
            return Answer.of(List.copyOf(present));
        });
    }
}
