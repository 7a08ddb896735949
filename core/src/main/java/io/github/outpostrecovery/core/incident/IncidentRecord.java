package io.github.outpostrecovery.core.incident;

import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.IncidentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How one execution ended: exactly one for each.
 *
 * @param incident the incident that it worked on, or that it is a duplicate of; empty if it matched none
 * @param reason one line for a person
 * @param details what was found and done, a line each
 */
public record IncidentRecord(
        ExecutionArn execution,
        Optional<IncidentId> incident,
        Outcome outcome,
        Instant at,
        String reason,
        List<String> details) {
    public IncidentRecord {
        details = List.copyOf(details);
    }
}
