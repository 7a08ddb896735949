package io.github.outpostrecovery.cli.terminal;

import io.github.outpostrecovery.lab.report.StateKind;
import io.github.outpostrecovery.lab.report.TimelineRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Draws the lines of a timeline to one scale, a character for each slice of time. */
final class TimelineBars {
    private final Instant start;
    private final Instant engineStart;
    private final Instant end;
    private final int columns;

    private TimelineBars(Instant start, Instant engineStart, Instant end, int columns) {
        this.start = start;
        this.engineStart = engineStart;
        this.end = end.isAfter(start) ? end : start.plusMillis(1);
        this.columns = columns;
    }

    /** The scale of {@code rows}, which are not empty, and of the detection before them. */
    static TimelineBars of(List<TimelineRow> rows, long detectionMillis, int columns) {
        Instant first = rows.getFirst().from();
        Instant last = rows.stream()
                .map(TimelineRow::to)
                .max(Comparator.naturalOrder())
                .orElse(first);
        return new TimelineBars(first.minusMillis(Math.max(0, detectionMillis)), first, last, columns);
    }

    Duration length() {
        return Duration.between(start, end);
    }

    String detection() {
        return draw(column(start), column(engineStart), column -> '=');
    }

    String bar(TimelineRow row) {
        return draw(column(row.from()), column(row.to()), column -> mark(row, column));
    }

    private interface Marks {
        char of(int column);
    }

    private String draw(int from, int to, Marks marks) {
        StringBuilder bar = new StringBuilder(" ".repeat(from));
        for (int column = from; column < Math.max(to, from + 1); column++) {
            bar.append(marks.of(column));
        }
        return bar.toString();
    }

    /** What took most of the slice; but a step begins with work, however short. */
    private char mark(TimelineRow row, int column) {
        if (row.kind() == StateKind.PERSON) {
            return '?';
        }
        if (row.kind() == StateKind.WORK && column == column(row.from())) {
            return '#';
        }
        long sliceFrom = length().toMillis() * column / columns;
        long sliceTo = length().toMillis() * (column + 1) / columns;
        long working = 0;
        long waiting = 0;
        for (TimelineRow.Stretch stretch : row.stretches()) {
            long from =
                    Math.max(sliceFrom, Duration.between(start, stretch.from()).toMillis());
            long to = Math.min(sliceTo, Duration.between(start, stretch.to()).toMillis());
            switch (stretch.kind()) {
                case WAIT -> waiting += Math.max(0, to - from);
                case WORK, ROUTE, PERSON -> working += Math.max(0, to - from);
            }
        }
        return working >= waiting ? '#' : '.';
    }

    private int column(Instant at) {
        long millis = Duration.between(start, at).toMillis();
        return Math.clamp(millis * columns / length().toMillis(), 0, columns - 1);
    }
}
