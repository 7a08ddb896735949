package io.github.outpostrecovery.core.recovery;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import java.util.List;
import java.util.Optional;

/** What an execution wants recorded. */
public sealed interface Ending {
    /** The new machine is attached. Anything in {@code degraded} makes it a degraded recovery. */
    record Recovered(IncidentId incident, Generation generation, List<String> degraded, List<String> details)
            implements Ending {}

    /** It ends otherwise. */
    record Other(Optional<IncidentId> incident, Outcome outcome, String reason, List<String> details)
            implements Ending {}

    /** A step failed in a way that nobody foresaw: what was done decides which record it is. */
    record Broken(Optional<IncidentId> incident, String error, String cause) implements Ending {}
}
