package io.github.outpostrecovery.lab.report;

import io.github.outpostrecovery.lab.drill.DrillResult.Visit;
import io.github.outpostrecovery.lab.report.ReportData.Lane;
import io.github.outpostrecovery.lab.report.ReportData.Moment;
import io.github.outpostrecovery.lab.report.ReportData.Span;
import io.github.outpostrecovery.lab.rest.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Lanes of bars over one time axis, and the visits of states that they are made of. */
final class TimelineSection {
    private final Html html;
    private final ReportData data;
    private final List<TimelineRow> engine;
    private final TimelinePlot plot;

    private TimelineSection(Html html, ReportData data) {
        this.html = html;
        this.data = data;
        this.engine = TimelineRow.of(data.result().timeline());
        this.plot = new TimelinePlot(html, axis(), data.failedAt());
    }

    static void write(Html html, ReportData data) {
        new TimelineSection(html, data).write();
    }

    private void write() {
        html.open("section", "aria-labelledby", "timeline");
        html.element("h2", "Timeline", "id", "timeline");
        html.open("figure");
        html.open("figcaption");
        html.text("Seconds since " + Elapsed.time(data.failedAt())
                + " UTC, the failure (or the alarm, if nothing failed).");
        plot.explainShortening();
        html.close();
        plot.open();
        failure();
        steps();
        arrays();
        machines();
        plot.close();
        plot.legend();
        html.close();
        visits();
        html.close();
    }

    private void failure() {
        plot.lane("Failure and detection");
        Stream<TimelineRow> begun = engine.stream().limit(1);
        begun.map(TimelineRow::from)
                .filter(start -> start.isAfter(data.failedAt()))
                .forEach(start -> plot.bar("Until the engine starts", "detection", data.failedAt(), start));
        data.moments().stream().sorted(Comparator.comparing(Moment::at)).forEach(plot::moment);
    }

    private void steps() {
        if (engine.isEmpty()) {
            return;
        }
        plot.lane("Engine");
        engine.forEach(plot::steps);
    }

    private void arrays() {
        Map<String, List<Call>> byArray = new LinkedHashMap<>();
        data.calls()
                .forEach(call -> byArray.computeIfAbsent(call.service(), name -> new ArrayList<>())
                        .add(call));
        if (byArray.isEmpty()) {
            return;
        }
        plot.lane("Array");
        byArray.forEach(plot::calls);
    }

    private void machines() {
        for (Lane lane : Lane.values()) {
            List<Span> spans = data.spans().stream()
                    .filter(span -> span.lane() == lane)
                    .sorted(Comparator.comparing(Span::from))
                    .toList();
            if (spans.isEmpty()) {
                continue;
            }
            plot.lane(lane.title());
            String style = switch (lane) {
                case EC2_LAUNCH -> "launch";
                case BOOT -> "boot";
                case ATTACH -> "attach";
            };
            spans.forEach(span -> plot.bar(span.what(), style, span.from(), span.to()));
        }
    }

    private void visits() {
        List<Visit> visits = data.result().timeline();
        if (visits.isEmpty()) {
            return;
        }
        html.open("details");
        html.element("summary", "Every visit of a state (" + visits.size() + ")");
        try (Table table = new Table(html, "dense", "Visits of states", List.of("State", "Entered", "Took (s)"))) {
            for (Visit visit : visits) {
                table.row(
                        "",
                        Cell.text(visit.state()),
                        Cell.code(visit.startedAt()),
                        Cell.number(Elapsed.inSeconds(Duration.ofMillis(visit.millis()))));
            }
        }
        html.close();
    }

    private TimeAxis axis() {
        List<Instant> all = new ArrayList<>(List.of(data.failedAt()));
        engine.forEach(row -> all.addAll(List.of(row.from(), row.to())));
        data.moments().forEach(moment -> all.add(moment.at()));
        data.spans().forEach(span -> all.addAll(List.of(span.from(), span.to())));
        data.calls().forEach(call -> all.addAll(List.of(call.at(), call.at().plusMillis(call.millis()))));
        Instant start = all.stream().min(Comparator.naturalOrder()).orElse(data.failedAt());
        Instant end = all.stream().max(Comparator.naturalOrder()).orElse(data.failedAt());
        Optional<TimeAxis.Stretch> quiet = engine.stream()
                .filter(row -> row.kind() == StateKind.PERSON)
                .max(Comparator.comparing(TimelineRow::duration))
                .map(row -> new TimeAxis.Stretch(row.from(), row.to()));
        return new TimeAxis(data.failedAt(), start, end, quiet);
    }
}
