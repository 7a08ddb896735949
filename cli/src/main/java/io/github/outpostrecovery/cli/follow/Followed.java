package io.github.outpostrecovery.cli.follow;

import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;

/** How the following of an execution ended. */
public sealed interface Followed {
    /** It has ended, with this record. */
    record Ended(IncidentRecord record) implements Followed {}

    /** It waits until a person approves or rejects. */
    record WaitsForApproval(Incident incident) implements Followed {}

    /** It has ended without a record: the reconciler will see to it, or a person resumes its incident. */
    record Died() implements Followed {}

    /** Patience has run out; it goes on without anybody watching. */
    record GoesOn() implements Followed {}
}
