package io.github.outpostrecovery.cli.memory;

import io.github.outpostrecovery.core.incident.ApprovalRequest;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Books with conditional writes. */
public final class MemoryTable implements RecoveryTable {
    private final Map<InstanceName, InstanceLedger> ledgers = new HashMap<>();
    private final Calls calls;

    MemoryTable(Calls calls) {
        this.calls = calls;
    }

    public void put(InstanceLedger ledger) {
        ledgers.put(ledger.instance(), ledger);
    }

    @Override
    public Optional<InstanceLedger> read(InstanceName instance) {
        return Optional.ofNullable(ledgers.get(instance));
    }

    @Override
    public Commit commit(InstanceLedger next, Optional<IncidentRecord> record) {
        long stored = read(next.instance()).map(InstanceLedger::revision).orElse(0L);
        if (stored != next.revision() - 1) {
            return Commit.CONFLICT;
        }
        calls.change("PutItem", next.instance().value());
        ledgers.put(next.instance(), next);
        return Commit.COMMITTED;
    }

    @Override
    public Commit record(IncidentRecord record) {
        throw new AssertionError("no command writes a record");
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
        throw new AssertionError("no command keeps a token");
    }
}
