package io.github.outpostrecovery.core.recovery;

import static io.github.outpostrecovery.core.SampleSite.ARRAY_1;
import static io.github.outpostrecovery.core.SampleSite.BOOT;
import static io.github.outpostrecovery.core.SampleSite.DATA;
import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.E2;
import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.G2;
import static io.github.outpostrecovery.core.SampleSite.G3;
import static io.github.outpostrecovery.core.SampleSite.G4;
import static io.github.outpostrecovery.core.SampleSite.LOGS;
import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.TARGET_1;
import static io.github.outpostrecovery.core.SampleSite.VICTIM;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.SampleSite;
import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.FakeArray.Call;
import io.github.outpostrecovery.core.array.FakeArray.Fate;
import io.github.outpostrecovery.core.array.GrantOrder;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.incident.FakeRecoveryTable;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.incident.ProvenFence;
import io.github.outpostrecovery.core.incident.Successor.Stage;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.service.Executions.Life;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GrantingTest {
    private static final ArrayFailure REFUSED = new ArrayFailure(ArrayFailure.Kind.REFUSED, "5374", "no");

    private final FakeWorld world = FakeWorld.withOneArray();

    private static GrantStepOutcome grant(FakeWorld where, ExecutionArn who, Generation generation) {
        return new Granting(where.services).grant(who, FIRST_INCIDENT, generation);
    }

    private GrantStepOutcome grant(Generation generation) {
        return grant(world, E1, generation);
    }

    private static void burnt(GrantStepOutcome outcome, Generation next) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        GrantStepOutcome.NextGeneration.class,
                        burnt -> assertThat(burnt.generation()).isEqualTo(next));
    }

    @Test
    void grant_letsTheNewNameIn_once() {
        world.fenced();
        assertThat(grant(G2)).isEqualTo(new GrantStepOutcome.Granted(G2, 1));
        assertThat(world.array.lets(world.nameOf(G2), BOOT)).isTrue();
        assertThat(world.array.lets(world.nameOf(G2), DATA)).isTrue();
        assertThat(world.array.grantOrders()).hasSize(1);
        assertThat(world.current().stage()).isEqualTo(Stage.GRANT_ANNOUNCED);
        assertThat(world.array.open()).isZero();
    }

    @Test
    void grant_announcesBeforeItSends() {
        world.fenced();
        world.array.before(Call.GRANT, () -> assertThat(world.current().stage()).isEqualTo(Stage.GRANT_ANNOUNCED));
        assertThat(grant(G2)).isInstanceOf(GrantStepOutcome.Granted.class);
    }

    @Test
    void grant_fencesAgain_whenTheBooksHoldNoProof() {
        world.planned();
        world.array.unmap(VICTIM);
        assertThat(grant(G2)).isInstanceOf(GrantStepOutcome.FenceAgain.class);
        assertThat(world.array.calls()).doesNotContain(Call.GRANT);
        assertThat(world.current().stage()).isEqualTo(Stage.STORED);
    }

    @Test
    void grant_fencesAgain_whenAGenerationOfAnEarlierIncidentIsBack() {
        world.fenced();
        Initiator stray = Initiator.fresh(Protocol.ISCSI, WEB, new Generation(1), new UUID(9, 9));
        world.array.map(stray, DATA, "by hand");
        assertThat(grant(G2))
                .isInstanceOfSatisfying(
                        GrantStepOutcome.FenceAgain.class,
                        again -> assertThat(again.reason()).contains(stray.value()));
        assertThat(world.array.calls()).doesNotContain(Call.GRANT);
    }

    @Test
    void grant_fencesAgain_whenTheVictimIsBackOnAVolume() {
        world.fenced();
        world.array.map(VICTIM, DATA, "by hand");
        assertThat(grant(G2))
                .isInstanceOfSatisfying(
                        GrantStepOutcome.FenceAgain.class,
                        again -> assertThat(again.reason()).contains(VICTIM.value()));
        assertThat(world.array.calls()).doesNotContain(Call.GRANT);
        assertThat(world.current().stage()).isEqualTo(Stage.STORED);
    }

    @Test
    void grant_fencesAgain_whenTheVictimWasBack_evenIfItIsGoneByNow() {
        // What it wrote meanwhile may still be under way: the old proof says nothing about that.
        world.fenced();
        world.array.map(VICTIM, DATA, "by hand");
        grant(G2);
        world.array.unmap(VICTIM);
        assertThat(grant(G2)).isInstanceOf(GrantStepOutcome.FenceAgain.class);
        assertThat(world.array.calls()).doesNotContain(Call.GRANT);
        world.fencedAgain();
        assertThat(grant(G2)).isInstanceOf(GrantStepOutcome.Granted.class);
    }

    /** Found by run 179 of seed 1: the patience became as much longer as the clock went back. */
    @Test
    void grant_pages_whenTheVictimIsBack_andTheClockWentBackByMoreThanThePatience() {
        world.fenced();
        world.array.map(VICTIM, DATA, "by hand");
        world.clock.advance(Duration.ofMinutes(-45));
        assertThat(grant(G2)).isInstanceOf(GrantStepOutcome.GivenUp.class);
        assertThat(world.array.calls()).doesNotContain(Call.GRANT);
    }

    @Test
    void grant_asksToBeRunAgain_whenTheArrayDoesNotSayWhoReachesTheVolumes() {
        world.fenced();
        world.array.fail(Call.ACCESS);
        assertThatThrownBy(() -> grant(G2)).isInstanceOf(ServiceUnavailableException.class);
        assertThat(world.array.calls()).doesNotContain(Call.GRANT);
        assertThat(world.current().stage()).isEqualTo(Stage.STORED);
        world.array.heal();
        assertThat(grant(G2)).isInstanceOf(GrantStepOutcome.Granted.class);
    }

    // ---- what burns

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"DONE_UNANSWERED", "LOST", "LATE"})
    void grant_burnsTheGeneration_whenItWasNotAnswered_whateverItDid(Fate fate) {
        world.fenced();
        world.array.grants(fate);
        burnt(grant(G2), G3);
        assertThat(world.array.grantOrders()).hasSize(1);
        assertThat(world.current().target()).isEqualTo(TARGET_1);
        assertThat(world.nameOf(G3)).isNotEqualTo(world.nameOf(G2));
        assertThat(ProvenFence.of(world.incident())).isEmpty();
        world.fencedAgain();
        assertThat(grant(G3)).isInstanceOf(GrantStepOutcome.Granted.class);
        world.array.landLate();
        assertThat(world.array.grantOrders()).extracting(GrantOrder::generation).containsExactly(G2, G3);
    }

    @Test
    void grant_burnsTheGeneration_whenTheNameIsThereAlready() {
        world.fenced();
        world.array.map(world.nameOf(G2), BOOT, "somebody");
        burnt(grant(G2), G3);
    }

    @Test
    void grant_burnsAndSendsNothing_whenItWasAnnouncedBefore() {
        world.granted();
        Initiator second = world.nameOf(G2);
        burnt(grant(G2), G3);
        assertThat(world.array.grantOrders()).hasSize(1);
        assertThat(world.nameOf(G3)).isNotEqualTo(second);
    }

    @Test
    void grant_burnsAndSendsNothing_whenItsAnnouncementWasWrittenAndNotAnswered() {
        world.fenced();
        world.table.commits(FakeRecoveryTable.Fate.WRITTEN_UNANSWERED);
        assertThatThrownBy(() -> grant(G2)).isInstanceOf(ServiceUnavailableException.class);
        assertThat(world.array.grantOrders()).isEmpty();
        burnt(grant(G2), G3);
        assertThat(world.array.grantOrders()).isEmpty();
    }

    @Test
    void grant_sendsNothing_whenItsAnnouncementIsNotAnswered() {
        world.fenced();
        world.table.commits(FakeRecoveryTable.Fate.LOST);
        assertThatThrownBy(() -> grant(G2)).isInstanceOf(ServiceUnavailableException.class);
        assertThat(world.array.grantOrders()).isEmpty();
        assertThat(grant(G2)).isInstanceOf(GrantStepOutcome.Granted.class);
    }

    @Test
    void grant_burnsAndSendsNothing_whenTheSameStepAnnouncesTwiceAtOnce() {
        // A hung call of the step wakes up while its retry runs: one of the two sends.
        world.fenced();
        world.table.beforeCommit(() -> assertThat(grant(G2)).isInstanceOf(GrantStepOutcome.Granted.class));
        burnt(grant(G2), G3);
        assertThat(world.array.grantOrders()).hasSize(1);
    }

    @Test
    void grant_burnsOnce_whenItsBurnWasWrittenAndNotAnswered() {
        world.granted();
        world.table.commits(FakeRecoveryTable.Fate.WRITTEN_UNANSWERED);
        assertThatThrownBy(() -> grant(G2)).isInstanceOf(ServiceUnavailableException.class);
        assertThat(world.current().generation()).isEqualTo(G3);
        burnt(grant(G2), G3);
        assertThat(world.current().generation()).isEqualTo(G3);
    }

    @Test
    void grant_isOnlyTriedAFewTimes_whenTheArrayNeverAnswersOne() {
        world.fenced();
        world.array.grants(Fate.LOST, Fate.LATE, Fate.DONE_UNANSWERED);
        burnt(grant(G2), G3);
        world.fencedAgain();
        burnt(grant(G3), G4);
        world.fencedAgain();
        assertThat(grant(G4)).isInstanceOf(GrantStepOutcome.GivenUp.class);
        assertThat(world.array.grantOrders()).hasSize(3);
        assertThat(world.current().generation()).isEqualTo(G4);
    }

    @Test
    void grant_isTriedAgainAfterAResume_whenTooManyWereInDoubt() {
        world.fenced();
        world.array.grants(Fate.LOST, Fate.LOST, Fate.LOST);
        grant(G2);
        world.fencedAgain();
        grant(G3);
        world.fencedAgain();
        assertThat(grant(G4)).isInstanceOf(GrantStepOutcome.GivenUp.class);
        new Recording(world.services)
                .record(E1, new Ending.Broken(Optional.of(FIRST_INCIDENT), "GivenUp", "grants in doubt"));
        world.executions.is(E1, Life.TERMINAL);
        assertThat(new Opening(world.services).open(E2, Trigger.MANUAL, new Cause.Resume(FIRST_INCIDENT)))
                .isInstanceOf(OpenOutcome.TakenOver.class);
        new Fencing(world.services).fence(E2, FIRST_INCIDENT, FenceProgress.NONE);
        Generation fifth = G4.next();
        burnt(grant(world, E2, G4), fifth);
        assertThat(new Fencing(world.services).fence(E2, FIRST_INCIDENT, FenceProgress.NONE))
                .isInstanceOf(FenceOutcome.Fenced.class);
        assertThat(grant(world, E2, fifth)).isInstanceOf(GrantStepOutcome.Granted.class);
    }

    // ---- refusals

    @Test
    void grant_pages_whenTheArrayRefuses() {
        world.fenced();
        world.array.answersGrant(new GrantOutcome.Refused(REFUSED));
        assertThat(grant(G2))
                .isInstanceOfSatisfying(
                        GrantStepOutcome.GivenUp.class,
                        given -> assertThat(given.reason()).contains("5374"));
        burnt(grant(G2), G3);
    }

    @Test
    void grant_leavesAGenerationThatIsBurnt_whenTheSecondOfTwoArraysDoesNotAnswer() {
        FakeWorld two = FakeWorld.withTwoArrays().fenced();
        two.second.grants(Fate.LATE);
        burnt(grant(two, E1, G2), G3);
        Initiator second = two.nameOf(G2);
        assertThat(two.array.lets(second)).isTrue();
        two.fencedAgain();
        assertThat(two.array.lets(second)).isFalse();
        assertThat(grant(two, E1, G3)).isEqualTo(new GrantStepOutcome.Granted(G3, 2));
        two.second.landLate();
        assertThat(two.second.lets(second, LOGS))
                .as("harmless: no machine ever had this name")
                .isTrue();
    }

    // ---- ownership

    @Test
    void grant_sendsNothing_whenAnotherExecutionTakesOverRightBeforeTheAnnouncement() {
        world.fenced();
        world.table.beforeCommit(() ->
                world.table.apply(world.table.ledger(WEB).takeOver(FIRST_INCIDENT, E1, E2, Trigger.RECONCILER, NOON)));
        assertThat(grant(G2)).isInstanceOf(GrantStepOutcome.Superseded.class);
        assertThat(world.array.grantOrders()).isEmpty();
        assertThat(world.current().stage()).isEqualTo(Stage.STORED);
    }

    @Test
    void grant_isSuperseded_whenAnotherExecutionOwnsTheIncidentOrItIsOver() {
        world.fenced();
        assertThat(grant(world, E2, G2)).isInstanceOf(GrantStepOutcome.Superseded.class);
        world.table.apply(world.table.ledger(WEB).end(FIRST_INCIDENT, E1, Outcome.FENCED_AND_PAGED));
        assertThat(grant(G2)).isInstanceOf(GrantStepOutcome.Superseded.class);
        assertThat(world.incident().state()).isEqualTo(Incident.State.PAGED);
        assertThat(world.array.grantOrders()).isEmpty();
    }

    @Test
    void grant_isSuperseded_whenItNamesAGenerationThatIsNotStoredYet() {
        world.fenced();
        assertThat(grant(G3)).isInstanceOf(GrantStepOutcome.Superseded.class);
        assertThat(world.array.grantOrders()).isEmpty();
    }

    @Test
    void grant_goesOn_whenTheLaunchWasAnnouncedBefore() {
        world.launched();
        assertThat(grant(G2)).isEqualTo(new GrantStepOutcome.LaunchAnnounced(G2));
        assertThat(world.array.grantOrders()).hasSize(1);
    }

    // ---- CHAP

    private static FakeWorld withChap() {
        return FakeWorld.of(SampleSite.withChap(SampleSite.configured(Mode.AUTOMATIC, ARRAY_1)), ARRAY_1);
    }

    @Test
    void grant_carriesWhatTheMachineWillProveItselfWith() {
        ChapCredentials chap = new ChapCredentials("web-01", new Secret("not-told-to-anybody"), Optional.empty());
        FakeWorld asking = withChap();
        asking.arrays.chap(Answer.of(chap));
        asking.fenced();
        assertThat(grant(asking, E1, G2)).isInstanceOf(GrantStepOutcome.Granted.class);
        assertThat(asking.array.grantOrders()).extracting(GrantOrder::chap).containsExactly(Optional.of(chap));
    }

    @Test
    void grant_announcesNothing_whenTheSecretCannotBeRead() {
        FakeWorld asking = withChap();
        asking.fenced();
        assertThatThrownBy(() -> grant(asking, E1, G2)).isInstanceOf(ServiceUnavailableException.class);
        assertThat(asking.current().stage()).isEqualTo(Stage.STORED);
        assertThat(asking.array.grantOrders()).isEmpty();
    }
}
