package io.github.outpostrecovery.core.message;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import java.util.List;
import java.util.Optional;

/**
 * What is known beside a record when its mail is written. A mail goes out with what there is.
 *
 * @param incident the incident of the record as the books have it, if they could be read and still hold it
 * @param evidence the evidence of the record, or else of an earlier record of the incident
 * @param asked the old machines that EC2 was asked to terminate
 * @param notes what could not be read or asked, one sentence each
 */
public record Background(
        Optional<Incident> incident, Optional<Evidence> evidence, List<Ec2InstanceId> asked, List<String> notes) {
    public Background {
        requireNonNull(incident, "incident is null");
        requireNonNull(evidence, "evidence is null");
        asked = List.copyOf(asked);
        notes = List.copyOf(notes);
    }

    /** Nothing but what the record itself says. */
    public static Background none(IncidentRecord record) {
        return new Background(Optional.empty(), record.evidence(), List.of(), List.of());
    }
}
