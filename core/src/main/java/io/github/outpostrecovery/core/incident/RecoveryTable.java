package io.github.outpostrecovery.core.incident;

import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where the books are kept. Every method fails with {@link io.github.outpostrecovery.core.ServiceUnavailableException}
 * if the table gave no answer; a write may then have happened or not.
 */
public interface RecoveryTable {
    /** Reads the books of {@code instance}, with everything written before. */
    Optional<InstanceLedger> read(InstanceName instance);

    /**
     * Writes {@code next} if the stored revision is {@code next.revision() - 1} (or if nothing is stored and it is 1),
     * together with the record if there is one, all or nothing.
     */
    Commit commit(InstanceLedger next, Optional<IncidentRecord> record);

    /** Writes the record of an execution that owns no incident; a conflict, and nothing written, if it has one already. */
    Commit record(IncidentRecord record);

    /** The record of an execution. */
    Optional<IncidentRecord> recordOf(ExecutionArn execution);

    /** The records of an incident, oldest first, duplicates included. */
    List<IncidentRecord> recordsOf(IncidentId incident);

    /**
     * The records of an instance from {@code since} on, oldest first: of its incidents, and of executions that were for it
     * and matched none. Records that were written before records knew their instance are not among them.
     */
    List<IncidentRecord> recordsOf(InstanceName instance, Instant since);

    /**
     * Keeps what the approving state machine needs to answer: the task token, under the incident. Replaces an older one.
     */
    void keepApproval(IncidentId incident, ApprovalRequest request, TaskToken token);

    /** What became of a conditional write. */
    enum Commit {
        COMMITTED,
        /** Somebody else has written since. */
        CONFLICT
    }

    /** What Step Functions waits for. Whoever holds it can answer for a person: never logged. */
    record TaskToken(String value) {
        @Override
        public String toString() {
            return "[redacted]";
        }
    }
}
