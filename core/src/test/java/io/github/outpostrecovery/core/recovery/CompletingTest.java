package io.github.outpostrecovery.core.recovery;

import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.E2;
import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.G2;
import static io.github.outpostrecovery.core.SampleSite.G3;
import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.VICTIM_ID;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.incident.Announcement;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.service.Alarms.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompletingTest {
    private final FakeWorld world = FakeWorld.withOneArray();
    private final Completing completing = new Completing(world.services);

    @BeforeEach
    void attach() {
        world.launched().attached();
        world.alarms.state(VICTIM_ID, Value.ALARM);
    }

    private RearmOutcome rearm(Optional<Instant> since) {
        return completing.rearm(E1, FIRST_INCIDENT, G2, since);
    }

    private TrafficOutcome moveTraffic(ExecutionArn who, Generation generation) {
        return completing.moveTraffic(who, FIRST_INCIDENT, generation, Optional.empty());
    }

    @Test
    void moveTraffic_looksAgain_untilTheNewMachineGetsTheRequests() {
        world.traffic.pending("web: i-1 is initial");
        Instant begun = world.clock.instant();
        assertThat(moveTraffic(E1, G2)).isEqualTo(new TrafficOutcome.LookAgain(begun, 20, "web: i-1 is initial"));
        world.clock.advance(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(completing.moveTraffic(E1, FIRST_INCIDENT, G2, Optional.of(begun)))
                .isEqualTo(new TrafficOutcome.LookAgain(begun, 20, "web: i-1 is initial"));
        world.traffic.pending();
        assertThat(completing.moveTraffic(E1, FIRST_INCIDENT, G2, Optional.of(begun)))
                .isEqualTo(new TrafficOutcome.Moved(List.of("web")));
    }

    @Test
    void moveTraffic_goesOn_whenTheNewMachineGetsNoRequestsInTime() {
        world.traffic.pending("web: i-1 is unhealthy").fail("api: throttled");
        Instant begun = world.clock.instant();
        world.clock.advance(Duration.ofMinutes(10));
        assertThat(completing.moveTraffic(E1, FIRST_INCIDENT, G2, Optional.of(begun)))
                .isEqualTo(new TrafficOutcome.NotMoved(List.of("api: throttled", "web: i-1 is unhealthy")));
    }

    @Test
    void moveTraffic_registersTheNewMachine() {
        assertThat(moveTraffic(E1, G2)).isInstanceOf(TrafficOutcome.Moved.class);
        assertThat(world.traffic.registered()).containsExactly(world.machine());
        assertThat(world.incident().announced().orElseThrow().step()).isEqualTo(Announcement.Step.MOVE_TRAFFIC);
    }

    @Test
    void moveTraffic_saysSo_whenSomeOfItDidNotMove() {
        world.traffic.fail("throttled");
        assertThat(moveTraffic(E1, G2)).isInstanceOf(TrafficOutcome.NotMoved.class);
    }

    @Test
    void complete_changesNothing_whenItIsSupersededOrGivenUp() {
        assertThat(moveTraffic(E2, G2)).isInstanceOf(TrafficOutcome.Superseded.class);
        assertThat(moveTraffic(E1, G3)).isInstanceOf(TrafficOutcome.Superseded.class);
        world.table.apply(world.table.ledger(WEB).takeOver(FIRST_INCIDENT, E1, E2, Trigger.RECONCILER, NOON));
        assertThat(moveTraffic(E1, G2)).isInstanceOf(TrafficOutcome.Superseded.class);
        assertThat(rearm(Optional.empty())).isInstanceOf(RearmOutcome.Superseded.class);
        assertThat(world.traffic.registered()).isEmpty();
        assertThat(world.alarms.watched()).isEmpty();
    }

    @Test
    void rearm_isArmed_onlyWhenTheAlarmOfTheNewMachineWasSeenOk() {
        world.alarms.state(VICTIM_ID, Value.OK);
        assertThat(rearm(Optional.empty())).isInstanceOf(RearmOutcome.LookAgain.class);
        assertThat(world.alarms.watched()).containsExactly(world.machine());
        assertThat(rearm(Optional.of(NOON))).isInstanceOf(RearmOutcome.LookAgain.class);
        assertThat(world.alarms.watched())
                .as("once it watches, it is left alone")
                .hasSize(1);
        world.alarms.state(world.machine(), Value.ALARM);
        assertThat(rearm(Optional.of(NOON))).isInstanceOf(RearmOutcome.LookAgain.class);
        world.alarms.state(world.machine(), Value.OK);
        assertThat(rearm(Optional.of(NOON))).isInstanceOf(RearmOutcome.Armed.class);
    }

    @Test
    void rearm_endsDegraded_whenTheAlarmIsNotOkInTime() {
        Instant begun = world.clock.instant();
        rearm(Optional.empty());
        world.clock.advance(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(rearm(Optional.of(begun))).isInstanceOf(RearmOutcome.LookAgain.class);
        world.clock.advanceSeconds(1);
        assertThat(rearm(Optional.of(begun))).isInstanceOf(RearmOutcome.NotArmed.class);
    }

    @Test
    void rearm_isNotArmed_whileTheStackOfAnAlarmThatIsOkIsNotInLine() {
        world.alarms.state(world.machine(), Value.OK).fail("stack autorestart-web-01 is being changed");
        assertThat(rearm(Optional.empty())).isInstanceOf(RearmOutcome.LookAgain.class);
        world.alarms.succeed();
        assertThat(rearm(Optional.of(NOON))).isInstanceOf(RearmOutcome.Armed.class);
    }

    @Test
    void rearm_triesAgain_whenTheAlarmCannotBeChanged() {
        world.alarms.fail("throttled");
        assertThat(rearm(Optional.empty()))
                .isInstanceOfSatisfying(
                        RearmOutcome.LookAgain.class,
                        again -> assertThat(again.reason()).isEqualTo("throttled"));
    }
}
