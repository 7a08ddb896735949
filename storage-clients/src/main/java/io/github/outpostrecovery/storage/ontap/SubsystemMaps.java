package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The namespaces of subsystems, asked for by either. */
final class SubsystemMaps {
    private static final String[] FIELDS = {
        "nsid", "namespace.name", "namespace.uuid", "subsystem.name", "subsystem.uuid"
    };

    private final OntapRest rest;

    SubsystemMaps(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    /** One namespace in its subsystem. */
    record Mapped(VolumeName volume, String namespaceUuid, LunId nsid, String subsystemUuid, String subsystem) {
        RestCall deletion() {
            return RestCall.delete(NvmeRequests.MAPS).segment(subsystemUuid).segment(namespaceUuid);
        }
    }

    /** All namespaces of these subsystems. */
    Answer<List<Mapped>> of(Collection<String> subsystemUuids, Deadline deadline) {
        return asked("subsystem.uuid", subsystemUuids, deadline);
    }

    /** Where these namespaces are. */
    Answer<List<Mapped>> ofVolumes(Collection<VolumeName> volumes, Deadline deadline) {
        return asked("namespace.name", volumes.stream().map(VolumeName::value).toList(), deadline);
    }

    /** Under which number each namespace is shown: it is in one subsystem at most. */
    static Map<VolumeName, LunId> numbers(List<Mapped> maps) {
        Map<VolumeName, LunId> numbers = new TreeMap<>();
        maps.forEach(map -> numbers.put(map.volume(), map.nsid()));
        return numbers;
    }

    private Answer<List<Mapped>> asked(String field, Collection<String> values, Deadline deadline) {
        RestCall call = rest.ask(NvmeRequests.MAPS).queryList("fields", FIELDS);
        return rest.recordsWith(call, field, values, deadline).flatMap(records -> {
            List<Mapped> maps = new ArrayList<>();
            for (JsonNode json : records) {
                Optional<Mapped> map = mapped(json);
                if (map.isEmpty()) {
                    return OntapRest.incomprehensible(call, "a map that is incomplete");
                }
                maps.add(map.get());
            }
            return Answer.of(List.copyOf(maps));
        });
    }

    private static Optional<Mapped> mapped(JsonNode json) {
        String namespace = json.path("namespace").path("uuid").asText("");
        String subsystem = json.path("subsystem").path("uuid").asText("");
        String name = json.path("namespace").path("name").asText("");
        return namespace.isEmpty() || subsystem.isEmpty() || name.isEmpty()
                ? Optional.empty()
                : NvmeAccess.nsid(json.path("nsid").asText(""))
                        .map(nsid -> new Mapped(
                                new VolumeName(name),
                                namespace,
                                nsid,
                                subsystem,
                                json.path("subsystem").path("name").asText("")));
    }
}
