package io.github.outpostrecovery.core.recovery;

import static io.github.outpostrecovery.core.SampleSite.ARRAY_1;
import static io.github.outpostrecovery.core.SampleSite.BOOT;
import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.E2;
import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.G2;
import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.PRIMARY_SERVER;
import static io.github.outpostrecovery.core.SampleSite.TARGET_1;
import static io.github.outpostrecovery.core.SampleSite.TARGET_2;
import static io.github.outpostrecovery.core.SampleSite.VICTIM;
import static io.github.outpostrecovery.core.SampleSite.VICTIM_ID;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static io.github.outpostrecovery.core.SampleSite.configured;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.SampleSite;
import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.array.ArrayCapabilities;
import io.github.outpostrecovery.core.array.ArrayCapabilities.SessionListing;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.FakeArray.Call;
import io.github.outpostrecovery.core.compute.Compute.Preflight;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.MachineStatus.Check;
import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.incident.FakeRecoveryTable.Fate;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.RecoveryTable.TaskToken;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerifyingTest {
    private static final TaskToken TOKEN = new TaskToken("token");

    private final FakeWorld world = FakeWorld.withOneArray();

    private VerifyOutcome look(FakeWorld where, VerifyProgress progress) {
        return new Verifying(where.services).verify(E1, FIRST_INCIDENT, progress, where.targets(E1), Optional.empty());
    }

    private static VerifyOutcome.LookAgain again(VerifyOutcome outcome) {
        assertThat(outcome).isInstanceOf(VerifyOutcome.LookAgain.class);
        return (VerifyOutcome.LookAgain) outcome;
    }

    /** Opens the incident and looks until there is something to do. */
    private VerifyOutcome verified(FakeWorld where) {
        return where.opened().verify(E1, Optional.empty());
    }

    private void nothingChanged(FakeWorld where) {
        assertThat(where.incident().plan()).isEmpty();
        assertThat(where.array.calls()).doesNotContain(Call.REVOKE, Call.GRANT);
        assertThat(where.array.lets(VICTIM, BOOT)).isTrue();
        assertThat(where.compute.orders()).isEmpty();
        assertThat(where.array.open()).isZero();
    }

    @Test
    void verify_proceeds_whenTwoLooksSeeItDead_andStoresThePlanFirst() {
        assertThat(verified(world)).isInstanceOfSatisfying(VerifyOutcome.Proceed.class, proceed -> {
            assertThat(proceed.generation()).isEqualTo(G2);
            assertThat(proceed.verdict()).isEqualTo(Verdict.DEAD);
        });
        Incident incident = world.incident();
        assertThat(incident.plan()).isPresent();
        assertThat(incident.successors()).singleElement().satisfies(successor -> {
            assertThat(successor.generation()).isEqualTo(G2);
            assertThat(successor.stage()).isEqualTo(Successor.Stage.STORED);
            assertThat(successor.target()).isEqualTo(TARGET_1);
            assertThat(successor.initiators().values())
                    .containsExactly(Initiator.fresh(Protocol.ISCSI, WEB, G2, new UUID(2, 1)));
        });
        assertThat(world.array.calls()).doesNotContain(Call.REVOKE, Call.GRANT);
        assertThat(world.compute.orders()).isEmpty();
        assertThat(world.array.open()).isZero();
    }

    @Test
    void verify_decidesNothing_onOneLook() {
        world.opened();
        VerifyOutcome.LookAgain first = again(look(world, VerifyProgress.NONE));
        assertThat(first.waitSeconds()).isGreaterThanOrEqualTo(5);
        nothingChanged(world);
    }

    @Test
    void verify_waitsLongEnoughForANewSample_whenTheArrayCountsWrites() {
        world.array.offering(SessionListing.INDEPENDENT, Optional.of(Duration.ofSeconds(20)), Duration.ofSeconds(10));
        world.opened();
        assertThat(again(look(world, VerifyProgress.NONE)).waitSeconds()).isGreaterThan(20);
    }

    @Test
    void verify_standsDown_whenThePrimaryIsWellAtTheSecondLook() {
        world.opened();
        VerifyOutcome.LookAgain first = again(look(world, VerifyProgress.NONE));
        world.compute.status(VICTIM_ID, Check.PASSED, Check.PASSED);
        world.array.logIn(VICTIM, "10.0.0.1", "192.0.2.1");
        world.clock.advanceSeconds(first.waitSeconds());
        assertThat(look(world, first.progress()))
                .isInstanceOfSatisfying(
                        VerifyOutcome.StandDown.class,
                        down -> assertThat(down.verdict()).isEqualTo(Verdict.HEALTHY));
        nothingChanged(world);
    }

    @Test
    void verify_standsDown_whenSomebodyTerminatedThePrimary() {
        world.compute.status(VICTIM_ID, Lifecycle.TERMINATED);
        assertThat(verified(world)).isInstanceOf(VerifyOutcome.StandDown.class);
        nothingChanged(world);
    }

    // ---- arrays that do not answer

    @Test
    void verify_asksLessAndLessOften_whenAnArrayDoesNotAnswer() {
        world.array.failEverything();
        world.opened();
        List<Integer> pauses = new ArrayList<>();
        VerifyOutcome outcome = look(world, VerifyProgress.NONE);
        while (outcome instanceof VerifyOutcome.LookAgain again) {
            pauses.add(again.waitSeconds());
            world.clock.advanceSeconds(again.waitSeconds());
            outcome = look(world, again.progress());
        }
        assertThat(pauses).isSorted().startsWith(5, 5, 5).allMatch(pause -> pause <= 30);
        assertThat(pauses.getLast()).isGreaterThan(20);
    }

    @Test
    void verify_looksOnUntilItsPatienceEnds_andThenRefuses_whenAnArrayIsUnreachable() {
        world.array.failEverything();
        world.opened();
        VerifyProgress progress = VerifyProgress.NONE;
        VerifyOutcome outcome = look(world, progress);
        int looks = 1;
        while (outcome instanceof VerifyOutcome.LookAgain again) {
            world.clock.advanceSeconds(again.waitSeconds());
            outcome = look(world, again.progress());
            looks++;
        }
        assertThat(looks).isGreaterThan(10);
        assertThat(outcome).isInstanceOf(VerifyOutcome.Refuse.class);
        assertThat(Duration.between(NOON, world.clock.instant()))
                .isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3));
        nothingChanged(world);
    }

    @Test
    void verify_proceeds_whenTheArrayAnswersAgain() {
        world.array.failEverything();
        world.opened();
        VerifyOutcome.LookAgain first = again(look(world, VerifyProgress.NONE));
        world.clock.advanceSeconds(5);
        VerifyOutcome.LookAgain second = again(look(world, first.progress()));
        world.array.heal();
        world.clock.advanceSeconds(5);
        assertThat(look(world, second.progress())).isInstanceOf(VerifyOutcome.Proceed.class);
    }

    @Test
    void verify_looksOn_whenOneArrayShowsLifeAndTheOtherIsUnreachable_evenIfApproved() {
        FakeWorld two = FakeWorld.withTwoArrays();
        two.array.offering(SessionListing.INDEPENDENT, Optional.of(Duration.ofSeconds(20)), Duration.ofSeconds(10));
        two.array.sample(two.clock.instant());
        two.second.failEverything();
        two.opened();
        VerifyOutcome.LookAgain first = again(look(two, VerifyProgress.NONE));
        two.clock.advanceSeconds(first.waitSeconds());
        two.array.write(BOOT).sample(two.clock.instant());
        VerifyOutcome.LookAgain second = again(look(two, first.progress()));
        two.clock.advance(Duration.ofMinutes(3));
        two.array.write(BOOT).sample(two.clock.instant());
        assertThat(look(two, second.progress())).isInstanceOf(VerifyOutcome.Refuse.class);
        nothingChanged(two);
    }

    @Test
    void verify_asks_whenCountersStayStale() {
        world.array
                .offering(SessionListing.INDEPENDENT, Optional.of(Duration.ofSeconds(20)), Duration.ofSeconds(10))
                .sample(world.clock.instant());
        assertThat(verified(world))
                .isInstanceOfSatisfying(
                        VerifyOutcome.ApprovalWanted.class,
                        wanted -> assertThat(wanted.verdict()).isEqualTo(Verdict.BLIND));
        nothingChanged(world);
    }

    // ---- approval

    private String asked(FakeWorld where, VerifyOutcome outcome) {
        assertThat(outcome).isInstanceOf(VerifyOutcome.ApprovalWanted.class);
        VerifyOutcome.ApprovalWanted wanted = (VerifyOutcome.ApprovalWanted) outcome;
        new Approving(where.services)
                .ask(E1, FIRST_INCIDENT, wanted.verdict(), wanted.evidence(), wanted.hash(), TOKEN);
        return wanted.hash();
    }

    @Test
    void verify_asksFirst_inNotificationOnlyMode() {
        FakeWorld notify = FakeWorld.inNotificationOnlyMode();
        String hash = asked(notify, verified(notify));
        nothingChanged(notify);
        assertThat(notify.verify(E1, Optional.of(hash))).isInstanceOf(VerifyOutcome.Proceed.class);
    }

    @Test
    void verify_asksAgain_whenTheApprovalNamesOtherEvidence() {
        FakeWorld notify = FakeWorld.inNotificationOnlyMode();
        asked(notify, verified(notify));
        assertThat(notify.verify(E1, Optional.of("0000000000000000"))).isInstanceOf(VerifyOutcome.ApprovalWanted.class);
        nothingChanged(notify);
    }

    @Test
    void verify_asksAgain_whenNobodyWasAskedForTheApprovalThatCame() {
        FakeWorld notify = FakeWorld.inNotificationOnlyMode();
        VerifyOutcome.ApprovalWanted wanted = (VerifyOutcome.ApprovalWanted) verified(notify);
        assertThat(notify.verify(E1, Optional.of(wanted.hash()))).isInstanceOf(VerifyOutcome.ApprovalWanted.class);
        nothingChanged(notify);
    }

    @Test
    void verify_asksAgain_whenTheEvidenceIsOfAnotherClassThanTheOneApproved() {
        FakeWorld notify = FakeWorld.inNotificationOnlyMode();
        String dead = asked(notify, verified(notify));
        notify.compute.link(PRIMARY_SERVER, ServerLink.DISCONNECTED);
        notify.array.logIn(VICTIM, "10.0.0.1", "192.0.2.1");
        assertThat(notify.verify(E1, Optional.of(dead)))
                .isInstanceOfSatisfying(VerifyOutcome.ApprovalWanted.class, wanted -> {
                    assertThat(wanted.verdict()).isEqualTo(Verdict.LINK_LOSS);
                    assertThat(wanted.hash()).isNotEqualTo(dead);
                });
        nothingChanged(notify);
    }

    @Test
    void verify_ignoresAnOlderApproval_onceAnotherOneWasAskedFor() {
        FakeWorld notify = FakeWorld.inNotificationOnlyMode();
        String dead = asked(notify, verified(notify));
        notify.compute.link(PRIMARY_SERVER, ServerLink.DISCONNECTED);
        notify.array.logIn(VICTIM, "10.0.0.1", "192.0.2.1");
        String linkLoss = asked(notify, notify.verify(E1, Optional.empty()));
        assertThat(notify.verify(E1, Optional.of(dead))).isInstanceOf(VerifyOutcome.ApprovalWanted.class);
        nothingChanged(notify);
        assertThat(notify.verify(E1, Optional.of(linkLoss))).isInstanceOf(VerifyOutcome.Proceed.class);
    }

    @Test
    void verify_standsDown_whenThePrimaryIsWellAfterTheApproval() {
        FakeWorld notify = FakeWorld.inNotificationOnlyMode();
        String hash = asked(notify, verified(notify));
        notify.compute.status(VICTIM_ID, Check.PASSED, Check.PASSED);
        notify.array.logIn(VICTIM, "10.0.0.1", "192.0.2.1");
        assertThat(notify.verify(E1, Optional.of(hash))).isInstanceOf(VerifyOutcome.StandDown.class);
        nothingChanged(notify);
    }

    @Test
    void ask_keepsTheTokenAndTellsAPersonWhatToDo() {
        FakeWorld notify = FakeWorld.inNotificationOnlyMode();
        String hash = asked(notify, verified(notify));
        assertThat(notify.table.tokenOf(FIRST_INCIDENT)).contains(TOKEN);
        assertThat(notify.notices.sent())
                .singleElement()
                .satisfies(mail -> assertThat(mail.body())
                        .contains("approve web-01#1", "reject web-01#1", hash, "DEAD")
                        .doesNotContain("token"));
        assertThat(TOKEN).hasToString("[redacted]");
    }

    @Test
    void ask_mayBeRepeated_whenTheMailWasNotAccepted() {
        FakeWorld notify = FakeWorld.inNotificationOnlyMode();
        VerifyOutcome outcome = verified(notify);
        notify.notices.fail(1);
        assertThatThrownBy(() -> asked(notify, outcome)).isInstanceOf(ServiceUnavailableException.class);
        asked(notify, outcome);
        assertThat(notify.notices.sent()).hasSize(1);
    }

    @Test
    void ask_endsEarly_whenAnotherExecutionOwnsTheIncident() {
        FakeWorld notify = FakeWorld.inNotificationOnlyMode();
        VerifyOutcome outcome = verified(notify);
        notify.table.apply(notify.table.ledger(WEB).takeOver(FIRST_INCIDENT, E1, E2, Trigger.RECONCILER, NOON));
        assertThatThrownBy(() -> asked(notify, outcome)).isInstanceOf(SupersededException.class);
        assertThat(notify.notices.sent()).isEmpty();
        assertThat(notify.table.tokenOf(FIRST_INCIDENT)).isEmpty();
    }

    // ---- what is refused before anything is changed

    @Test
    void verify_refuses_whenTheArrayKnowsANewerGenerationThanTheBooks() {
        Initiator newer = Initiator.fresh(Protocol.ISCSI, WEB, new Generation(2), new UUID(9, 9));
        world.array.map(newer, "group");
        world.opened();
        assertThat(look(world, VerifyProgress.NONE))
                .isInstanceOfSatisfying(
                        VerifyOutcome.Refuse.class,
                        refuse -> assertThat(refuse.reason()).contains(newer.value()));
        assertThat(world.incident().plan()).isEmpty();
    }

    @Test
    void verify_refuses_whenTheArrayKnowsANewerGeneration_atTheSecondLookOnly() {
        Initiator newer = Initiator.fresh(Protocol.ISCSI, WEB, new Generation(5), new UUID(9, 9));
        world.opened();
        VerifyOutcome.LookAgain first = again(look(world, VerifyProgress.NONE));
        world.array.map(newer, BOOT, "group");
        world.clock.advanceSeconds(5);
        assertThat(look(world, first.progress())).isInstanceOf(VerifyOutcome.Refuse.class);
    }

    @Test
    void verify_refuses_whenNoTargetIsReady() {
        world.compute
                .preflight(TARGET_1, new Preflight.NotReady("no template"))
                .preflight(TARGET_2, new Preflight.NotReady("no capacity"));
        assertThat(verified(world))
                .isInstanceOfSatisfying(
                        VerifyOutcome.Refuse.class,
                        refuse -> assertThat(refuse.reason()).contains("no template", "no capacity"));
        nothingChanged(world);
    }

    @Test
    void verify_plansWithTheTargetsThatAreReady() {
        world.compute.preflight(TARGET_1, new Preflight.NotReady("no template"));
        assertThat(verified(world)).isInstanceOf(VerifyOutcome.Proceed.class);
        assertThat(world.incident().plan().orElseThrow().targets()).containsExactly(TARGET_2);
        assertThat(world.current().target()).isEqualTo(TARGET_2);
    }

    @Test
    void verify_hasTheTargetsCheckedAgainAndThenRefuses_whenTheyAreNotAnswered() {
        world.compute
                .preflight(TARGET_1, new Preflight.Unanswered("throttled"))
                .preflight(TARGET_2, new Preflight.NotReady("no template"));
        assertThat(verified(world))
                .isInstanceOfSatisfying(
                        VerifyOutcome.Refuse.class,
                        refuse -> assertThat(refuse.reason()).contains("throttled"));
        assertThat(Duration.between(NOON, world.clock.instant()))
                .isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3));
        nothingChanged(world);
    }

    @Test
    void verify_proceeds_whenTheTargetsAreAnsweredAtLast() {
        world.compute
                .preflight(TARGET_1, new Preflight.Unanswered("throttled"))
                .preflight(TARGET_2, new Preflight.NotReady("no template"));
        world.opened();
        VerifyOutcome.LookAgain first = again(look(world, VerifyProgress.NONE));
        world.clock.advanceSeconds(first.waitSeconds());
        assertThat(look(world, first.progress()))
                .isInstanceOfSatisfying(VerifyOutcome.CheckTargetsAgain.class, again -> {
                    assertThat(again.waitSeconds()).isEqualTo(5);
                    assertThat(again.reason()).contains("throttled");
                    world.compute.preflight(TARGET_1, new Preflight.Ready());
                    world.clock.advanceSeconds(again.waitSeconds());
                    assertThat(look(world, again.progress())).isInstanceOf(VerifyOutcome.Proceed.class);
                });
    }

    @Test
    void verify_doesNotWaitForATarget_whenAnotherOneIsReady() {
        world.compute.preflight(TARGET_1, new Preflight.Unanswered("throttled"));
        assertThat(verified(world))
                .isInstanceOfSatisfying(
                        VerifyOutcome.Proceed.class,
                        proceed -> assertThat(proceed.remarks()).anyMatch(remark -> remark.contains("throttled")));
        assertThat(world.incident().plan().orElseThrow().targets()).containsExactly(TARGET_2);
    }

    @Test
    void verify_launchesOnNoTargetThatWasNotChecked() {
        world.opened();
        VerifyOutcome.LookAgain first = again(look(world, VerifyProgress.NONE));
        world.clock.advanceSeconds(first.waitSeconds());
        TargetCheck second = new TargetCheck(TARGET_2, new Preflight.Ready());
        TargetCheck unknown = new TargetCheck(SampleSite.target(9), new Preflight.Ready());
        Verifying verifying = new Verifying(world.services);
        assertThat(verifying.verify(E1, FIRST_INCIDENT, first.progress(), List.of(unknown), Optional.empty()))
                .isInstanceOfSatisfying(
                        VerifyOutcome.Refuse.class,
                        refuse -> assertThat(refuse.reason()).contains("was not checked"));
        assertThat(verifying.verify(E1, FIRST_INCIDENT, first.progress(), List.of(), Optional.empty()))
                .isInstanceOf(VerifyOutcome.Refuse.class);
        nothingChanged(world);
        assertThat(verifying.verify(E1, FIRST_INCIDENT, first.progress(), List.of(second, unknown), Optional.empty()))
                .isInstanceOf(VerifyOutcome.Proceed.class);
        assertThat(world.incident().plan().orElseThrow().targets()).containsExactly(TARGET_2);
    }

    @Test
    void verify_asksEc2NothingOfALaunch() {
        world.opened();
        List<TargetCheck> targets = world.targets(E1);
        world.compute
                .preflight(TARGET_1, new Preflight.NotReady("asked by the wrong role"))
                .preflight(TARGET_2, new Preflight.NotReady("asked by the wrong role"));
        Verifying verifying = new Verifying(world.services);
        VerifyOutcome.LookAgain first =
                again(verifying.verify(E1, FIRST_INCIDENT, VerifyProgress.NONE, targets, Optional.empty()));
        world.clock.advanceSeconds(first.waitSeconds());
        assertThat(verifying.verify(E1, FIRST_INCIDENT, first.progress(), targets, Optional.empty()))
                .isInstanceOf(VerifyOutcome.Proceed.class);
    }

    @Test
    void verify_refuses_whenTheArrayKnowsNoWayToLetASuccessorIn() {
        world.array.fail(Call.ROUTE, new ArrayFailure(ArrayFailure.Kind.REFUSED, "409", "shared connection"));
        assertThat(verified(world)).isInstanceOf(VerifyOutcome.Refuse.class);
        nothingChanged(world);
    }

    /** Somebody took its mapping away by hand: it may be alive, and a list made from the mappings would not show it. */
    @ParameterizedTest
    @EnumSource(
            value = SessionListing.class,
            names = {"WHILE_MAPPED", "PRESENCE"})
    void verify_asksAPerson_whenTheListIsMadeFromMappingsAndTheVictimHasNone(SessionListing listing) {
        world.array.offering(listing, Optional.empty(), Duration.ofSeconds(10));
        world.array.unmap(VICTIM);
        assertThat(verified(world)).isInstanceOfSatisfying(VerifyOutcome.ApprovalWanted.class, wanted -> {
            assertThat(wanted.verdict()).isEqualTo(Verdict.BLIND);
            assertThat(wanted.evidence().remarks()).anyMatch(remark -> remark.contains("only with a mapping"));
        });
        assertThat(world.incident().plan()).isEmpty();
    }

    @Test
    void verify_refuses_whenTheArrayCouldNotConfirmANewMachine() {
        world.array.able(new ArrayCapabilities(
                SessionListing.NOT_OFFERED,
                ArrayCapabilities.PathActivity.NOT_OFFERED,
                Optional.of(Duration.ofSeconds(5)),
                Duration.ofSeconds(10),
                ArrayCapabilities.LoginDenial.NOT_OFFERED));
        world.opened();
        VerifyOutcome first = new Verifying(world.services)
                .verify(E1, FIRST_INCIDENT, sampled(VerifyProgress.NONE), world.targets(E1), Optional.empty());
        VerifyProgress progress = ((VerifyOutcome.LookAgain) first).progress();
        world.clock.advanceSeconds(6);
        assertThat(new Verifying(world.services)
                        .verify(E1, FIRST_INCIDENT, sampled(progress), world.targets(E1), Optional.empty()))
                .isInstanceOfSatisfying(
                        VerifyOutcome.Refuse.class,
                        refuse -> assertThat(refuse.reason()).contains("attached"));
        assertThat(world.array.revokeOrders()).isEmpty();
    }

    private VerifyProgress sampled(VerifyProgress progress) {
        world.array.sample(world.clock.instant());
        return progress;
    }

    @Test
    void verify_refuses_whenTheInstanceIsNotProtectedAnyMore() {
        world.opened().configured(new Configurations.Lookup.NotProtected());
        assertThat(look(world, VerifyProgress.NONE)).isInstanceOf(VerifyOutcome.Refuse.class);
        world.configured(new Configurations.Lookup.Unreadable("no volume"));
        assertThat(look(world, VerifyProgress.NONE)).isInstanceOf(VerifyOutcome.Refuse.class);
        nothingChanged(world);
    }

    @Test
    void verify_refuses_whenTheBooksDoNotKnowTheVictimsNameOnAnArray() {
        FakeWorld nameless = FakeWorld.of(configured(Mode.AUTOMATIC, ARRAY_1));
        nameless.opened();
        assertThat(look(nameless, VerifyProgress.NONE)).isInstanceOf(VerifyOutcome.Refuse.class);
    }

    // ---- ownership

    @Test
    void verify_isSuperseded_whenAnotherExecutionHasTakenOver() {
        world.opened();
        VerifyOutcome.LookAgain first = again(look(world, VerifyProgress.NONE));
        world.table.apply(world.table.ledger(WEB).takeOver(FIRST_INCIDENT, E1, E2, Trigger.RECONCILER, NOON));
        world.clock.advanceSeconds(5);
        assertThat(look(world, first.progress())).isInstanceOf(VerifyOutcome.Superseded.class);
        nothingChanged(world);
    }

    @Test
    void verify_storesNoPlan_whenAnotherExecutionTakesOverRightBeforeTheWrite() {
        world.opened();
        VerifyOutcome.LookAgain first = again(look(world, VerifyProgress.NONE));
        world.clock.advanceSeconds(5);
        world.table.beforeCommit(() ->
                world.table.apply(world.table.ledger(WEB).takeOver(FIRST_INCIDENT, E1, E2, Trigger.RECONCILER, NOON)));
        assertThat(look(world, first.progress())).isInstanceOf(VerifyOutcome.Superseded.class);
        nothingChanged(world);
    }

    @Test
    void verify_isSuperseded_whenTheIncidentIsUnknown() {
        assertThat(look(world, VerifyProgress.NONE)).isInstanceOf(VerifyOutcome.Superseded.class);
        assertThat(world.table.ledger(new InstanceName("web-01")).incident()).isEmpty();
    }

    @Test
    void verify_proceedsWithTheStoredPlan_whenItsWriteWasNotAnswered() {
        world.opened();
        VerifyOutcome.LookAgain first = again(look(world, VerifyProgress.NONE));
        world.clock.advanceSeconds(5);
        world.table.commits(Fate.WRITTEN_UNANSWERED);
        assertThatThrownBy(() -> look(world, first.progress())).isInstanceOf(ServiceUnavailableException.class);
        Initiator stored = world.nameOf(G2);
        assertThat(look(world, first.progress()))
                .isInstanceOfSatisfying(
                        VerifyOutcome.Proceed.class,
                        proceed -> assertThat(proceed.generation()).isEqualTo(G2));
        assertThat(world.nameOf(G2)).isEqualTo(stored);
    }

    @Test
    void verify_proceedsWithTheStoredPlan_whateverIsSeenNow() {
        // The decision was made and stored: standing down now would close an incident whose fence may have been
        // ordered.
        world.planned();
        world.compute.status(VICTIM_ID, Check.PASSED, Check.PASSED);
        assertThat(look(world, VerifyProgress.NONE)).isInstanceOfSatisfying(VerifyOutcome.Proceed.class, proceed -> {
            assertThat(proceed.generation()).isEqualTo(G2);
            assertThat(proceed.verdict()).isEqualTo(Verdict.DEAD);
        });
    }

    @Test
    void verify_doesNotTakeAThrottledEc2ForADeadMachine() {
        world.compute.status(VICTIM_ID, new MachineStatus.Unobserved("throttled"));
        assertThat(verified(world)).isInstanceOfSatisfying(VerifyOutcome.ApprovalWanted.class, wanted -> {
            assertThat(wanted.verdict()).isEqualTo(Verdict.BLIND);
            assertThat(wanted.evidence().storageAnswered()).isEqualTo(Evidence.StorageAnswer.ANSWERED);
        });
        nothingChanged(world);
    }

    @Test
    void verify_givesEachGenerationOneNameForEachProtocol_onHoweverManyArrays() {
        FakeWorld two = FakeWorld.withTwoArrays();
        assertThat(verified(two)).isInstanceOf(VerifyOutcome.Proceed.class);
        assertThat(Set.copyOf(two.current().initiators().values())).hasSize(1);
        assertThat(two.current().initiators()).hasSize(2);
    }
}
