package io.github.outpostrecovery.core.incident;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table in memory: conditional writes, one record for each execution, and the troubles of a real one. It fails the test
 * that writes a second record for an execution.
 */
public final class FakeRecoveryTable implements RecoveryTable {
    /** What becomes of a conditional write. */
    public enum Fate {
        HONEST,
        /** Not written, not answered. */
        LOST,
        /** Written, not answered. */
        WRITTEN_UNANSWERED
    }

    private final Map<InstanceName, InstanceLedger> ledgers = new HashMap<>();
    private final Map<ExecutionArn, IncidentRecord> records = new LinkedHashMap<>();
    private final Map<IncidentId, TaskToken> tokens = new HashMap<>();
    private final Deque<Fate> fates = new ArrayDeque<>();
    private final Deque<Runnable> beforeCommit = new ArrayDeque<>();
    private final List<InstanceLedger> history = new ArrayList<>();
    private int unansweredReads;

    public FakeRecoveryTable(InstanceLedger... ledgers) {
        for (InstanceLedger ledger : ledgers) {
            this.ledgers.put(ledger.instance(), ledger);
        }
    }

    // ---- what a test arranges

    public FakeRecoveryTable commits(Fate... next) {
        fates.addAll(List.of(next));
        return this;
    }

    /** Something happens after the books were read and before the next conditional write arrives. */
    public FakeRecoveryTable beforeCommit(Runnable happening) {
        beforeCommit.add(happening);
        return this;
    }

    public FakeRecoveryTable readsUnanswered(int times) {
        unansweredReads = times;
        return this;
    }

    /** Writes past every condition, as somebody else would have with all of them fulfilled. */
    public void put(InstanceLedger ledger) {
        long revision = ledgers.containsKey(ledger.instance())
                ? ledgers.get(ledger.instance()).revision() + 1
                : ledger.revision();
        InstanceLedger stored = new InstanceLedger(
                ledger.instance(), revision, ledger.current(), ledger.lastIncident(), ledger.incident());
        ledgers.put(ledger.instance(), stored);
        history.add(stored);
    }

    /** Makes somebody else's change. Fails if it would be denied. */
    public void apply(Transition transition) {
        switch (transition) {
            case Transition.To(InstanceLedger next) -> put(next);
            case Transition.Denied(Transition.Denial why) -> throw new AssertionError("denied: " + why);
        }
    }

    // ---- what a test looks at

    public InstanceLedger ledger(InstanceName instance) {
        InstanceLedger ledger = ledgers.get(instance);
        if (ledger == null) {
            throw new AssertionError("no books of " + instance);
        }
        return ledger;
    }

    public Incident incident(InstanceName instance) {
        return ledger(instance).incident().orElseThrow(() -> new AssertionError("no incident of " + instance));
    }

    public List<IncidentRecord> records() {
        return List.copyOf(records.values());
    }

    public Optional<TaskToken> tokenOf(IncidentId incident) {
        return Optional.ofNullable(tokens.get(incident));
    }

    /** Everything that was ever written, oldest first. */
    public List<InstanceLedger> history() {
        return List.copyOf(history);
    }

    // ---- the table

    @Override
    public Optional<InstanceLedger> read(InstanceName instance) {
        if (unansweredReads > 0) {
            unansweredReads--;
            throw new ServiceUnavailableException("the table gave no answer");
        }
        return Optional.ofNullable(ledgers.get(instance));
    }

    @Override
    public Commit commit(InstanceLedger next, Optional<IncidentRecord> record) {
        if (!beforeCommit.isEmpty()) {
            beforeCommit.remove().run();
        }
        Fate fate = fates.isEmpty() ? Fate.HONEST : fates.remove();
        if (fate == Fate.LOST) {
            throw new ServiceUnavailableException("the table gave no answer");
        }
        long stored = Optional.ofNullable(ledgers.get(next.instance()))
                .map(InstanceLedger::revision)
                .orElse(0L);
        if (stored != next.revision() - 1) {
            return Commit.CONFLICT;
        }
        record.ifPresent(this::keep);
        ledgers.put(next.instance(), next);
        history.add(next);
        if (fate == Fate.WRITTEN_UNANSWERED) {
            throw new ServiceUnavailableException("the table gave no answer");
        }
        return Commit.COMMITTED;
    }

    private void keep(IncidentRecord record) {
        if (records.putIfAbsent(record.execution(), record) != null) {
            throw new AssertionError("a second record of " + record.execution());
        }
    }

    @Override
    public Commit record(IncidentRecord record) {
        return records.putIfAbsent(record.execution(), record) == null ? Commit.COMMITTED : Commit.CONFLICT;
    }

    @Override
    public Optional<IncidentRecord> recordOf(ExecutionArn execution) {
        return Optional.ofNullable(records.get(execution));
    }

    @Override
    public List<IncidentRecord> recordsOf(IncidentId incident) {
        return records.values().stream()
                .filter(record -> record.incident().equals(Optional.of(incident)))
                .toList();
    }

    @Override
    public List<IncidentRecord> recordsOf(InstanceName instance, Instant since) {
        return records.values().stream()
                .filter(record -> record.instance().equals(Optional.of(instance)))
                .filter(record -> !record.at().isBefore(since))
                .sorted(Comparator.comparing(IncidentRecord::at))
                .toList();
    }

    @Override
    public void keepApproval(IncidentId incident, ApprovalRequest request, TaskToken token) {
        tokens.put(incident, token);
    }
}
