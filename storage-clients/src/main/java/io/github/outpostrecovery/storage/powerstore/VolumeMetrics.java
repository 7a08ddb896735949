package io.github.outpostrecovery.storage.powerstore;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.ActivityReport;
import io.github.outpostrecovery.core.array.ActivityReport.Sample;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.powerstore.PowerStoreSettings.Metrics;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.Json;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is written to volumes, by {@code performance_metrics_by_volume}: one row for an interval, or for several that are alike.
 * The request is a POST and changes nothing, so it may be repeated.
 */
final class VolumeMetrics {
    private final PowerStoreRest rest;
    private final AccessReader reader;
    private final Metrics metrics;

    VolumeMetrics(PowerStoreRest rest, AccessReader reader, Metrics metrics) {
        this.rest = requireNonNull(rest, "rest is null");
        this.reader = requireNonNull(reader, "reader is null");
        this.metrics = requireNonNull(metrics, "metrics is null");
    }

    Answer<ActivityReport> activity(Set<VolumeName> names) {
        Deadline deadline = rest.newQuestion();
        return reader.volumes(names).flatMap(found -> {
            List<StoredVolume> volumes = found.stream()
                    .sorted(Comparator.comparing(StoredVolume::name))
                    .toList();
            List<Supplier<Answer<List<MeasuredRow>>>> questions = new ArrayList<>();
            volumes.forEach(volume -> questions.add(() -> rowsOf(volume, deadline)));
            Map<VolumeName, List<MeasuredRow>> rows = new HashMap<>();
            List<Answer<List<MeasuredRow>>> answers = Questions.sideBySide(rest.fanOut(), questions);
            for (int index = 0; index < volumes.size(); index++) {
                switch (answers.get(index)) {
                    case Answer.Answered<List<MeasuredRow>>(List<MeasuredRow> measured) ->
                        rows.put(volumes.get(index).name(), measured);
                    case Answer.Unanswered<List<MeasuredRow>>(ArrayFailure failure) -> {
                        return Answer.unanswered(failure);
                    }
                    case Answer.NotOffered<List<MeasuredRow>>() -> {
                        return new Answer.NotOffered<>();
                    }
                }
            }
            return report(rows, deadline);
        });
    }

    private Answer<ActivityReport> report(Map<VolumeName, List<MeasuredRow>> rows, Deadline deadline) {
        boolean anyRepeated = rows.values().stream().flatMap(List::stream).anyMatch(row -> row.repeats() > 1);
        Optional<Instant> arrayTime = anyRepeated ? arrayTime(deadline) : Optional.empty();
        Map<VolumeName, Sample> samples = new HashMap<>();
        rows.forEach(
                (volume, found) -> samples.put(volume, new MeasuredRows(found, metrics.length(), arrayTime).newest()));
        return Answer.of(new ActivityReport(samples));
    }

    private Answer<List<MeasuredRow>> rowsOf(StoredVolume volume, Deadline deadline) {
        RestCall call = RestCall.post(PowerStoreRest.API + "/metrics/generate")
                .json(Json.object()
                        .put("entity", "performance_metrics_by_volume")
                        .put("entity_id", volume.id())
                        .put("interval", metrics.word()));
        return rest.whole(call, deadline).flatMap(rows -> {
            List<MeasuredRow> measured = new ArrayList<>();
            for (JsonNode row : rows) {
                Optional<MeasuredRow> parsed = row(row, volume.id());
                if (parsed.isEmpty()) {
                    return PowerStoreRest.incomprehensible(
                            call, "a measurement of " + volume.name() + " that is incomplete");
                }
                measured.add(parsed.get());
            }
            return measured.isEmpty()
                    ? PowerStoreRest.incomprehensible(call, "no measurement of " + volume.name())
                    : Answer.of(List.copyOf(measured));
        });
    }

    private static Optional<MeasuredRow> row(JsonNode json, String volume) {
        JsonNode operations = json.path("write_iops");
        JsonNode bytes = json.path("write_bandwidth");
        JsonNode repeats = json.path("repeat_count");
        boolean another =
                Fields.text(json, "volume_id").filter(id -> !id.equals(volume)).isPresent();
        boolean counted = repeats.isMissingNode() || repeats.isNull() || (repeats.isInt() && repeats.intValue() >= 0);
        if (another || !operations.isNumber() || !counted) {
            return Optional.empty();
        }
        try {
            Instant timestamp =
                    OffsetDateTime.parse(json.path("timestamp").asText("")).toInstant();
            // Both, since a rate of few operations may be rounded down to none.
            boolean written = operations.doubleValue() != 0 || bytes.asDouble(0) != 0;
            return Optional.of(new MeasuredRow(timestamp, Math.max(1, repeats.asInt(1)), written));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The array's clock; without it, less is concluded from rows that stand for several intervals. */
    private Optional<Instant> arrayTime(Deadline deadline) {
        Answer<List<JsonNode>> cluster = rest.whole(PowerStoreRest.ask("/cluster", "id", "system_time"), deadline);
        if (!(cluster instanceof Answer.Answered<List<JsonNode>>(List<JsonNode> rows)) || rows.size() != 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    OffsetDateTime.parse(rows.getFirst().path("system_time").asText(""))
                            .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
