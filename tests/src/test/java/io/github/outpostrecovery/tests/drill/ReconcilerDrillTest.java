package io.github.outpostrecovery.tests.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.control.KillSwitch;
import io.github.outpostrecovery.core.control.MaintenanceWindow;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.lab.asl.Checkpoint;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.asl.ExecutionStatus;
import io.github.outpostrecovery.lab.asl.StepListener;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.region.CallFault;
import io.github.outpostrecovery.lab.region.CallFaultRule;
import io.github.outpostrecovery.lab.region.Mailbox;
import io.github.outpostrecovery.lab.rest.FaultRule;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RequestPattern;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteOptions;
import io.github.outpostrecovery.lab.time.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people forbid, and what is left lying: with the real state machine, and the real reconciler every five minutes. */
class ReconcilerDrillTest {
    private static final InstanceName WEB = new InstanceName("web-01");

    private SimulatedSite site = SimulatedSite.furnish(
            SiteOptions.STANDARD, Pace.VIRTUAL, StepListener.NONE, (execution, state) -> checkpoint(state));

    /** What happens before a function is called by a state; once. */
    private Optional<Happening> happening = Optional.empty();

    private record Happening(String state, Runnable what) {}

    private void checkpoint(String state) {
        Optional<Happening> due = happening.filter(next -> next.state().equals(state));
        if (due.isPresent()) {
            happening = Optional.empty();
            due.get().what().run();
        }
    }

    @BeforeEach
    void warmUp() {
        pass(Duration.ofMinutes(8));
    }

    @AfterEach
    void close() {
        assertThat(site.failedRounds()).isEmpty();
        assertThat(site.oracle().violations()).isEmpty();
        site.close();
    }

    private void pass(Duration duration) {
        site.agenda().runUntil(site.agenda().instant().plus(duration), () -> false);
    }

    private void killThePrimary() {
        site.machines().apply(new SiteEvent.PowerLost(SimulatedSite.servers().getFirst()));
    }

    private void declareWindow(Duration length) {
        Instant now = site.agenda().instant();
        site.controls().declare(new MaintenanceWindow(WEB, now, now.plus(length), "bob", "patch day"));
    }

    private void throwSwitch() {
        site.controls().set(new KillSwitch.Thrown(site.agenda().instant(), "ann", "firmware"));
    }

    private List<Outcome> outcomes() {
        return OpenDrill.recoveries(site).stream()
                .flatMap(execution -> site.recordOf(execution.arn()).stream())
                .map(IncidentRecord::outcome)
                .toList();
    }

    private List<String> triggers() {
        return OpenDrill.recoveries(site).stream()
                .map(execution -> execution.input().path("trigger").asText())
                .toList();
    }

    private int generation() {
        return site.ledger().current().generation().number();
    }

    private void nothingHasChanged() {
        assertThat(Soundness.changes(site)).isEmpty();
        assertThat(Soundness.launched(site)).isEmpty();
    }

    // ---- maintenance

    @Test
    void window_suppressesTheAlarm_andItIsLookedIntoWhenItEnds() {
        declareWindow(Duration.ofMinutes(40));
        killThePrimary();
        pass(Duration.ofMinutes(39));
        assertThat(outcomes()).containsExactly(Outcome.SUPPRESSED);
        assertThat(site.ledger().incident()).as("no incident is opened").isEmpty();
        nothingHasChanged();
        pass(Duration.ofMinutes(20));
        assertThat(outcomes()).containsExactly(Outcome.SUPPRESSED, Outcome.RECOVERED);
        assertThat(triggers()).containsExactly("ALARM", "RECONCILER");
        assertThat(generation()).isEqualTo(2);
    }

    @Test
    void window_isForgotten_whenThePrimaryIsBackBeforeItEnds() {
        declareWindow(Duration.ofMinutes(40));
        killThePrimary();
        pass(Duration.ofMinutes(20));
        site.machines()
                .apply(new SiteEvent.PowerRestored(SimulatedSite.servers().getFirst()));
        pass(Duration.ofMinutes(60));
        assertThat(outcomes()).containsExactly(Outcome.SUPPRESSED);
        nothingHasChanged();
    }

    @Test
    void windowDeclaredBeforeTheFence_stopsWhatTheAlarmBegan() {
        happening = Optional.of(new Happening("Fence old initiator", () -> declareWindow(Duration.ofMinutes(40))));
        killThePrimary();
        pass(Duration.ofMinutes(30));
        assertThat(outcomes()).containsExactly(Outcome.SUPPRESSED);
        nothingHasChanged();
        pass(Duration.ofMinutes(30));
        assertThat(outcomes()).containsExactly(Outcome.SUPPRESSED, Outcome.RECOVERED);
        assertThat(site.ledger().incident().orElseThrow().id()).isEqualTo(new IncidentId(WEB, 2));
        assertThat(generation()).isEqualTo(2);
    }

    @Test
    void windowDeclaredAfterTheFence_stopsNothing() {
        happening = Optional.of(new Happening("Grant new initiator", () -> declareWindow(Duration.ofMinutes(40))));
        killThePrimary();
        pass(Duration.ofMinutes(30));
        assertThat(outcomes()).containsExactly(Outcome.RECOVERED);
    }

    // ---- kill switch

    @Test
    void switchThrownBeforeTheFence_stopsIt_untilItIsReleased() {
        happening = Optional.of(new Happening("Fence old initiator", this::throwSwitch));
        killThePrimary();
        pass(Duration.ofMinutes(25));
        assertThat(outcomes()).containsExactly(Outcome.SUPPRESSED);
        nothingHasChanged();
        assertThat(site.region().mailbox().mails()).isEmpty();
        pass(Duration.ofMinutes(30));
        assertThat(site.region().mailbox().mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.subject()).contains("held by the kill switch"));
        site.controls().set(new KillSwitch.Released());
        pass(Duration.ofMinutes(20));
        assertThat(outcomes()).containsExactly(Outcome.SUPPRESSED, Outcome.RECOVERED);
        assertThat(generation()).isEqualTo(2);
    }

    @Test
    void switchThrownAfterTheFence_stopsNothing() {
        happening = Optional.of(new Happening("Grant new initiator", this::throwSwitch));
        killThePrimary();
        pass(Duration.ofMinutes(30));
        assertThat(outcomes()).containsExactly(Outcome.RECOVERED);
    }

    @Test
    void deadExecution_isFinishedInSpiteOfTheSwitch_whenItHasBegunToFence() {
        happening = Optional.of(new Happening("Grant new initiator", () -> {
            throwSwitch();
            stopTheExecution();
        }));
        killThePrimary();
        pass(Duration.ofMinutes(40));
        assertThat(triggers()).containsExactly("ALARM", "RECONCILER");
        assertThat(outcomes()).containsExactly(Outcome.RECOVERED);
    }

    // ---- what is left lying

    private void stopTheExecution() {
        ExecutionDescription running = OpenDrill.recoveries(site).getLast();
        site.stepFunctions().stop(running.arn(), "Stopped", "stopped by hand");
    }

    @Test
    void executionThatDiesAfterTheReArm_isFinishedByTheReconciler() {
        List<JsonNode> saved = new ArrayList<>();
        happening = Optional.of(new Happening("Record recovery", () -> saved.add(site.save())));
        killThePrimary();
        pass(Duration.ofMinutes(30));
        assertThat(saved).hasSize(1);
        site.close();
        // The process has ended in the middle of the call: the alarm is armed on the new machine, and nobody says so.
        site = SimulatedSite.restore(saved.getFirst(), Pace.VIRTUAL, StepListener.NONE, Checkpoint.NONE);
        assertThat(OpenDrill.recoveries(site).getFirst().status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(generation()).isEqualTo(1);
        pass(Duration.ofMinutes(25));
        assertThat(triggers()).containsExactly("ALARM", "RECONCILER");
        assertThat(outcomes()).containsExactly(Outcome.RECOVERED);
        assertThat(generation()).isEqualTo(2);
        assertThat(Soundness.launched(site)).hasSize(1);
    }

    @Test
    void alarmThatIsLostOnTheWay_isTakenUp() {
        site.region()
                .triggers()
                .calls()
                .arm(CallFaultRule.nth(
                        "lost", "StartExecution", 1, new CallFault.Refused("AccessDenied", "not today")));
        killThePrimary();
        pass(Duration.ofMinutes(30));
        assertThat(site.region().triggers().deadLetters()).hasSize(1);
        assertThat(triggers()).containsExactly("RECONCILER");
        assertThat(outcomes()).containsExactly(Outcome.RECOVERED);
    }

    @Test
    void alarmThatPointsElsewhere_isPutBack() {
        site.region().alarms().create(site.alarm(), new Ec2InstanceId("i-0123456789abcdef0"));
        pass(Duration.ofMinutes(6));
        assertThat(site.region().alarms().alarm(site.alarm()).orElseThrow().machine())
                .isEqualTo(site.ledger().current().id().value());
        assertThat(OpenDrill.recoveries(site)).isEmpty();
    }

    @Test
    void refusedRecovery_isTriedAgain_whileTheAlarmStays() {
        makeTheArraysUnreachable();
        killThePrimary();
        pass(Duration.ofMinutes(8));
        assertThat(outcomes()).containsExactly(Outcome.REFUSED);
        site.arrays().forEach(array -> array.way().clear("out"));
        pass(Duration.ofMinutes(20));
        assertThat(triggers()).containsExactly("ALARM", "RECONCILER");
        assertThat(outcomes()).containsExactly(Outcome.REFUSED, Outcome.RECOVERED);
    }

    @Test
    void pagedIncident_isRemindedOf_andNotTakenUp() {
        happening = Optional.of(new Happening("Fence old initiator", this::makeTheArraysUnreachable));
        killThePrimary();
        pass(Duration.ofMinutes(30));
        assertThat(outcomes()).containsExactly(Outcome.FENCED_AND_PAGED);
        assertThat(site.region().mailbox().mails()).hasSize(1);
        pass(Duration.ofHours(9));
        assertThat(outcomes()).containsExactly(Outcome.FENCED_AND_PAGED);
        assertThat(site.region().mailbox().mails().stream().map(Mailbox.Mail::subject))
                .hasSize(3)
                .last()
                .asString()
                .contains("web-01#1 still waits for you");
    }

    private void makeTheArraysUnreachable() {
        for (var array : site.arrays()) {
            array.way()
                    .arm(new FaultRule(
                            "out", RequestPattern.of(".*", ""), Occurrences.always(), new RestFault.Unreachable()));
        }
    }
}
