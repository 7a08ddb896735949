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

/** What igroups are mapped to, asked for by the igroups: it grows with what these show, not with the LUNs of the SVM. */
final class IgroupMaps {
    private static final String[] FIELDS = {"logical_unit_number", "lun.name", "lun.uuid", "igroup.name", "igroup.uuid"
    };

    private final OntapRest rest;

    IgroupMaps(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    /** One LUN in one igroup. */
    record Mapped(VolumeName volume, String lunUuid, LunId lun, String igroupUuid, String igroup) {
        RestCall deletion() {
            return RestCall.delete(IscsiAccess.MAPS).segment(lunUuid).segment(igroupUuid);
        }
    }

    /** All maps of these igroups. */
    Answer<List<Mapped>> of(Collection<String> igroupUuids, Deadline deadline) {
        RestCall call = call();
        return rest.recordsWith(call, "igroup.uuid", igroupUuids, deadline).flatMap(records -> read(call, records));
    }

    /** The maps of some volumes, whatever the igroup. */
    Answer<List<Mapped>> ofVolumes(Collection<VolumeName> volumes, Deadline deadline) {
        RestCall call = call();
        return rest.recordsWith(
                        call,
                        "lun.name",
                        volumes.stream().map(VolumeName::value).toList(),
                        deadline)
                .flatMap(records -> read(call, records));
    }

    /** Under which number each volume is shown. One that is shown twice is shown under its lowest number. */
    static Map<VolumeName, LunId> numbers(List<Mapped> maps) {
        Map<VolumeName, LunId> numbers = new TreeMap<>();
        maps.forEach(
                map -> numbers.merge(map.volume(), map.lun(), (one, other) -> one.compareTo(other) <= 0 ? one : other));
        return numbers;
    }

    private RestCall call() {
        return rest.ask(IscsiAccess.MAPS).queryList("fields", FIELDS);
    }

    private static Answer<List<Mapped>> read(RestCall call, List<JsonNode> records) {
        List<Mapped> maps = new ArrayList<>();
        for (JsonNode json : records) {
            Optional<Mapped> map = mapped(json);
            if (map.isEmpty()) {
                return OntapRest.incomprehensible(call, "a map that is incomplete");
            }
            maps.add(map.get());
        }
        return Answer.of(List.copyOf(maps));
    }

    private static Optional<Mapped> mapped(JsonNode json) {
        try {
            Mapped map = new Mapped(
                    new VolumeName(json.path("lun").path("name").asText("")),
                    json.path("lun").path("uuid").asText(""),
                    new LunId(json.path("logical_unit_number").asInt(-1)),
                    json.path("igroup").path("uuid").asText(""),
                    json.path("igroup").path("name").asText(""));
            return map.lunUuid().isEmpty() || map.igroupUuid().isEmpty() ? Optional.empty() : Optional.of(map);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
