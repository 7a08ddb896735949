package io.github.outpostrecovery.lab.report;

import io.github.outpostrecovery.core.array.ActivityReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.evidence.ArrayLook;
import io.github.outpostrecovery.core.evidence.Look;
import io.github.outpostrecovery.core.evidence.MachineStatus.Observed;
import io.github.outpostrecovery.core.evidence.MachineStatus.Unobserved;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What one look saw on each plane, in words. */
final class LookReading {
    private LookReading() {}

    static String ec2(Look look) {
        return switch (look.machine()) {
            case Observed seen ->
                seen.lifecycle() + ", system check " + seen.systemCheck() + ", instance check " + seen.instanceCheck();
            case Unobserved(String why) -> "no answer: " + why;
        };
    }

    static String server(Look look) {
        return look.server().name();
    }

    static String sessions(Look look) {
        return byArray(
                look,
                array -> said(array.sessions(), report -> {
                    var own = report.of(array.victim());
                    return own.isEmpty()
                            ? "not logged in"
                            : own.size()
                                    + (own.size() == 1 ? " log-in from " : " log-ins from ")
                                    + report.sourcesOf(array.victim()).stream()
                                            .sorted()
                                            .collect(Collectors.joining(", "));
                }));
    }

    static String writes(Look look) {
        return byArray(
                look,
                array -> said(array.activity(), report -> {
                    Map<String, String> counted = new TreeMap<>();
                    report.samples().forEach((volume, sample) -> counted.put(volume.value(), written(sample)));
                    return counted.entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue())
                            .collect(Collectors.joining(", "));
                }));
    }

    private static String written(ActivityReport.Sample sample) {
        return switch (sample) {
            case ActivityReport.Total total -> Long.toString(total.writes());
            case ActivityReport.Measured measured -> "quiet since " + measured.quietSince();
        };
    }

    static String access(Look look) {
        return byArray(
                look,
                array -> said(array.access(), report -> {
                    long own = report.paths().stream()
                            .filter(path -> path.initiator().equals(array.victim()))
                            .count();
                    return own + (own == 1 ? " path of the victim, " : " paths of the victim, ")
                            + (report.paths().size() - own) + " of others";
                }));
    }

    private static String byArray(Look look, Function<ArrayLook, String> reading) {
        return look.arrays().stream()
                .map(array -> array.array() + ": " + reading.apply(array))
                .collect(Collectors.joining("; "));
    }

    private static <T> String said(Answer<T> answer, Function<T, String> reading) {
        return switch (answer) {
            case Answer.Answered<T>(T value) -> reading.apply(value);
            case Answer.Unanswered<T>(var failure) -> "no answer: " + failure;
            case Answer.NotOffered<T>() -> "not offered";
        };
    }
}
