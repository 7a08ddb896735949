package io.github.outpostrecovery.core.incident;

import static io.github.outpostrecovery.core.SampleSite.ARRAY_1;
import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.E2;
import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.G2;
import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.TARGET_1;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static io.github.outpostrecovery.core.SampleSite.ledger;
import static io.github.outpostrecovery.core.SampleSite.plan;
import static io.github.outpostrecovery.core.SampleSite.successor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.incident.FakeRecoveryTable.Fate;
import io.github.outpostrecovery.core.incident.LedgerWriter.Result;
import io.github.outpostrecovery.core.incident.Transition.Denial;
import io.github.outpostrecovery.core.name.InstanceName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LedgerWriterTest {
    private final FakeRecoveryTable table = new FakeRecoveryTable(ledger(ARRAY_1));
    private final LedgerWriter writer = new LedgerWriter(table);

    private Result open() {
        return writer.write(WEB, ledger -> ledger.open(E1, Trigger.ALARM, NOON));
    }

    private Incident incident() {
        return table.incident(WEB);
    }

    @Test
    void write_storesTheNextRevision_whenNobodyElseWrites() {
        assertThat(open()).isEqualTo(new Result.Written(table.ledger(WEB)));
        assertThat(table.ledger(WEB).revision()).isEqualTo(2);
    }

    @Test
    void write_decidesAnew_whenSomebodyElseWasFaster() {
        table.beforeCommit(() -> table.apply(table.ledger(WEB).open(E2, Trigger.ALARM, NOON)));
        assertThat(open()).isEqualTo(new Result.Denied(Denial.OTHER_INCIDENT));
        assertThat(incident().owner()).isEqualTo(E2);
    }

    @Test
    void write_writesOnWhatItReadLast_whenSomebodyElseWasFasterAndItStillMay() {
        open();
        table.apply(table.ledger(WEB).storePlan(FIRST_INCIDENT, E1, plan(ARRAY_1), successor(G2, TARGET_1, ARRAY_1)));
        table.beforeCommit(() -> table.apply(table.ledger(WEB).announceFence(FIRST_INCIDENT, E1, NOON.plusSeconds(1))));
        Result result = writer.write(WEB, ledger -> ledger.announceGrant(FIRST_INCIDENT, E1, G2, NOON));
        assertThat(result).isEqualTo(new Result.Written(table.ledger(WEB)));
        assertThat(table.ledger(WEB).revision()).isEqualTo(5);
    }

    @Test
    void write_isDenied_whenThereAreNoBooks() {
        assertThat(writer.write(new InstanceName("db-01"), ledger -> ledger.open(E1, Trigger.ALARM, NOON)))
                .isEqualTo(new Result.Denied(Denial.OTHER_INCIDENT));
    }

    @Test
    void write_asksToBeRunAgain_whenTheTableGivesNoAnswer() {
        table.commits(Fate.LOST);
        assertThatThrownBy(this::open).isInstanceOf(ServiceUnavailableException.class);
        assertThat(table.ledger(WEB).incident()).isEmpty();
        assertThat(open()).isInstanceOf(Result.Written.class);
    }

    @Test
    void write_doesNotRepeatAWriteThatMayHaveHappened() {
        open();
        table.apply(table.ledger(WEB).storePlan(FIRST_INCIDENT, E1, plan(ARRAY_1), successor(G2, TARGET_1, ARRAY_1)));
        table.commits(Fate.WRITTEN_UNANSWERED);
        assertThatThrownBy(() -> grant()).isInstanceOf(ServiceUnavailableException.class);
        assertThat(grant())
                .as("a grant that was announced, and whose announcement was not answered")
                .isEqualTo(new Result.Denied(Denial.ANNOUNCED_BEFORE));
    }

    private Result grant() {
        return writer.write(WEB, ledger -> ledger.announceGrant(FIRST_INCIDENT, E1, G2, NOON));
    }

    @Test
    void write_asksToBeRunAgain_whenTooManyOthersWrite() {
        open();
        for (int others = 0; others < 10; others++) {
            table.beforeCommit(() -> table.put(table.ledger(WEB)));
        }
        AtomicInteger tries = new AtomicInteger();
        assertThatThrownBy(() -> writer.write(WEB, ledger -> {
                    tries.incrementAndGet();
                    return ledger.end(FIRST_INCIDENT, E1, Outcome.STOOD_DOWN);
                }))
                .isInstanceOf(ServiceUnavailableException.class);
        assertThat(tries).hasValue(10);
        assertThat(incident().state()).isEqualTo(Incident.State.OPEN);
    }

    @Test
    void write_keepsTheRecordOnlyTogetherWithTheChange() {
        open();
        IncidentRecord record = new IncidentRecord(
                E1,
                Optional.of(FIRST_INCIDENT),
                Optional.empty(),
                Outcome.STOOD_DOWN,
                NOON,
                "well",
                Optional.empty(),
                List.of());
        table.apply(table.ledger(WEB).takeOver(FIRST_INCIDENT, E1, E2, Trigger.RECONCILER, NOON));
        assertThat(writer.write(WEB, ledger -> ledger.end(FIRST_INCIDENT, E1, Outcome.STOOD_DOWN), Optional.of(record)))
                .isEqualTo(new Result.Denied(Denial.NOT_THE_OWNER));
        assertThat(table.records()).isEmpty();
    }
}
