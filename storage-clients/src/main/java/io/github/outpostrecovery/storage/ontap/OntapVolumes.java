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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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

    /** Makes sure that there is such a volume: of one that is not there, an empty list of paths would say nothing. */
    Answer<VolumeName> exists(VolumeName volume, Deadline deadline) {
        return theOne(volume, deadline, "uuid").map(json -> volume);
    }

    /**
     * The raw counters, which only grow. A sample that ONTAP does not call {@code ok} (partial, put back in time, ...) is
     * none.
     */
    Answer<ActivityReport> activity(Set<VolumeName> volumes) {
        Deadline deadline = rest.newQuestion();
        return Answers.each(new TreeSet<>(volumes), volume -> sample(volume, deadline))
                .map(samples -> new ActivityReport(
                        samples.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
    }

    private Answer<Map.Entry<VolumeName, ActivityReport.Sample>> sample(VolumeName volume, Deadline deadline) {
        return theOne(volume, deadline, "statistics.iops_raw.write", "statistics.timestamp", "statistics.status")
                .flatMap(json -> {
                    JsonNode statistics = json.path("statistics");
                    JsonNode writes = statistics.path("iops_raw").path("write");
                    String status = statistics.path("status").asText("");
                    if (!status.equals("ok") || !writes.canConvertToLong() || writes.asLong() < 0) {
                        return noSample(volume, "status \"" + status + "\"");
                    }
                    try {
                        Instant takenAt = OffsetDateTime.parse(
                                        statistics.path("timestamp").asText(""))
                                .toInstant();
                        return Answer.of(Map.entry(volume, new ActivityReport.Total(takenAt, writes.asLong())));
                    } catch (DateTimeException e) {
                        return noSample(volume, "no time");
                    }
                });
    }

    private <T> Answer<T> noSample(VolumeName volume, String why) {
        return Answer.unanswered(new ArrayFailure(
                Kind.INCOMPREHENSIBLE, "", "GET " + collection + ": the write counter of " + volume + " has " + why));
    }

    private Answer<JsonNode> theOne(VolumeName volume, Deadline deadline, String... fields) {
        String[] asked = new String[fields.length + 1];
        asked[0] = "name";
        System.arraycopy(fields, 0, asked, 1, fields.length);
        RestCall call = rest.ask(collection).query("name", volume.value()).queryList("fields", asked);
        return rest.records(call, deadline).flatMap(records -> {
            if (records.isEmpty()) {
                return Answer.unanswered(new ArrayFailure(
                        Kind.NOT_FOUND, "", call + ": SVM " + rest.svm() + " has no volume " + volume));
            }
            JsonNode json = records.getFirst();
            return records.size() == 1 && json.path("name").asText("").equals(volume.value())
                    ? Answer.of(json)
                    : OntapRest.incomprehensible(call, "the volume " + volume + " was asked for, another came");
        });
    }
}
