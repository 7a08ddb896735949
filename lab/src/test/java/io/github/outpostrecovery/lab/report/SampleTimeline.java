package io.github.outpostrecovery.lab.report;

import io.github.outpostrecovery.lab.drill.DrillResult.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Visits of states, one after the other. */
final class SampleTimeline {
    private final List<Visit> visits = new ArrayList<>();
    private Instant now;

    SampleTimeline(Instant start) {
        this.now = start;
    }

    SampleTimeline step(String state, long millis) {
        visits.add(new Visit(state, now.toString(), millis));
        now = now.plusMillis(millis);
        return this;
    }

    SampleTimeline route(String state) {
        return step(state, 0);
    }

    /** Goes round {@code times} times; the last time there is nothing left to wait for. */
    SampleTimeline loop(String step, long millis, String route, String wait, long waitMillis, int times) {
        for (int i = 1; i <= times; i++) {
            step(step, millis).route(route);
            if (i < times) {
                step(wait, waitMillis);
            }
        }
        return this;
    }

    List<Visit> visits() {
        return List.copyOf(visits);
    }
}
