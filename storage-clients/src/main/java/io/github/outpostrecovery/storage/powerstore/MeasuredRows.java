package io.github.outpostrecovery.storage.powerstore;

import io.github.outpostrecovery.core.array.ActivityReport.Measured;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the rows of one volume say together.
 *
 * <p>A row may stand for several intervals that are alike ({@code repeat_count}). Whether its time is the end of the first or of
 * the last of them is not documented. It is told by what cannot be: if the row would otherwise reach into the array's own
 * future, its time is the end of the last; and between neighbours with different counts only one of the two leaves no gap. If
 * neither tells, the row is taken for the one interval that it covers either way. A gap is never taken for quiet.
 */
final class MeasuredRows {
    /** What the time of a row that stands for several intervals is the end of. */
    private enum TimeIs {
        END_OF_FIRST,
        END_OF_LAST,
        UNTOLD
    }

    private record Span(Instant from, Instant to) {}

    private final List<MeasuredRow> rows;
    private final Duration interval;
    private final Duration tolerance;
    private final TimeIs timeIs;

    /**
     * Some rows, in any order.
     *
     * @param rows at least one
     * @param arrayTime the array's own clock, read after the rows
     */
    MeasuredRows(List<MeasuredRow> rows, Duration interval, Optional<Instant> arrayTime) {
        this.rows = rows.stream()
                .sorted(Comparator.comparing(MeasuredRow::timestamp))
                .toList();
        this.interval = interval;
        this.tolerance = interval.dividedBy(2);
        this.timeIs = timeIs(arrayTime);
    }

    private TimeIs timeIs(Optional<Instant> arrayTime) {
        MeasuredRow newest = rows.getLast();
        Instant reach = newest.timestamp().plus(interval.multipliedBy(newest.repeats() - 1L));
        if (arrayTime.filter(now -> reach.isAfter(now.plus(tolerance))).isPresent()) {
            return TimeIs.END_OF_LAST;
        }
        int first = 0;
        int last = 0;
        for (int index = 1; index < rows.size(); index++) {
            MeasuredRow one = rows.get(index - 1);
            MeasuredRow next = rows.get(index);
            if (one.repeats() != next.repeats()) {
                first += isApart(one, next, one.repeats()) ? 1 : 0;
                last += isApart(one, next, next.repeats()) ? 1 : 0;
            }
        }
        if (first > 0 && last == 0 && arrayTime.isPresent()) {
            return TimeIs.END_OF_FIRST;
        }
        return last > 0 && first == 0 ? TimeIs.END_OF_LAST : TimeIs.UNTOLD;
    }

    private boolean isApart(MeasuredRow one, MeasuredRow next, int intervals) {
        Duration apart = Duration.between(one.timestamp(), next.timestamp());
        return apart.minus(interval.multipliedBy(intervals)).abs().compareTo(tolerance) <= 0;
    }

    private Span span(MeasuredRow row) {
        Duration rest = interval.multipliedBy(row.repeats() - 1L);
        Instant begin = row.timestamp().minus(interval);
        return switch (timeIs) {
            case END_OF_FIRST -> new Span(begin, row.timestamp().plus(rest));
            case END_OF_LAST -> new Span(begin.minus(rest), row.timestamp());
            case UNTOLD -> new Span(begin, row.timestamp());
        };
    }

    /** The newest interval, and how far back it has been quiet without a gap. */
    Measured newest() {
        Instant takenAt = span(rows.getLast()).to();
        Instant quietSince = takenAt;
        boolean quiet = true;
        Optional<Instant> busyUntil = Optional.empty();
        for (MeasuredRow row : rows.reversed()) {
            Span span = span(row);
            if (row.written()) {
                busyUntil = busyUntil.isEmpty() ? Optional.of(span.to()) : busyUntil;
                quiet = false;
            }
            // Half an interval of doubt is no gap: the array rounds its times.
            quiet &= !span.to().plus(tolerance).isBefore(quietSince);
            if (quiet && span.from().isBefore(quietSince)) {
                quietSince = span.from();
            }
        }
        return new Measured(takenAt, quietSince, busyUntil);
    }
}
