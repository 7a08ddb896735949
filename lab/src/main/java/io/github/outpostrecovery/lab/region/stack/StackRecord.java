package io.github.outpostrecovery.lab.region.stack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A stack.
 *
 * @param parameters those that its resources have, or are being given
 * @param before those that they had before the change that is under way
 * @param made the logical ids of the resources that are there
 */
public record StackRecord(
        String name,
        String status,
        String template,
        Map<String, String> parameters,
        Map<String, String> before,
        Map<String, String> tags,
        List<String> made,
        List<Event> events) {
    /** One event of a stack. */
    public record Event(Instant at, String resource, String status, String reason) {
        /** As one line. */
        public String line() {
            return resource + " " + status + (reason.isEmpty() ? "" : ": " + reason);
        }
    }

    public StackRecord {
        parameters = new TreeMap<>(parameters);
        before = new TreeMap<>(before);
        tags = new TreeMap<>(tags);
        made = List.copyOf(made);
        events = List.copyOf(events);
    }

    /** Whether a change is under way. */
    public boolean inProgress() {
        return status.endsWith("_IN_PROGRESS");
    }

    StackRecord in(String next, Event event) {
        List<Event> all = new ArrayList<>(events);
        all.add(event);
        return new StackRecord(name, next, template, parameters, before, tags, made, all);
    }

    StackRecord with(Event event) {
        return in(status, event);
    }

    StackRecord having(List<String> resources) {
        return new StackRecord(name, status, template, parameters, before, tags, resources, events);
    }

    /** To be given other parameters; the old ones are kept for a roll-back. */
    StackRecord becoming(String nextTemplate, Map<String, String> next, Map<String, String> nextTags) {
        return new StackRecord(name, status, nextTemplate, next, parameters, nextTags, made, events);
    }

    /** With the parameters that it had before. */
    StackRecord asBefore() {
        return new StackRecord(name, status, template, before, before, tags, made, events);
    }
}
