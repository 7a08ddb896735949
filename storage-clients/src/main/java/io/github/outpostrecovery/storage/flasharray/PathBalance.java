package io.github.outpostrecovery.storage.flasharray;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.PathActivityReport;
import io.github.outpostrecovery.core.array.PathActivityReport.Path;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The balance of a host's paths: how many operations the array has counted from each of its initiators on each target port, in
 * the latest sample. It is the nearest thing to a log-in that a FlashArray shows; {@code ports/initiators} lists who is allowed
 * to talk to whom.
 */
final class PathBalance {
    private final FlashArrayRest rest;
    private final HostAccess access;
    private final FlashArrayPorts ports;

    PathBalance(FlashArrayRest rest, HostAccess access, FlashArrayPorts ports) {
        this.rest = requireNonNull(rest, "rest is null");
        this.access = requireNonNull(access, "access is null");
        this.ports = requireNonNull(ports, "ports is null");
    }

    /** Of an initiator that no host lists there is nothing to tell: it does nothing. */
    Answer<PathActivityReport> of(Set<Initiator> initiators) {
        Deadline deadline = rest.newQuestion();
        List<Initiator> sorted = initiators.stream()
                .sorted(Comparator.comparing(Initiator::value))
                .toList();
        return Answers.joined(rest.fanOut(), sorted, initiator -> access.hostsWith(initiator, deadline))
                .flatMap(hosts -> {
                    Set<String> names = new TreeSet<>();
                    hosts.forEach(host -> names.add(host.name()));
                    return names.isEmpty()
                            ? Answer.of(new PathActivityReport(List.of()))
                            : balance(names, initiators, deadline);
                });
    }

    private Answer<PathActivityReport> balance(Set<String> hosts, Set<Initiator> initiators, Deadline deadline) {
        return ports.all(deadline).flatMap(listed -> {
            Map<String, String> addresses = new HashMap<>();
            listed.forEach(port -> addresses.put(port.name(), port.portal().address()));
            return Answers.joined(rest.fanOut(), Names.lists(hosts), names -> {
                        RestCall call =
                                RestCall.get("/hosts/performance/balance").queryList("names", names);
                        return rest.items(call, deadline).flatMap(rows -> paths(call, rows, initiators, addresses));
                    })
                    .map(PathActivityReport::new);
        });
    }

    private static Answer<List<Path>> paths(
            RestCall call, List<JsonNode> rows, Set<Initiator> initiators, Map<String, String> addresses) {
        List<Path> paths = new ArrayList<>();
        for (JsonNode row : rows) {
            // A host without a path is listed with nothing in its row.
            long operations = row.path("op_count").asLong(0);
            Set<Initiator> from = initiatorsIn(row.path("initiator"));
            Optional<String> portal = portalOf(row.path("target"), addresses);
            if (operations != 0 && (operations < 0 || from.isEmpty() || portal.isEmpty())) {
                return FlashArrayRest.incomprehensible(call, "operations on a path with an end missing");
            }
            from.stream()
                    .filter(initiators::contains)
                    .forEach(initiator ->
                            portal.ifPresent(address -> paths.add(new Path(initiator, address, operations))));
        }
        return Answer.of(List.copyOf(paths));
    }

    private static Set<Initiator> initiatorsIn(JsonNode port) {
        Set<Initiator> found = new HashSet<>();
        for (InitiatorKind kind : InitiatorKind.values()) {
            String name = port.path(kind.single()).asText("");
            if (!name.isBlank()) {
                found.add(Initiator.parse(name));
            }
        }
        return found;
    }

    private static Optional<String> portalOf(JsonNode target, Map<String, String> addresses) {
        return Optional.ofNullable(addresses.get(target.path("name").asText("")))
                .or(() -> FlashArrayPorts.addressIn(target.path("portal").asText("")));
    }
}
