package io.github.outpostrecovery.lab.asl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.asl.SavedStepFunctions.SavedEvent;
import io.github.outpostrecovery.lab.asl.path.StateError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What has happened to one execution: at most 25,000 events, the last of which ends it.
 *
 * <p>The details of an event hold whole documents as text, which few ever read: they are made when somebody does.
 */
final class History {
    /** The most events that a Standard execution may have. */
    static final int LIMIT = 25_000;

    private final List<HistoryEvent> events = new ArrayList<>();
    private final List<Unread> unread = new ArrayList<>();
    private final List<SavedEvent> saved = new ArrayList<>();

    /** An event that nobody has asked for. What its details are made of must not change. */
    private record Unread(Instant at, HistoryEventType type, Supplier<ObjectNode> details) {
        HistoryEvent read(int before) {
            return new HistoryEvent(before + 1L, before, at, type, details.get());
        }
    }

    History(List<HistoryEvent> events) {
        this.events.addAll(events);
    }

    /**
     * Adds an event.
     *
     * @throws StateError {@code States.Runtime} if only the event that ends the execution has room
     */
    void add(Instant at, HistoryEventType type, Supplier<ObjectNode> details) {
        if (size() >= LIMIT - 1 && !type.endsExecution()) {
            throw StateError.runtime("The execution reached the maximum number of history events (" + LIMIT + ").");
        }
        unread.add(new Unread(at, type, details));
    }

    static ObjectNode details() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Whether a redriven execution would have room for its first events. */
    boolean hasRoom() {
        return size() < LIMIT - 1;
    }

    /** The events as they are saved: a site is saved again and again, and what has happened stays as it was. */
    List<SavedEvent> saved() {
        List<HistoryEvent> all = events();
        while (saved.size() < all.size()) {
            saved.add(SavedForm.event(all.get(saved.size())));
        }
        return List.copyOf(saved);
    }

    private int size() {
        return events.size() + unread.size();
    }

    List<HistoryEvent> events() {
        for (Unread event : unread) {
            events.add(event.read(events.size()));
        }
        unread.clear();
        return Collections.unmodifiableList(events);
    }

    /** The events of some types; the details of the others are not made. */
    List<HistoryEvent> events(Set<HistoryEventType> types) {
        List<HistoryEvent> wanted = new ArrayList<>();
        events.stream().filter(event -> types.contains(event.type())).forEach(wanted::add);
        for (int number = 0; number < unread.size(); number++) {
            Unread event = unread.get(number);
            if (types.contains(event.type())) {
                wanted.add(event.read(events.size() + number));
            }
        }
        return Collections.unmodifiableList(wanted);
    }
}
