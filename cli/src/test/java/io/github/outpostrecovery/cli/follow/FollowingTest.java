package io.github.outpostrecovery.cli.follow;

import static io.github.outpostrecovery.cli.memory.MemorySite.NOON;
import static io.github.outpostrecovery.cli.memory.MemorySite.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.cli.cloud.Engine;
import io.github.outpostrecovery.cli.memory.MemorySite;
import io.github.outpostrecovery.cli.memory.ProtectedSite;
import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.incident.ApprovalRequest;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.incident.Transition;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.ExecutionName;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.service.ExecutionRequest;
import io.github.outpostrecovery.core.service.Executions;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FollowingTest {
    private static final ExecutionArn EXECUTION =
            new ExecutionArn("arn:aws:states:us-west-2:111122223333:execution:outpost-recovery-recovery:move");
    private static final IncidentId FIRST = new IncidentId(WEB, 1);

    private final List<String> lines = new ArrayList<>();

    /** What happens after a number of pauses. */
    private final TreeMap<Integer, Runnable> later = new TreeMap<>();

    private MemorySite site = new MemorySite();
    private Optional<IncidentRecord> record = Optional.empty();
    private Executions.Life life = Executions.Life.RUNNING;
    private Instant now = NOON;
    private int unanswered;
    private int pauses;

    @BeforeEach
    void openAMove() throws InterruptedException {
        site = ProtectedSite.made();
        put(books().openMove(EXECUTION, MemorySite.server(2), NOON));
    }

    private InstanceLedger books() {
        return site.engine.table.read(WEB).orElseThrow();
    }

    private void put(Transition transition) {
        switch (transition) {
            case Transition.To(InstanceLedger next) -> site.engine.table.put(next);
            case Transition.Denied(var why) -> throw new AssertionError(why);
        }
    }

    private void ask(Instant at) {
        put(books().askForApproval(FIRST, EXECUTION, new ApprovalRequest(Verdict.BLIND, "abc", at)));
    }

    private void end() {
        record = Optional.of(new IncidentRecord(
                EXECUTION,
                Optional.of(FIRST),
                Optional.of(WEB),
                Outcome.RECOVERED,
                now,
                "it runs",
                Optional.empty(),
                List.of()));
    }

    /** The table of the site, with the record of the execution, which fails as often as it is told to. */
    private RecoveryTable table() {
        return RecoveryTable.class.cast(Proxy.newProxyInstance(
                FollowingTest.class.getClassLoader(), new Class<?>[] {RecoveryTable.class}, (proxy, method, given) -> {
                    if (unanswered > 0) {
                        unanswered--;
                        throw new ServiceUnavailableException("timed out");
                    }
                    return switch (method.getName()) {
                        case "recordOf" -> record;
                        case "read" -> site.engine.table.read(WEB);
                        default -> throw new AssertionError("following only reads: " + method.getName());
                    };
                }));
    }

    private final class Lives implements Executions {
        @Override
        public Life lifeOf(ExecutionArn execution) {
            return life;
        }

        @Override
        public Start start(ExecutionName name, ExecutionRequest request) {
            throw new AssertionError("following starts nothing");
        }
    }

    private Followed follow(Instant since, Duration patience) throws InterruptedException {
        Engine engine = site.cloud.engine();
        Engine watched = new Engine(
                engine.configurations(),
                table(),
                engine.controls(),
                engine.readiness(),
                engine.notes(),
                new Lives(),
                engine.approvals(),
                engine.alarms(),
                engine.compute(),
                engine.console());
        return new Following(
                        watched,
                        () -> now,
                        length -> {
                            now = now.plus(length);
                            Optional.ofNullable(later.remove(++pauses)).ifPresent(Runnable::run);
                        },
                        lines::add)
                .follow(EXECUTION, WEB, since, patience);
    }

    private Followed follow() throws InterruptedException {
        return follow(NOON, Duration.ofHours(1));
    }

    @Test
    void follow_tellsEachStepOnce_untilTheRecordIsThere() throws InterruptedException {
        later.put(1, () -> put(books().announceStop(FIRST, EXECUTION, now)));
        later.put(4, () -> put(books().announceStart(FIRST, EXECUTION, now)));
        later.put(6, this::end);
        assertThat(follow())
                .isInstanceOfSatisfying(
                        Followed.Ended.class,
                        ended -> assertThat(ended.record().outcome()).isEqualTo(Outcome.RECOVERED));
        assertThat(lines)
                .hasSize(2)
                .satisfiesExactly(
                        stop -> assertThat(stop)
                                .contains("web-01#1", "asks the guest of " + MemorySite.MACHINE + " to stop"),
                        start -> assertThat(start).contains("starts " + MemorySite.MACHINE + " again"));
    }

    @Test
    void follow_looksForTheRecordOnceMore_afterTheEndWasSeen() throws InterruptedException {
        life = Executions.Life.TERMINAL;
        later.put(1, this::end);
        assertThat(follow()).isInstanceOf(Followed.Ended.class);
    }

    @Test
    void follow_saysThatItDied_whenItEndedWithoutARecord() throws InterruptedException {
        later.put(2, () -> life = Executions.Life.TERMINAL);
        assertThat(follow()).isEqualTo(new Followed.Died());
        assertThat(pauses).isEqualTo(3);
    }

    @Test
    void follow_waitsForApproval_onlyIfItAsksAfterTheAnswer() throws InterruptedException {
        ask(NOON);
        later.put(2, () -> ask(now));
        assertThat(follow(NOON.plusSeconds(1), Duration.ofHours(1)))
                .isInstanceOfSatisfying(
                        Followed.WaitsForApproval.class,
                        waits -> assertThat(waits.incident()
                                        .approval()
                                        .orElseThrow()
                                        .askedAt())
                                .isAfter(NOON.plusSeconds(1)));
        assertThat(pauses).isEqualTo(2);
    }

    @Test
    void follow_takesNoRequestOfAnotherExecutionForItsOwn() throws InterruptedException {
        ExecutionArn heir = new ExecutionArn(EXECUTION.value() + "-2");
        put(books().takeOver(FIRST, EXECUTION, heir, io.github.outpostrecovery.core.incident.Trigger.RECONCILER, NOON));
        put(books().askForApproval(FIRST, heir, new ApprovalRequest(Verdict.BLIND, "abc", NOON.plusSeconds(5))));
        assertThat(follow(NOON, Duration.ofMinutes(1))).isEqualTo(new Followed.GoesOn());
        assertThat(lines).isEmpty();
    }

    @Test
    void follow_saysThatItGoesOn_whenPatienceIsOver() throws InterruptedException {
        assertThat(follow(NOON, Duration.ofSeconds(30))).isEqualTo(new Followed.GoesOn());
        assertThat(now).isEqualTo(NOON.plusSeconds(30));
    }

    @Test
    void follow_asksAgain_whenTheTableDoesNotAnswer() throws InterruptedException {
        unanswered = 3;
        later.put(5, this::end);
        assertThat(follow()).isInstanceOf(Followed.Ended.class);
        assertThat(lines).hasSize(3).allMatch(line -> line.contains("asked again: timed out"));
    }
}
