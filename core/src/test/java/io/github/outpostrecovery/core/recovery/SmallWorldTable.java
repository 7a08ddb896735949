package io.github.outpostrecovery.core.recovery;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.incident.ApprovalRequest;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.recovery.SmallWorldCall.Kind;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table of a {@link SmallWorld}. */
final class SmallWorldTable implements RecoveryTable {
    private final SmallWorldCall call;

    SmallWorldTable(SmallWorldCall call) {
        this.call = call;
    }

    @Override
    public Optional<InstanceLedger> read(InstanceName instance) {
        return call.ask(Kind.READ, () -> Optional.of(call.world().ledger()));
    }

    /** Done and answered, done and not answered, or neither. */
    @Override
    public Commit commit(InstanceLedger next, Optional<IncidentRecord> record) {
        Optional<Commit> answer = call.ask(Kind.CHANGE, () -> {
            if (call.world().ledger().revision() != next.revision() - 1) {
                return Optional.of(Commit.CONFLICT);
            }
            int way = call.misfortune(3);
            if (way < 2) {
                write(next, record);
            }
            return way == 0 ? Optional.of(Commit.COMMITTED) : Optional.empty();
        });
        return answer.orElseThrow(() -> new ServiceUnavailableException("no answer"));
    }

    private void write(InstanceLedger next, Optional<IncidentRecord> record) {
        Map<ExecutionArn, IncidentRecord> records = new HashMap<>(call.world().records());
        record.ifPresent(written -> {
            if (records.putIfAbsent(written.execution(), written) != null) {
                throw new AssertionError("a second record of " + written.execution());
            }
        });
        call.become(call.world().written(next, records));
    }

    @Override
    public Commit record(IncidentRecord record) {
        return call.ask(Kind.CHANGE, () -> {
            Map<ExecutionArn, IncidentRecord> records =
                    new HashMap<>(call.world().records());
            boolean first = records.putIfAbsent(record.execution(), record) == null;
            call.become(call.world().written(call.world().ledger(), records));
            return first ? Commit.COMMITTED : Commit.CONFLICT;
        });
    }

    @Override
    public Optional<IncidentRecord> recordOf(ExecutionArn execution) {
        return call.ask(
                Kind.READ, () -> Optional.ofNullable(call.world().records().get(execution)));
    }

    @Override
    public List<IncidentRecord> recordsOf(IncidentId incident) {
        // For the words of a mail: nothing that changes the world depends on it, so it is no question to search by.
        return call.world().records().values().stream()
                .filter(record -> record.incident().equals(Optional.of(incident)))
                .toList();
    }

    @Override
    public List<IncidentRecord> recordsOf(InstanceName instance, Instant since) {
        throw new UnsupportedOperationException("no step asks for it");
    }

    @Override
    public void keepApproval(IncidentId incident, ApprovalRequest request, TaskToken token) {
        throw new UnsupportedOperationException("nobody is asked here");
    }
}
