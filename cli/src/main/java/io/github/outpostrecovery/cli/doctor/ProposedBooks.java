package io.github.outpostrecovery.cli.doctor;

import io.github.outpostrecovery.core.incident.ApprovalRequest;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Books as they would be begun, for the rehearsals to read. They cannot be written. */
record ProposedBooks(InstanceLedger ledger) implements RecoveryTable {
    @Override
    public Optional<InstanceLedger> read(InstanceName instance) {
        return Optional.of(ledger).filter(books -> books.instance().equals(instance));
    }

    @Override
    public Commit commit(InstanceLedger next, Optional<IncidentRecord> record) {
        throw new IllegalStateException("a rehearsal writes nothing");
    }

    @Override
    public Commit record(IncidentRecord record) {
        throw new IllegalStateException("a rehearsal writes nothing");
    }

    @Override
    public Optional<IncidentRecord> recordOf(ExecutionArn execution) {
        return Optional.empty();
    }

    @Override
    public List<IncidentRecord> recordsOf(IncidentId incident) {
        return List.of();
    }

    @Override
    public List<IncidentRecord> recordsOf(InstanceName instance, Instant since) {
        return List.of();
    }

    @Override
    public void keepApproval(IncidentId incident, ApprovalRequest request, TaskToken token) {
        throw new IllegalStateException("a rehearsal writes nothing");
    }
}
