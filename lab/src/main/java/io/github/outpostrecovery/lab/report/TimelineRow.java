package io.github.outpostrecovery.lab.report;

import io.github.outpostrecovery.lab.drill.DrillResult.Visit;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of a timeline: a step of the engine with the waits between its repetitions, however often it went round.
 *
 * @param label the name of the step
 * @param visits how many times the step was entered
 * @param stretches what the line consists of, oldest first, never empty
 */
public record TimelineRow(String label, StateKind kind, int visits, List<Stretch> stretches) {
    /** One visit of one state. */
    public record Stretch(String state, StateKind kind, Instant from, Instant to) {
        /** How long it took. */
        public Duration duration() {
            return Duration.between(from, to);
        }
    }

    public TimelineRow {
        stretches = List.copyOf(stretches);
    }

    /**
     * Makes lines of the visits of one execution. A step that is repeated with nothing but waits and routes between is one
     * line. Routes are left out unless they took a second or more, and so is a visit whose time cannot be read.
     */
    public static List<TimelineRow> of(List<Visit> timeline) {
        List<TimelineRow> rows = new ArrayList<>();
        Optional<Open> open = Optional.empty();
        for (Visit visit : timeline) {
            Optional<Stretch> read = stretch(visit);
            if (read.isEmpty()) {
                continue;
            }
            Stretch stretch = read.get();
            if (stretch.kind() == StateKind.ROUTE && stretch.duration().toMillis() < 1000) {
                continue;
            }
            if (open.isEmpty() || !open.get().takes(stretch)) {
                open.map(Open::row).ifPresent(rows::add);
                open = Optional.of(new Open(stretch));
            }
            open.get().stretches.add(stretch);
        }
        open.map(Open::row).ifPresent(rows::add);
        return rows;
    }

    /** When the line begins. */
    public Instant from() {
        return stretches.getFirst().from();
    }

    /** When the line ends. */
    public Instant to() {
        return stretches.getLast().to();
    }

    /** From begin to end, waits included. */
    public Duration duration() {
        return Duration.between(from(), to());
    }

    /** The label, with how often where that is more than once. */
    public String title() {
        return visits > 1 ? label + " (" + visits + " times)" : label;
    }

    private static Optional<Stretch> stretch(Visit visit) {
        try {
            Instant from = Instant.parse(visit.startedAt());
            return Optional.of(new Stretch(
                    visit.state(), StateKind.of(visit.state()), from, from.plusMillis(Math.max(0, visit.millis()))));
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
        }
    }

    /** A line that may still grow. */
    private static final class Open {
        private final Stretch first;
        private final List<Stretch> stretches = new ArrayList<>();

        Open(Stretch first) {
            this.first = first;
        }

        boolean takes(Stretch next) {
            return switch (next.kind()) {
                case WAIT -> first.kind() == StateKind.WORK || first.kind() == StateKind.WAIT;
                case WORK -> first.kind() == StateKind.WORK && next.state().equals(first.state());
                case PERSON, ROUTE -> false;
            };
        }

        TimelineRow row() {
            int visits = (int) stretches.stream()
                    .filter(stretch -> stretch.state().equals(first.state()))
                    .count();
            return new TimelineRow(first.state(), first.kind(), visits, stretches);
        }
    }
}
