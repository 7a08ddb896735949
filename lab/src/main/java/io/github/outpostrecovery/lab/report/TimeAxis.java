package io.github.outpostrecovery.lab.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where an instant lies, in percent of the width. One stretch in which nothing happens but that a person is waited for may
 * be shortened, or it would leave no room for the rest.
 */
final class TimeAxis {
    private static final double SHORTENED_FROM_SHARE = 0.3;
    private static final double SHORTENED_WIDTH = 8;
    private static final int MOST_TICKS = 9;
    private static final long[] STEPS = {
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400
    };

    private final Instant zero;
    private final Instant start;
    private final Instant end;
    private final Optional<Stretch> shortened;

    /** Some time between two instants. */
    record Stretch(Instant from, Instant to) {
        long millis() {
            return Duration.between(from, to).toMillis();
        }
    }

    /** A mark on the axis. */
    record Tick(double percent, String label) {}

    /**
     * Lays out the axis.
     *
     * @param zero what the labels count from
     * @param quiet the longest wait for a person, if there is one; it is shortened if it would take most of the width
     */
    TimeAxis(Instant zero, Instant start, Instant end, Optional<Stretch> quiet) {
        this.zero = zero;
        this.start = start;
        this.end = end.isAfter(start) ? end : start.plusSeconds(1);
        this.shortened = quiet.filter(stretch -> stretch.millis() > SHORTENED_FROM_SHARE * wholeMillis());
    }

    Optional<Stretch> shortened() {
        return shortened;
    }

    double percent(Instant at) {
        Instant inside = at.isBefore(start) ? start : at.isAfter(end) ? end : at;
        long millis = Duration.between(start, inside).toMillis();
        if (shortened.isEmpty()) {
            return 100.0 * millis / wholeMillis();
        }
        Stretch gap = shortened.get();
        double scale = (100 - SHORTENED_WIDTH) / Math.max(1, wholeMillis() - gap.millis());
        long before = Duration.between(start, gap.from()).toMillis();
        if (millis <= before) {
            return millis * scale;
        }
        if (!inside.isAfter(gap.to())) {
            return before * scale + SHORTENED_WIDTH * (millis - before) / gap.millis();
        }
        return (millis - gap.millis()) * scale + SHORTENED_WIDTH;
    }

    /** Marks at round distances from the zero, none inside what is shortened. */
    List<Tick> ticks() {
        long shown = wholeMillis() - shortened.map(Stretch::millis).orElse(0L);
        long step = STEPS[STEPS.length - 1];
        for (int i = STEPS.length - 1; i >= 0 && shown / 1000 / STEPS[i] < MOST_TICKS; i--) {
            step = STEPS[i];
        }
        List<Tick> ticks = new ArrayList<>();
        long first = Math.ceilDiv(Duration.between(zero, start).toMillis(), step * 1000) * step;
        Instant at = zero.plusSeconds(first);
        while (!at.isAfter(end)) {
            if (shortened.isPresent()
                    && at.isAfter(shortened.get().from())
                    && at.isBefore(shortened.get().to())) {
                long steps = Duration.between(zero, shortened.get().to()).toSeconds() / step;
                at = zero.plusSeconds(steps * step);
            } else {
                ticks.add(new Tick(percent(at), label(at)));
            }
            at = at.plusSeconds(step);
        }
        return ticks;
    }

    /** As a length or place in SVG. */
    static String places(double percent) {
        return String.format(Locale.ROOT, "%.2f%%", percent);
    }

    private long wholeMillis() {
        return Math.max(1, Duration.between(start, end).toMillis());
    }

    private String label(Instant at) {
        return Duration.between(zero, at).toSeconds() + " s";
    }
}
