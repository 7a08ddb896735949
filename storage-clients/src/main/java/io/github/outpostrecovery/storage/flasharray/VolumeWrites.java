package io.github.outpostrecovery.storage.flasharray;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.ActivityReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the array has measured of each volume, interval by interval.
 *
 * <p>A FlashArray keeps no counter of writes, but a history. The rates in it are whole numbers, so that one write in half a
 * minute may show as none per second: an interval counts as quiet only if every field that a write, or another command that
 * can change data, leaves its mark in is zero, average sizes and latencies included. An interval that is missing, or has no
 * numbers, was not measured and is not quiet.
 *
 * <p>Whether a sample's time is the beginning or the end of its interval is not documented. It is taken as the end, and only
 * compared with the times of other samples, so that the row of quiet ones is as long either way.
 *
 * <p>The array's clock may differ from ours, so the newest sample of one volume is asked for first, and the history reckoned
 * back from it.
 */
final class VolumeWrites {
    private static final String[] RATES = {"writes_per_sec", "write_bytes_per_sec"};
    private static final String[] FURTHER_MARKS = {
        "mirrored_writes_per_sec",
        "mirrored_write_bytes_per_sec",
        "bytes_per_write",
        "bytes_per_mirrored_write",
        "usec_per_write_op",
        "usec_per_mirrored_write_op",
        "others_per_sec",
        "mirrored_others_per_sec",
        "usec_per_other_op",
        "usec_per_mirrored_other_op",
    };

    private final FlashArrayRest rest;
    private final FlashArraySettings settings;

    VolumeWrites(FlashArrayRest rest, FlashArraySettings settings) {
        this.rest = requireNonNull(rest, "rest is null");
        this.settings = requireNonNull(settings, "settings is null");
    }

    Answer<ActivityReport> of(Set<VolumeName> volumes) {
        if (volumes.isEmpty()) {
            return Answer.of(new ActivityReport(Map.of()));
        }
        Deadline deadline = rest.newQuestion();
        Set<String> names = volumes.stream().map(VolumeName::value).collect(Collectors.toSet());
        String[] first = {names.stream().sorted().findFirst().orElseThrow()};
        RestCall newest = history(first);
        return rest.items(newest, deadline)
                .flatMap(rows -> read(newest, rows, Set.of(first)))
                .flatMap(samples -> samples.values().stream()
                        .filter(row -> !row.isEmpty())
                        .map(row -> row.lastKey())
                        .max(Instant::compareTo)
                        .map(Answer::of)
                        .orElseGet(() -> FlashArrayRest.incomprehensible(newest, "no sample of " + first[0])))
                .flatMap(latest -> report(latest.minus(settings.history()), names, deadline));
    }

    private Answer<ActivityReport> report(Instant since, Set<String> names, Deadline deadline) {
        return Answers.joined(rest.fanOut(), Names.lists(names), list -> {
                    RestCall call = history(list).query("start_time", Long.toString(since.toEpochMilli()));
                    return rest.items(call, deadline)
                            .flatMap(rows -> read(call, rows, Set.of(list)))
                            .flatMap(samples -> measured(call, samples))
                            .map(measured -> List.copyOf(measured.entrySet()));
                })
                .map(entries -> new ActivityReport(
                        entries.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))));
    }

    private RestCall history(String[] names) {
        return RestCall.get("/volumes/performance")
                .queryList("names", names)
                .query("resolution", Long.toString(settings.sampleInterval().toMillis()));
    }

    /** By volume and time, whether something was written in that interval. */
    private static Answer<Map<String, NavigableMap<Instant, Boolean>>> read(
            RestCall call, List<JsonNode> rows, Set<String> names) {
        Map<String, NavigableMap<Instant, Boolean>> samples = new HashMap<>();
        names.forEach(name -> samples.put(name, new TreeMap<>()));
        for (JsonNode row : rows) {
            NavigableMap<Instant, Boolean> own = samples.get(row.path("name").asText(""));
            JsonNode time = row.path("time");
            if (own == null || !time.canConvertToLong() || time.asLong() <= 0) {
                return FlashArrayRest.incomprehensible(call, "a sample without a time, or of another volume");
            }
            if (isMeasured(row)) {
                own.merge(Instant.ofEpochMilli(time.asLong()), isWritten(row), Boolean::logicalOr);
            }
        }
        return Answer.of(samples);
    }

    private static boolean isMeasured(JsonNode row) {
        for (String rate : RATES) {
            if (!row.path(rate).isNumber()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWritten(JsonNode row) {
        boolean written = false;
        for (String mark : RATES) {
            written |= row.path(mark).asDouble(0) != 0;
        }
        for (String mark : FURTHER_MARKS) {
            written |= row.path(mark).asDouble(0) != 0;
        }
        return written;
    }

    private Answer<Map<VolumeName, ActivityReport.Sample>> measured(
            RestCall call, Map<String, NavigableMap<Instant, Boolean>> samples) {
        Map<VolumeName, ActivityReport.Sample> measured = new HashMap<>();
        for (Map.Entry<String, NavigableMap<Instant, Boolean>> entry : samples.entrySet()) {
            if (entry.getValue().isEmpty()) {
                return FlashArrayRest.incomprehensible(call, "no sample of " + entry.getKey());
            }
            measured.put(new VolumeName(entry.getKey()), measured(entry.getValue()));
        }
        return Answer.of(measured);
    }

    private ActivityReport.Measured measured(NavigableMap<Instant, Boolean> samples) {
        Duration interval = settings.sampleInterval();
        // A sample that is late by less than half an interval follows its predecessor; a missing one leaves a whole
        // interval.
        Duration longestStep = interval.plus(interval.dividedBy(2));
        Instant newest = samples.lastKey();
        Instant quietSince = newest;
        Optional<Instant> busyUntil = Optional.empty();
        boolean unbroken = true;
        Instant later = newest;
        for (Map.Entry<Instant, Boolean> sample : samples.descendingMap().entrySet()) {
            Instant end = sample.getKey();
            unbroken &= Duration.between(end, later).compareTo(longestStep) <= 0;
            if (sample.getValue()) {
                busyUntil = Optional.of(end);
                quietSince = unbroken ? end : quietSince;
                break;
            }
            quietSince = unbroken ? end.minus(interval) : quietSince;
            later = end;
        }
        return new ActivityReport.Measured(newest, quietSince, busyUntil);
    }
}
