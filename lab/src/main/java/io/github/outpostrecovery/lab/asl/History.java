package io.github.outpostrecovery.lab.asl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.asl.path.StateError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What has happened to one execution: at most 25,000 events, the last of which ends it. */
final class History {
    /** The most events that a Standard execution may have. */
    static final int LIMIT = 25_000;

    private final List<HistoryEvent> events = new ArrayList<>();

    History(List<HistoryEvent> events) {
        this.events.addAll(events);
    }

    /**
     * Adds an event.
     *
     * @throws StateError {@code States.Runtime} if only the event that ends the execution has room
     */
    void add(Instant at, HistoryEventType type, ObjectNode details) {
        if (events.size() >= LIMIT - 1 && !type.endsExecution()) {
            throw StateError.runtime("The execution reached the maximum number of history events (" + LIMIT + ").");
        }
        events.add(new HistoryEvent(events.size() + 1L, events.size(), at, type, details));
    }

    static ObjectNode details() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Whether a redriven execution would have room for its first events. */
    boolean hasRoom() {
        return events.size() < LIMIT - 1;
    }

    List<HistoryEvent> events() {
        return Collections.unmodifiableList(events);
    }
}
