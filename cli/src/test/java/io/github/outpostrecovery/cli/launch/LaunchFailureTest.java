package io.github.outpostrecovery.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.cloud.Machines.Launch;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.OutpostArn;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a launch leaves behind that fails at one of its steps. */
class LaunchFailureTest {
    private final Wizardry wizardry = new Wizardry("dell", "iscsi").furnished("dell", "iscsi", "sanboot", "linux");
    private final FakeAccount account = wizardry.account;

    private WizardException failure() {
        WizardException failure = catchThrowableOfType(WizardException.class, wizardry::unattended);
        assertThat(failure).as("told: %s", wizardry.told).isNotNull();
        return failure;
    }

    private void assertTheArrayIsAsBefore() {
        assertThat(account.array.hosts).isEmpty();
        assertThat(account.array.maps).isEmpty();
    }

    @Test
    void run_undoesTheArray_whenItRefusesHalfWay() {
        account.array.faults.add(FakeArray.NO);
        assertThat(failure().failure()).isEqualTo(WizardFailure.ARRAY_REFUSED);
        assertTheArrayIsAsBefore();
        assertThat(account.launched).isEmpty();
    }

    @Test
    void run_neverLaunchesWithANameInDoubt_andTakesAFreshOne() {
        account.array.faults.add(FakeArray.NO_ANSWER);
        wizardry.unattended();
        Initiator used = account.onlyInitiator();
        assertThat(account.array.retired).hasSize(1).doesNotContain(used);
        String userData = account.launched.getFirst().userData().orElseThrow();
        assertThat(userData).contains(used.value());
        account.array.retired.forEach(doubtful -> assertThat(userData).doesNotContain(doubtful.value()));
        assertThat(account.launched.getFirst().tags()).containsEntry("outpost-recovery:initiator-iscsi", used.value());
    }

    @Test
    void run_givesUp_whenEveryNameIsInDoubt() {
        account.array.faults.addAll(List.of(FakeArray.NO_ANSWER, FakeArray.NO_ANSWER, FakeArray.NO_ANSWER));
        assertThat(failure().failure()).isEqualTo(WizardFailure.ARRAY_IN_DOUBT);
        assertThat(account.array.retired).hasSize(3);
        assertThat(account.launched).isEmpty();
        assertTheArrayIsAsBefore();
    }

    @Test
    void run_doesNotReplaceANameThatWasGiven_whenItIsInDoubt() {
        wizardry.give("--initiator-iqn", "iqn.2006-03.com.amazon.aws:web-01");
        account.array.faults.add(FakeArray.NO_ANSWER);
        assertThat(failure().failure()).isEqualTo(WizardFailure.ARRAY_IN_DOUBT);
        assertThat(account.launched).isEmpty();
    }

    @Test
    void run_leavesAHostThatSomebodyElseMayHaveMade_whenItsOwnRequestIsNotAnswered() {
        account.array.unanswered.add(plan -> account.array.hosts.put("web-01", new HashSet<>()));
        account.array.unanswered.add(_ -> {});
        account.array.unanswered.add(_ -> {});
        WizardException failure = failure();
        assertThat(failure.failure()).isEqualTo(WizardFailure.ARRAY_IN_DOUBT);
        assertThat(account.array.hosts).containsEntry("web-01", Set.of());
        assertThat(wizardry.told).anyMatch(line -> line.contains("in doubt: make host web-01"));
    }

    @Test
    void run_undoesAHostThatHoldsTheNameOfThisRun_whenItsRequestIsNotAnswered() {
        account.array.unanswered.add(plan -> account.array.hosts.put(
                "web-01", new HashSet<>(Set.of(plan.request().initiator()))));
        account.array.unanswered.add(_ -> {});
        account.array.unanswered.add(_ -> {});
        assertThat(failure().failure()).isEqualTo(WizardFailure.ARRAY_IN_DOUBT);
        assertTheArrayIsAsBefore();
    }

    @Test
    void run_leavesAndNamesWhatIsInDoubt_whenTheNameWasGiven() {
        String given = "iqn.2006-03.com.amazon.aws:web-01";
        wizardry.give("--initiator-iqn", given);
        account.array.unanswered.add(
                _ -> account.array.hosts.put("web-01", new HashSet<>(Set.of(Initiator.parse(given)))));
        assertThat(failure())
                .hasMessageContaining("in doubt: make host web-01")
                .hasMessageContaining("nobody but " + given);
        assertThat(account.array.hosts).containsKey("web-01");
        assertThat(account.array.retired).isEmpty();
    }

    @Test
    void run_undoesTheArray_whenEc2Refuses() {
        account.launches.add(new Launch.Refused("InsufficientInstanceCapacity", "there is no room"));
        WizardException failure = failure();
        assertThat(failure.failure()).isEqualTo(WizardFailure.LAUNCH_REFUSED);
        assertThat(failure).hasMessageContainingAll("InsufficientInstanceCapacity", "Undone: ");
        assertTheArrayIsAsBefore();
        assertThat(account.journal).noneMatch(line -> line.startsWith("terminate"));
    }

    @Test
    void run_asksAgainWithTheSameToken_whenThereIsNoAnswer() {
        account.launches.addAll(List.of(new Launch.Unknown("504"), new Launch.Unknown("504")));
        wizardry.unattended();
        assertThat(account.journal.stream()
                        .filter(line -> line.startsWith("launch"))
                        .distinct())
                .hasSize(1);
        assertThat(account.launched).hasSize(3);
    }

    @Test
    void run_leavesEverythingAndTellsHowToUndoIt_whenTheLaunchStaysUnknown() {
        for (int times = 0; times < 10; times++) {
            account.launches.add(new Launch.Unknown("no answer"));
        }
        WizardException failure = failure();
        assertThat(failure.failure()).isEqualTo(WizardFailure.LAUNCH_UNKNOWN);
        assertThat(failure).hasMessageContaining("to undo it: take iqn.");
        assertThat(account.array.maps).isNotEmpty();
    }

    @Test
    void run_endsTheMachineAndUndoesTheArray_whenItRunsElsewhere() {
        account.landsOn =
                Optional.of(new OutpostArn("arn:aws:outposts:us-west-2:111122223333:outpost/op-0ffffffffffffffff"));
        assertThat(failure().failure()).isEqualTo(WizardFailure.LAUNCHED_OFF_OUTPOST);
        assertThat(account.journal).contains("terminate " + FakeAccount.MACHINE);
        assertTheArrayIsAsBefore();
    }

    @Test
    void run_endsTheMachine_whenItEndsInsteadOfRunning() {
        account.state = "terminated";
        assertThat(failure().failure()).isEqualTo(WizardFailure.NOT_RUNNING);
        assertTheArrayIsAsBefore();
    }

    @Test
    void run_givesUpInTime_whenItStaysPending() {
        account.state = "pending";
        WizardException failure = failure();
        assertThat(failure.failure()).isEqualTo(WizardFailure.NOT_RUNNING);
        assertThat(failure).hasMessageContaining("10 minutes").hasMessageContaining("terminate-instances");
        assertThat(account.journal).noneMatch(line -> line.startsWith("terminate"));
    }

    @Test
    void run_tellsWhatToLookAt_whenTheArrayNeverSeesTheMachine() {
        account.looksUntilAttached = 10_000;
        WizardException failure = failure();
        assertThat(failure.failure()).isEqualTo(WizardFailure.ATTACHMENT_NOT_SEEN);
        assertThat(failure.next()).contains("get-console-output");
        assertThat(wizardry.told).anyMatch(line -> line.contains("still waiting for"));
        assertThat(account.array.maps).isNotEmpty();
    }

    @Test
    void run_saysSo_whenTheArrayCannotShowWhoIsLoggedIn() {
        account.showsSessions = false;
        assertThat(wizardry.unattended().report().seen().values()).containsExactly(new LaunchReport.Seen.CannotShow());
    }

    @Test
    void run_undoesTheArray_whenTheUserDataCannotBeWritten() throws Exception {
        java.nio.file.Path file = java.nio.file.Files.createTempFile("not-a-folder", "");
        wizardry.give("--save-user-data-path", file.resolve("x/y").toString());
        assertThat(failure().failure()).isEqualTo(WizardFailure.SAVE_FAILED);
        assertTheArrayIsAsBefore();
        assertThat(account.launched).isEmpty();
    }

    @Test
    void wizard_changesNothing_whenTheArrayDoesNotAnswer() {
        account.array.silent = true;
        WizardException failure = failure();
        assertThat(failure.failure()).isEqualTo(WizardFailure.DELL_FAILED);
        assertThat(failure).hasMessageContaining("no answer in 30 s");
        assertThat(account.changes()).isEmpty();
    }

    @Test
    void wizard_changesNothing_whenTheAccountRefuses() {
        account.trouble =
                Optional.of(new CloudTroubleException("UnauthorizedOperation", "ec2:DescribeInstances", null));
        WizardException failure = failure();
        assertThat(failure.failure()).isEqualTo(WizardFailure.AWS_FAILED);
        assertThat(failure).hasMessageContaining("UnauthorizedOperation");
        assertThat(account.changes()).isEmpty();
    }
}
