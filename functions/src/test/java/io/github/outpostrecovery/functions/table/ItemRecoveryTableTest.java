package io.github.outpostrecovery.functions.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.evidence.Ec2Plane;
import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.evidence.SessionPlane;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.evidence.WritePlane;
import io.github.outpostrecovery.core.incident.ApprovalRequest;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.LedgerWriter;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.incident.RecoveryTable.Commit;
import io.github.outpostrecovery.core.incident.RecoveryTable.TaskToken;
import io.github.outpostrecovery.core.incident.Transition;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.functions.table.ItemStore.Condition;
import io.github.outpostrecovery.functions.table.ItemStore.Item;
import io.github.outpostrecovery.functions.table.ItemStore.Put;
import io.github.outpostrecovery.functions.table.MemoryItems.Fate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ItemRecoveryTableTest {
    private static final InstanceName WEB = new InstanceName("web-01");
    private static final IncidentId FIRST = new IncidentId(WEB, 1);
    private static final Instant NOW = Instant.parse("2026-02-10T06:05:00.123456789Z");
    private static final ExecutionArn ONE = execution("one");
    private static final ExecutionArn OTHER = execution("other");

    private static final Evidence EVIDENCE = new Evidence(
            Ec2Plane.MACHINE_FAILED,
            ServerLink.CONNECTED,
            SessionPlane.GONE,
            WritePlane.FLAT,
            Evidence.StorageAnswer.ANSWERED,
            List.of("a remark"));

    private final MemoryItems items = new MemoryItems();
    private final ItemRecoveryTable table = new ItemRecoveryTable(items);

    private static ExecutionArn execution(String name) {
        return new ExecutionArn("arn:aws:states:us-west-2:111122223333:execution:outpost-recovery:" + name);
    }

    private static InstanceLedger fresh() {
        return InstanceLedger.of(
                WEB,
                new Machine(
                        Generation.FIRST,
                        new Ec2InstanceId("i-0a1b2c3d4e5f60001"),
                        new OutpostArn("arn:aws:outposts:us-west-2:111122223333:outpost/op-0a1b2c3d4e5f60001"),
                        Map.of(new ArrayName("array-1"), Initiator.parse("iqn.2006-03.com.amazon.aws:web-01")),
                        NOW));
    }

    private static InstanceLedger to(Transition transition) {
        return switch (transition) {
            case Transition.To(InstanceLedger next) -> next;
            case Transition.Denied(var why) -> throw new AssertionError(why.toString());
        };
    }

    private static IncidentRecord record(ExecutionArn execution, Outcome outcome, Instant at) {
        return of(Optional.of(FIRST), execution, outcome, at);
    }

    private static IncidentRecord of(
            Optional<IncidentId> incident, ExecutionArn execution, Outcome outcome, Instant at) {
        return new IncidentRecord(
                execution,
                incident,
                Optional.of(WEB),
                outcome,
                at,
                "a reason",
                Optional.of(EVIDENCE),
                List.of("a detail"));
    }

    private InstanceLedger opened() {
        InstanceLedger fresh = fresh();
        assertThat(table.commit(fresh, Optional.empty())).isEqualTo(Commit.COMMITTED);
        InstanceLedger opened = to(fresh.open(ONE, Trigger.ALARM, NOW));
        assertThat(table.commit(opened, Optional.empty())).isEqualTo(Commit.COMMITTED);
        return opened;
    }

    @Test
    void ledger_readsBackAsItWasWritten() {
        assertThat(table.read(WEB)).isEmpty();
        InstanceLedger opened = opened();
        assertThat(table.read(WEB)).contains(opened);
        assertThat(table.read(new InstanceName("web-02"))).isEmpty();
    }

    @Test
    void firstCommit_isAConflict_whenBooksAreThere() {
        opened();
        assertThat(table.commit(fresh(), Optional.empty())).isEqualTo(Commit.CONFLICT);
    }

    @Test
    void commit_isAConflict_whenTheRevisionIsNotTheOneThatWasRead() {
        InstanceLedger opened = opened();
        InstanceLedger ended = to(opened.end(FIRST, ONE, Outcome.STOOD_DOWN));
        assertThat(table.commit(ended, Optional.empty())).isEqualTo(Commit.COMMITTED);
        InstanceLedger late = to(opened.takeOver(FIRST, ONE, OTHER, Trigger.RECONCILER, NOW));
        assertThat(table.commit(late, Optional.empty())).isEqualTo(Commit.CONFLICT);
        assertThat(table.read(WEB)).contains(ended);
    }

    @Test
    void commit_isAConflict_whenNothingIsThere() {
        InstanceLedger opened = to(fresh().open(ONE, Trigger.ALARM, NOW));
        assertThat(table.commit(opened, Optional.empty())).isEqualTo(Commit.CONFLICT);
        assertThat(items.items()).isEmpty();
    }

    @Test
    void everyLedgerWrite_isConditional() {
        opened();
        assertThat(items.writes())
                .extracting(puts -> puts.getFirst().condition())
                .containsExactly(new Condition.Absent(), new Condition.AttributeEquals("revision", "1"));
    }

    @Test
    void recordAndLedger_areWrittenTogetherOrNotAtAll() {
        InstanceLedger opened = opened();
        IncidentRecord record = record(ONE, Outcome.STOOD_DOWN, NOW);
        InstanceLedger ended = to(opened.end(FIRST, ONE, Outcome.STOOD_DOWN));
        InstanceLedger overtaking = to(opened.takeOver(FIRST, ONE, OTHER, Trigger.RECONCILER, NOW));
        table.commit(overtaking, Optional.empty());
        assertThat(table.commit(ended, Optional.of(record))).isEqualTo(Commit.CONFLICT);
        assertThat(table.recordOf(ONE)).isEmpty();
        assertThat(table.recordsOf(FIRST)).isEmpty();
        InstanceLedger endedByOther = to(overtaking.end(FIRST, OTHER, Outcome.STOOD_DOWN));
        IncidentRecord itsRecord = record(OTHER, Outcome.STOOD_DOWN, NOW);
        assertThat(table.commit(endedByOther, Optional.of(itsRecord))).isEqualTo(Commit.COMMITTED);
        assertThat(items.writes().getLast()).hasSize(4);
        assertThat(table.recordOf(OTHER)).contains(itsRecord);
        assertThat(table.recordsOf(FIRST)).containsExactly(itsRecord);
    }

    @Test
    void secondRecordOfAnExecution_isNotWritten() {
        IncidentRecord first = record(ONE, Outcome.DUPLICATE, NOW);
        table.record(first);
        table.record(record(ONE, Outcome.REFUSED, NOW.plusSeconds(1)));
        assertThat(table.recordOf(ONE)).contains(first);
        assertThat(table.recordsOf(FIRST)).containsExactly(first);
    }

    @Test
    void commitWithASecondRecord_changesNothing() {
        InstanceLedger opened = opened();
        IncidentRecord first = record(ONE, Outcome.DUPLICATE, NOW);
        table.record(first);
        InstanceLedger ended = to(opened.end(FIRST, ONE, Outcome.STOOD_DOWN));
        assertThat(table.commit(ended, Optional.of(record(ONE, Outcome.STOOD_DOWN, NOW))))
                .isEqualTo(Commit.CONFLICT);
        assertThat(table.read(WEB)).contains(opened);
        assertThat(table.recordOf(ONE)).contains(first);
    }

    @Test
    void recordOfNoIncidentAndNoInstance_isFoundByItsExecution() {
        IncidentRecord record = new IncidentRecord(
                ONE,
                Optional.empty(),
                Optional.empty(),
                Outcome.REFUSED,
                NOW,
                "nobody knows it",
                Optional.empty(),
                List.of());
        table.record(record);
        assertThat(table.recordOf(ONE)).contains(record);
        assertThat(items.items()).hasSize(1);
    }

    @Test
    void records_comeOldestFirst_whateverTheirKeysAre() {
        IncidentRecord later = record(execution("a"), Outcome.DUPLICATE, NOW.plusSeconds(60));
        IncidentRecord latest = record(execution("b"), Outcome.DUPLICATE, NOW.plusSeconds(120));
        IncidentRecord earlier = record(execution("c"), Outcome.RECOVERED, NOW);
        IncidentRecord ofAnother = of(Optional.of(new IncidentId(WEB, 11)), execution("d"), Outcome.RECOVERED, NOW);
        List.of(later, latest, earlier, ofAnother).forEach(table::record);
        assertThat(table.recordsOf(FIRST)).containsExactly(earlier, later, latest);
    }

    @Test
    void recordsOfAnInstance_comeInTheOrderOfTime_withThoseThatMatchedNoIncident() {
        IncidentRecord later = of(Optional.empty(), execution("a"), Outcome.STOOD_DOWN, NOW.plusSeconds(60));
        IncidentRecord wholeSecond = record(execution("b"), Outcome.DUPLICATE, Instant.parse("2026-02-10T06:05:00Z"));
        IncidentRecord half = record(execution("c"), Outcome.DUPLICATE, Instant.parse("2026-02-10T06:05:00.5Z"));
        IncidentRecord earlier = of(Optional.empty(), execution("z"), Outcome.SUPPRESSED, NOW.minusSeconds(60));
        opened();
        List.of(later, half, earlier, wholeSecond).forEach(table::record);
        assertThat(table.recordsOf(WEB, Instant.EPOCH)).containsExactly(earlier, wholeSecond, half, later);
        assertThat(table.recordsOf(WEB, wholeSecond.at())).containsExactly(wholeSecond, half, later);
        assertThat(table.recordsOf(WEB, later.at().plusNanos(1))).isEmpty();
        assertThat(table.recordsOf(new InstanceName("web"), Instant.EPOCH)).isEmpty();
    }

    @Test
    void record_saysWhetherItIsTheFirst() {
        assertThat(table.record(record(ONE, Outcome.DUPLICATE, NOW))).isEqualTo(Commit.COMMITTED);
        assertThat(table.record(record(ONE, Outcome.REFUSED, NOW))).isEqualTo(Commit.CONFLICT);
        assertThat(table.recordsOf(WEB, Instant.EPOCH)).hasSize(1);
    }

    @Test
    void recordOfAnOlderRelease_isReadWithWhatItHas() {
        String written = """
                {"execution":"%s","incident":%s,"outcome":"RECOVERED","at":"2026-02-10T06:05:00Z",
                "reason":"it runs","details":["a line"]}
                """;
        items.write(List.of(
                new Put(
                        new Item(
                                "execution#" + ONE, "record", Map.of("record", written.formatted(ONE, "\"web-01#1\""))),
                        new Condition.Always()),
                new Put(
                        new Item("execution#" + OTHER, "record", Map.of("record", written.formatted(OTHER, "null"))),
                        new Condition.Always())));
        assertThat(table.recordOf(ONE)).hasValueSatisfying(record -> {
            assertThat(record.instance()).contains(WEB);
            assertThat(record.evidence()).isEmpty();
            assertThat(record.details()).containsExactly("a line");
        });
        assertThat(table.recordOf(OTHER).flatMap(IncidentRecord::instance)).isEmpty();
    }

    @Test
    void approval_isWhatTheStateMachineReads() {
        table.keepApproval(FIRST, new ApprovalRequest(Verdict.HUNG, "aa", NOW), new TaskToken("old"));
        table.keepApproval(FIRST, new ApprovalRequest(Verdict.LINK_LOSS, "bb", NOW), new TaskToken("new"));
        assertThat(items.items())
                .containsExactly(new Item(
                        "approval#web-01#1",
                        "approval",
                        Map.of(
                                "taskToken", "new",
                                "evidence", "bb",
                                "verdict", "LINK_LOSS",
                                "askedAt", NOW.toString())));
    }

    @Test
    void silence_isPassedOn() {
        opened();
        items.fallSilent();
        assertThatThrownBy(() -> table.read(WEB)).isInstanceOf(ServiceUnavailableException.class);
        assertThatThrownBy(() -> table.recordOf(ONE)).isInstanceOf(ServiceUnavailableException.class);
        assertThatThrownBy(() -> table.recordsOf(FIRST)).isInstanceOf(ServiceUnavailableException.class);
    }

    @Test
    void lostWrite_leavesNothingBehind() {
        InstanceLedger opened = opened();
        items.next(Fate.LOST);
        InstanceLedger ended = to(opened.end(FIRST, ONE, Outcome.STOOD_DOWN));
        assertThatThrownBy(() -> table.commit(ended, Optional.of(record(ONE, Outcome.STOOD_DOWN, NOW))))
                .isInstanceOf(ServiceUnavailableException.class);
        assertThat(table.read(WEB)).contains(opened);
        assertThat(table.recordOf(ONE)).isEmpty();
    }

    @Test
    void unheardWrite_isFoundByWhoeverAsksAgain() {
        InstanceLedger opened = opened();
        items.next(Fate.UNHEARD);
        IncidentRecord record = record(ONE, Outcome.STOOD_DOWN, NOW);
        InstanceLedger ended = to(opened.end(FIRST, ONE, Outcome.STOOD_DOWN));
        assertThatThrownBy(() -> table.commit(ended, Optional.of(record)))
                .isInstanceOf(ServiceUnavailableException.class);
        assertThat(table.read(WEB)).contains(ended);
        assertThat(table.recordOf(ONE)).contains(record);
        assertThat(table.commit(ended, Optional.of(record))).isEqualTo(Commit.CONFLICT);
    }

    @Test
    void overtakenWrite_isDecidedAnew() {
        opened();
        items.next(Fate.OVERTAKEN, Fate.OVERTAKEN);
        LedgerWriter.Result result = new LedgerWriter(table)
                .write(WEB, ledger -> ledger.takeOver(FIRST, ONE, OTHER, Trigger.RECONCILER, NOW));
        assertThat(result).isInstanceOf(LedgerWriter.Result.Written.class);
        assertThat(table.read(WEB).flatMap(InstanceLedger::incident).map(Incident::owner))
                .contains(OTHER);
    }

    @Test
    void unheardTakeOver_isNotMadeTwice() {
        opened();
        items.next(Fate.UNHEARD);
        LedgerWriter writer = new LedgerWriter(table);
        assertThatThrownBy(
                        () -> writer.write(WEB, ledger -> ledger.takeOver(FIRST, ONE, OTHER, Trigger.RECONCILER, NOW)))
                .isInstanceOf(ServiceUnavailableException.class);
        assertThat(writer.write(WEB, ledger -> ledger.takeOver(FIRST, ONE, OTHER, Trigger.RECONCILER, NOW)))
                .isInstanceOf(LedgerWriter.Result.Denied.class);
    }

    @Test
    void damagedItem_isSaidToBeOne() {
        items.write(List.of(new Put(
                new Item("instance#web-01", "ledger", Map.of("revision", "1", "ledger", "{")),
                new Condition.Always())));
        assertThatThrownBy(() -> table.read(WEB))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("instance#web-01/ledger");
        items.write(List.of(
                new Put(new Item("instance#web-01", "ledger", Map.of("revision", "1")), new Condition.Always())));
        assertThatThrownBy(() -> table.read(WEB))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has no attribute ledger");
    }
}
