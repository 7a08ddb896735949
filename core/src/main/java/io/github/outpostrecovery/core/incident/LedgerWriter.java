package io.github.outpostrecovery.core.incident;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.name.InstanceName;
import java.util.Optional;
import java.util.function.Function;

/** Applies changes to the books: reads, decides, writes on condition, and decides anew if somebody else wrote meanwhile. */
public final class LedgerWriter {
    private static final int ATTEMPTS = 10;

    private final RecoveryTable table;

    public LedgerWriter(RecoveryTable table) {
        this.table = requireNonNull(table, "table is null");
    }

    /** What came of a change. */
    public sealed interface Result {
        /** It was written. */
        record Written(InstanceLedger ledger) implements Result {}

        /** It may not be made, as the books stand. */
        record Denied(Transition.Denial why) implements Result {}
    }

    /** Makes one change. */
    public Result write(InstanceName instance, Function<InstanceLedger, Transition> change) {
        return write(instance, change, Optional.empty());
    }

    /** Makes one change, together with a record. */
    public Result write(
            InstanceName instance, Function<InstanceLedger, Transition> change, Optional<IncidentRecord> record) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<InstanceLedger> ledger = table.read(instance);
            if (ledger.isEmpty()) {
                return new Result.Denied(Transition.Denial.OTHER_INCIDENT);
            }
            switch (change.apply(ledger.get())) {
                case Transition.Denied(Transition.Denial why) -> {
                    return new Result.Denied(why);
                }
                case Transition.To(InstanceLedger next) -> {
                    if (table.commit(next, record) == RecoveryTable.Commit.COMMITTED) {
                        return new Result.Written(next);
                    }
                }
            }
        }
        throw new ServiceUnavailableException("the books of " + instance + " changed " + ATTEMPTS
                + " times while they were being written: too many executions at once");
    }
}
