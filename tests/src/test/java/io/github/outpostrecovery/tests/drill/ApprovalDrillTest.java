package io.github.outpostrecovery.tests.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.incident.ApprovalRequest;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.asl.ExecutionStatus;
import io.github.outpostrecovery.lab.drill.DrillOptions.Approval;
import io.github.outpostrecovery.lab.drill.DrillOptions.Primary;
import io.github.outpostrecovery.lab.drill.DrillOptions.Transport;
import io.github.outpostrecovery.lab.drill.DrillResult;
import io.github.outpostrecovery.lab.drill.UnknownIncidentException;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person is asked, and what comes of each answer; every answer comes from another process. */
class ApprovalDrillTest {
    private static final IncidentId INCIDENT = IncidentId.parse("web-01#1");

    @TempDir
    private Path folder;

    private void wait(Scenario scenario) {
        try (OpenDrill open = OpenDrill.begin(folder, scenario)) {
            DrillResult result = open.drill().run();
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).isEqualTo(DrillResult.WAITING_FOR_APPROVAL);
            assertThat(open.drill().waiting()).contains(INCIDENT);
            assertThat(open.site().region().mailbox().mails())
                    .singleElement()
                    .satisfies(mail -> assertThat(mail.body())
                            .contains("./outpost-recovery approve web-01#1")
                            .contains(asked(open.site()).evidence()));
        }
    }

    private static ApprovalRequest asked(SimulatedSite site) {
        return site.ledger()
                .incident()
                .flatMap(Incident::approval)
                .orElseThrow(() -> new AssertionError("nobody was asked"));
    }

    private static Scenario notifying() {
        return Scenario.STANDARD.in(Approval.NOTIFY);
    }

    private static Scenario isolated() {
        return Scenario.STANDARD.primary(Primary.ISOLATED);
    }

    private static void recovered(OpenDrill open, DrillResult result) {
        Soundness.of(open.site(), result);
        assertThat(result.outcome()).as(result.reason()).isEqualTo("RECOVERED");
        assertThat(result.generation()).isEqualTo(new DrillResult.Change<>(1, 2));
        assertThat(result.launches()).isEqualTo(1);
        assertThat(result.worldChanged()).isTrue();
        ExecutionArn execution = open.recoveries().getFirst().arn();
        assertThat(open.states(execution))
                .as("the primary is verified again, and fenced as ever")
                .containsSubsequence(
                        "Ask for approval",
                        "Check launch targets",
                        "Verify primary",
                        "Fence old initiator",
                        "Grant new initiator",
                        "Relaunch from recovery template");
    }

    @Test
    void notification_goesOnThroughTheSameFenceWhenApproved() {
        wait(notifying());
        try (OpenDrill open = OpenDrill.reopen(folder)) {
            recovered(open, open.drill().answer(INCIDENT, "approve", "seen on site"));
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void isolatedMachine_isFencedAliveWhenApproved(Transport protocol) {
        wait(isolated().over(protocol));
        try (OpenDrill open = OpenDrill.reopen(folder)) {
            String victim = open.site().ledger().current().id().value();
            DrillResult result = open.drill().answer(INCIDENT, "approve", "the link is cut for good");
            recovered(open, result);
            assertThat(open.site().machines().machine(victim))
                    .as("it was fenced while it lived")
                    .hasValueSatisfying(
                            machine -> assertThat(machine.phase().canSend()).isTrue());
            assertThat(Soundness.letIn(open.site()))
                    .containsExactly(result.initiators().getFirst().after());
        }
    }

    @ParameterizedTest
    @CsvSource({"NOTIFY, DEAD", "AUTOMATIC, ISOLATED"})
    void rejection_changesNothing(Approval mode, Primary primary) {
        wait(Scenario.STANDARD.in(mode).primary(primary));
        try (OpenDrill open = OpenDrill.reopen(folder)) {
            DrillResult result = open.drill().answer(INCIDENT, "reject", "we mend it by hand");
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).isEqualTo("REJECTED");
            assertThat(result.reason()).isEqualTo("we mend it by hand");
        }
    }

    @ParameterizedTest
    @CsvSource({"NOTIFY, DEAD", "AUTOMATIC, ISOLATED"})
    void silence_expiresAndChangesNothing(Approval mode, Primary primary) {
        wait(Scenario.STANDARD.in(mode).primary(primary));
        try (OpenDrill open = OpenDrill.reopen(folder)) {
            DrillResult early = open.drill().pass(Duration.ofHours(3));
            assertThat(early.outcome()).isEqualTo(DrillResult.WAITING_FOR_APPROVAL);
            DrillResult result = open.drill().pass(Duration.ofHours(2));
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).isEqualTo("EXPIRED");
            assertThatThrownBy(() -> open.drill().answer(INCIDENT, "approve", "too late"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("EXPIRED");
        }
    }

    @Test
    void secondApproval_findsNothingToApprove() {
        wait(notifying());
        try (OpenDrill open = OpenDrill.reopen(folder)) {
            open.drill().answer(INCIDENT, "approve", "once");
        }
        try (OpenDrill open = OpenDrill.reopen(folder)) {
            assertThatThrownBy(() -> open.drill().answer(INCIDENT, "approve", "twice"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("does not wait for an approval");
            DrillResult result = open.drill().result();
            recovered(open, result);
        }
    }

    @Test
    void twoApprovalsAtOnce_countOnce() {
        wait(notifying());
        try (OpenDrill open = OpenDrill.reopen(folder)) {
            SimulatedSite site = open.site();
            ObjectNode answer = answer("approve", asked(site).evidence());
            ExecutionArn one = site.answer(answer);
            ExecutionArn other = site.answer(answer);
            DrillResult result = open.drill().pass(Duration.ofMinutes(20));
            recovered(open, result);
            assertThat(status(site, one)).isEqualTo(ExecutionStatus.SUCCEEDED);
            ExecutionDescription late = site.stepFunctions().describe(other);
            assertThat(late.status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(late.error()).contains("NotAnswered");
        }
    }

    @Test
    void approvalOfOtherEvidence_isRefusedAndTheRequestStands() {
        wait(notifying());
        try (OpenDrill open = OpenDrill.reopen(folder)) {
            ExecutionArn stale = open.site().answer(answer("approve", "0123456789abcdef"));
            DrillResult result = open.drill().pass(Duration.ofMinutes(5));
            Soundness.of(open.site(), result);
            assertThat(open.site().stepFunctions().describe(stale).error()).contains("OtherEvidence");
            assertThat(result.outcome()).isEqualTo(DrillResult.WAITING_FOR_APPROVAL);
        }
    }

    @Test
    void evidenceOfAnotherClass_isAskedAboutAgain() {
        wait(isolated().in(Approval.NOTIFY));
        String first;
        try (OpenDrill open = OpenDrill.reopen(folder)) {
            first = asked(open.site()).evidence();
            open.site()
                    .machines()
                    .apply(new SiteEvent.PowerLost(SimulatedSite.servers().getFirst()));
            open.drill().pass(Duration.ofMinutes(10));
            DrillResult result = open.drill().answer(INCIDENT, "approve", "as the first mail said");
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).isEqualTo(DrillResult.WAITING_FOR_APPROVAL);
            assertThat(asked(open.site()).evidence()).isNotEqualTo(first);
            assertThat(open.site().region().mailbox().mails()).hasSize(2);
        }
        try (OpenDrill open = OpenDrill.reopen(folder)) {
            ExecutionArn stale = open.site().answer(answer("approve", first));
            open.drill().pass(Duration.ofMinutes(1));
            assertThat(open.site().stepFunctions().describe(stale).error()).contains("OtherEvidence");
            recovered(open, open.drill().answer(INCIDENT, "approve", "as the second mail says"));
        }
    }

    @Test
    void primaryThatIsBack_isStoodDownForInSpiteOfTheApproval() {
        wait(isolated());
        try (OpenDrill open = OpenDrill.reopen(folder)) {
            open.site()
                    .machines()
                    .apply(new SiteEvent.LinkRestored(SimulatedSite.servers().getFirst()));
            open.drill().pass(Duration.ofMinutes(10));
            DrillResult result = open.drill().answer(INCIDENT, "approve", "has not looked");
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).isEqualTo("STOOD_DOWN");
        }
    }

    @Test
    void unknownIncident_isSaidToBeUnknown() {
        wait(notifying());
        try (OpenDrill open = OpenDrill.reopen(folder)) {
            IncidentId other = IncidentId.parse("web-01#2");
            assertThatThrownBy(() -> open.drill().answer(other, "approve", "typo"))
                    .isInstanceOf(UnknownIncidentException.class)
                    .hasMessageContaining("web-01#2");
            assertThatThrownBy(() -> open.drill().resume(other)).isInstanceOf(UnknownIncidentException.class);
            assertThat(open.drill().result().outcome()).isEqualTo(DrillResult.WAITING_FOR_APPROVAL);
        }
    }

    private static ObjectNode answer(String decision, String evidence) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("incident", INCIDENT.toString())
                .put("decision", decision)
                .put("evidence", evidence)
                .put("reason", "a test");
    }

    private static ExecutionStatus status(SimulatedSite site, ExecutionArn execution) {
        return site.stepFunctions().describe(execution).status();
    }
}
