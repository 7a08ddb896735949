package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.ActivityReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** LUNs or namespaces themselves: that they exist, and what was written to them. Both kinds look alike. */
final class OntapVolumes {
    static final String LUNS = "/api/storage/luns";
    static final String NAMESPACES = "/api/storage/namespaces";

    private final OntapRest rest;
    private final String collection;

    OntapVolumes(OntapRest rest, String collection) {
        this.rest = requireNonNull(rest, "rest is null");
        this.collection = requireNonNull(collection, "collection is null");
    }

    /** Makes sure that there are such volumes: of one that is not there, an empty list of paths would say nothing. */
    Answer<Set<VolumeName>> exist(Set<VolumeName> volumes, Deadline deadline) {
        return all(volumes, deadline, "uuid").map(records -> volumes);
    }

    /** Makes sure that there are such volumes and that a machine could use them; their UUIDs. */
    Answer<Map<VolumeName, String>> usable(Set<VolumeName> volumes, Deadline deadline) {
        return all(volumes, deadline, "uuid", "enabled", "status.state").flatMap(records -> {
            Map<VolumeName, String> uuids = new HashMap<>();
            for (Map.Entry<VolumeName, JsonNode> record : records.entrySet()) {
                if (!isUsable(record.getValue())) {
                    return Answer.unanswered(new ArrayFailure(
                            Kind.REFUSED, "", record.getKey() + " is offline: bring it online on the array first"));
                }
                uuids.put(record.getKey(), record.getValue().path("uuid").asText(""));
            }
            return Answer.of(Map.copyOf(uuids));
        });
    }

    /** Brought online and enabled are two things to ONTAP; a machine needs both. */
    static boolean isUsable(JsonNode json) {
        return json.path("enabled").asBoolean(true)
                && json.path("status").path("state").asText("").equals("online");
    }

    /** What keeps a volume from being known to exist: one failure for each that is not there, or why that cannot be told. */
    List<ArrayFailure> missing(Set<VolumeName> volumes, Deadline deadline) {
        return switch (listed(volumes, deadline, "uuid")) {
            case Answer.Answered<Map<VolumeName, JsonNode>>(Map<VolumeName, JsonNode> listed) ->
                new TreeSet<>(volumes)
                        .stream()
                                .filter(volume -> !listed.containsKey(volume))
                                .map(this::notThere)
                                .toList();
            case Answer.Unanswered<Map<VolumeName, JsonNode>>(ArrayFailure failure) -> List.of(failure);
            case Answer.NotOffered<Map<VolumeName, JsonNode>>() -> List.of();
        };
    }

    /**
     * The raw counters, which only grow. A sample that ONTAP does not call {@code ok} (partial, put back in time, ...) is
     * none.
     */
    Answer<ActivityReport> activity(Set<VolumeName> volumes) {
        return all(
                        volumes,
                        rest.newQuestion(),
                        "statistics.iops_raw.write",
                        "statistics.timestamp",
                        "statistics.status")
                .flatMap(this::samples);
    }

    private Answer<ActivityReport> samples(Map<VolumeName, JsonNode> records) {
        Map<VolumeName, ActivityReport.Sample> samples = new HashMap<>();
        for (Map.Entry<VolumeName, JsonNode> record : records.entrySet()) {
            JsonNode statistics = record.getValue().path("statistics");
            JsonNode writes = statistics.path("iops_raw").path("write");
            String status = statistics.path("status").asText("");
            if (!status.equals("ok") || !writes.canConvertToLong() || writes.asLong() < 0) {
                return noSample(record.getKey(), "status \"" + status + "\"");
            }
            try {
                Instant takenAt = OffsetDateTime.parse(
                                statistics.path("timestamp").asText(""))
                        .toInstant();
                samples.put(record.getKey(), new ActivityReport.Total(takenAt, writes.asLong()));
            } catch (DateTimeException e) {
                return noSample(record.getKey(), "no time");
            }
        }
        return Answer.of(new ActivityReport(samples));
    }

    private Answer<ActivityReport> noSample(VolumeName volume, String why) {
        return Answer.unanswered(new ArrayFailure(
                Kind.INCOMPREHENSIBLE, "", "GET " + collection + ": the write counter of " + volume + " has " + why));
    }

    private Answer<Map<VolumeName, JsonNode>> all(Set<VolumeName> volumes, Deadline deadline, String... fields) {
        return listed(volumes, deadline, fields)
                .flatMap(listed -> new TreeSet<>(volumes)
                        .stream()
                                .filter(volume -> !listed.containsKey(volume))
                                .findFirst()
                                .<Answer<Map<VolumeName, JsonNode>>>map(volume -> Answer.unanswered(notThere(volume)))
                                .orElseGet(() -> Answer.of(listed)));
    }

    /** The records of those volumes that are there, one for each. */
    private Answer<Map<VolumeName, JsonNode>> listed(Set<VolumeName> volumes, Deadline deadline, String... fields) {
        String[] asked = new String[fields.length + 1];
        asked[0] = "name";
        System.arraycopy(fields, 0, asked, 1, fields.length);
        Map<String, VolumeName> byName = new HashMap<>();
        volumes.forEach(volume -> byName.put(volume.value(), volume));
        RestCall call = rest.ask(collection).queryList("fields", asked);
        return rest.recordsWith(call, "name", new TreeSet<>(byName.keySet()), deadline)
                .flatMap(records -> {
                    Map<VolumeName, JsonNode> found = new HashMap<>();
                    for (JsonNode json : records) {
                        VolumeName volume = byName.get(json.path("name").asText(""));
                        if (volume == null || found.put(volume, json) != null) {
                            return OntapRest.incomprehensible(
                                    call, "a volume that was not asked for, or one that is listed twice");
                        }
                    }
                    return Answer.of(Map.copyOf(found));
                });
    }

    private ArrayFailure notThere(VolumeName volume) {
        return new ArrayFailure(
                Kind.NOT_FOUND, "", "GET " + collection + ": SVM " + rest.svm() + " has no volume " + volume);
    }
}
