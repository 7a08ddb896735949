package io.github.outpostrecovery.core.incident;

import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How one execution ended: exactly one for each.
 *
 * @param incident the incident that it worked on, or that it is a duplicate of; empty if it matched none
 * @param instance the instance that it was for: that of its incident if it has one; empty if what came in names none that
 *     can be read. A record of an older release may lack it
 * @param reason one line for a person
 * @param evidence what the planes showed, if this execution came to look
 * @param details what was found and done, a line each
 */
public record IncidentRecord(
        ExecutionArn execution,
        Optional<IncidentId> incident,
        Optional<InstanceName> instance,
        Outcome outcome,
        Instant at,
        String reason,
        Optional<Evidence> evidence,
        List<String> details) {
    public IncidentRecord {
        instance = incident.isPresent() ? incident.map(IncidentId::instance) : instance;
        details = List.copyOf(details);
    }
}
