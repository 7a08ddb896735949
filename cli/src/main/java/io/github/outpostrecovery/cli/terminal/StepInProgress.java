package io.github.outpostrecovery.cli.terminal;

import io.github.outpostrecovery.lab.report.StateKind;
import io.github.outpostrecovery.lab.rest.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A step that may still be repeated, and what was seen of it so far. */
final class StepInProgress {
    private final String state;
    private final StateKind kind;
    private final Instant from;
    private Instant to;
    private int visits = 1;
    private int waits;
    private int calls;
    private int faults;
    private int retries;

    StepInProgress(String state, StateKind kind, Instant from) {
        this.state = state;
        this.kind = kind;
        this.from = from;
        this.to = from;
    }

    /** Whether entering {@code next} goes on with this step. */
    boolean takes(String next, StateKind nextKind) {
        return switch (nextKind) {
            case WAIT -> kind == StateKind.WORK || kind == StateKind.WAIT;
            case WORK -> kind == StateKind.WORK && next.equals(state);
            case PERSON, ROUTE -> false;
        };
    }

    void enter(String next, Instant at) {
        if (next.equals(state)) {
            visits++;
        }
        leave(at);
    }

    void leave(Instant at) {
        to = at.isAfter(to) ? at : to;
    }

    void call(Call call) {
        calls++;
        if (!call.fault().isEmpty()) {
            faults++;
        }
    }

    void retry() {
        retries++;
    }

    /** Counts a wait, and tells whether it is the first. */
    boolean firstWait() {
        waits++;
        return waits == 1;
    }

    String label() {
        return Printable.line(state);
    }

    Instant to() {
        return to;
    }

    Duration duration() {
        return Duration.between(from, to);
    }

    String times() {
        return visits > 1 ? " x" + visits : "";
    }

    /** Such as {@code  x13, 84 calls, 1 retry}, or nothing. */
    String details() {
        List<String> details = new ArrayList<>();
        if (visits > 1) {
            details.add("x" + visits);
        }
        if (calls > 0) {
            details.add(Printable.count(calls, "call"));
        }
        if (faults > 0) {
            details.add(Printable.count(faults, "fault"));
        }
        if (retries > 0) {
            details.add(retries == 1 ? "1 retry" : retries + " retries");
        }
        return details.isEmpty() ? "" : "  " + String.join(", ", details);
    }
}
