package io.github.outpostrecovery.core.recovery;

import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import java.util.List;
import java.util.Optional;

/** What an execution wants recorded, with the evidence that it saw, if it came to look. */
public sealed interface Ending {
    /** The new machine is attached. Anything in {@code degraded} makes it a degraded recovery. */
    record Recovered(
            IncidentId incident,
            Generation generation,
            List<String> degraded,
            Optional<Evidence> evidence,
            List<String> details)
            implements Ending {
        public Recovered {
            degraded = List.copyOf(degraded);
            details = List.copyOf(details);
        }

        /** A recovery without evidence: of an execution that took a stored plan over. */
        public Recovered(IncidentId incident, Generation generation, List<String> degraded, List<String> details) {
            this(incident, generation, degraded, Optional.empty(), details);
        }
    }

    /**
     * It ends otherwise.
     *
     * @param instance what it was for, where no incident says it
     */
    record Other(
            Optional<IncidentId> incident,
            Optional<InstanceName> instance,
            Outcome outcome,
            String reason,
            Optional<Evidence> evidence,
            List<String> details)
            implements Ending {
        public Other {
            details = List.copyOf(details);
        }

        /** An ending without evidence, whose instance is that of its incident. */
        public Other(Optional<IncidentId> incident, Outcome outcome, String reason, List<String> details) {
            this(incident, incident.map(IncidentId::instance), outcome, reason, Optional.empty(), details);
        }
    }

    /**
     * A step failed in a way that nobody foresaw: what was done decides which record it is.
     *
     * @param instance what it was for, where no incident says it
     */
    record Broken(
            Optional<IncidentId> incident,
            Optional<InstanceName> instance,
            String error,
            String cause,
            Optional<Evidence> evidence)
            implements Ending {
        /** A failure without evidence, whose instance is that of its incident. */
        public Broken(Optional<IncidentId> incident, String error, String cause) {
            this(incident, incident.map(IncidentId::instance), error, cause, Optional.empty());
        }
    }
}
