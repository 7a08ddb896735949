package io.github.outpostrecovery.lab.drill;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a drill remembers beside the site itself, so that another process can tell the whole story.
 *
 * @param failureAt when the last machine failed
 * @param worldBefore who reached what, and which machines there were, before the failure
 * @param before the machine that failed
 * @param deliveries executions of the recovery state machine that are still to be expected, all of them counted
 * @param firstLogins when each machine was first let in by an array
 * @param notes what was done to the site
 */
record DrillMemory(
        DrillOptions options,
        Optional<Instant> failureAt,
        String worldBefore,
        Optional<Before> before,
        int deliveries,
        Map<String, Instant> firstLogins,
        List<Note> notes) {
    /** The machine that failed. */
    record Before(int generation, String instance, Map<String, String> initiators) {}

    /** Something that was done to the site. */
    record Note(Instant at, String what) {}

    static DrillMemory of(DrillOptions options) {
        return new DrillMemory(options, Optional.empty(), "", Optional.empty(), 0, new TreeMap<>(), List.of());
    }
}
