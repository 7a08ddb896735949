package io.github.outpostrecovery.tests.template;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What no role may be able to do, whatever the table of permissions says: the separations that safety rests on. */
class SeparationTest {
    @Test
    void taskResults_areSentByTheApprovalMachineOnly() throws IOException {
        assertThat(Roles.thatAllow("states:SendTaskSuccess")).containsExactly("ApprovalStateMachineRole");
        assertThat(Roles.thatAllow("states:SendTaskFailure")).containsExactly("ApprovalStateMachineRole");
        assertThat(Roles.thatAllow("states:SendTaskHeartbeat")).isEmpty();
    }

    @Test
    void secrets_areReadByThoseWhoNeedThem() throws IOException {
        assertThat(Roles.thatReadTheSecret("read/array-a"))
                .containsExactly("ConfirmAttachmentRole", "RelaunchInstanceRole", "VerifyPrimaryRole");
        assertThat(Roles.thatReadTheSecret("fence/array-a"))
                .containsExactly("FenceInitiatorRole", "GrantInitiatorRole");
        assertThat(Roles.thatReadTheSecret("chap/web-01")).containsExactly("GrantInitiatorRole");
        assertThat(Roles.thatReadTheSecret("other/array-a")).isEmpty();
    }

    @Test
    void launching_isBoundToTemplatesOfTheStack() throws IOException {
        assertThat(Roles.thatAllow("ec2:RunInstances")).containsExactly("RelaunchInstanceRole");
        assertThat(Roles.thatAllow("iam:PassRole")).isEmpty();
        List<Permission> launches = requireNonNull(Roles.of(Deployment.FULL).get("RelaunchInstanceRole")).stream()
                .filter(each -> each.action().equals("ec2:RunInstances"))
                .toList();
        String template = "arn:aws:ec2:us-west-2:111122223333:launch-template/";
        assertThat(launches)
                .filteredOn(each -> each.covers(template + "lt-1"))
                .singleElement()
                .satisfies(each -> assertThat(each.condition())
                        .isEqualTo("StringEquals aws:ResourceTag/outpost-recovery:stack [outpost-recovery]"));
        assertThat(launches)
                .filteredOn(each -> !each.covers(template + "lt-1"))
                .isNotEmpty()
                .allSatisfy(each ->
                        assertThat(each.condition()).contains("ArnLike ec2:LaunchTemplate [" + template + "*]"));
    }

    @Test
    void ending_isBoundToMachinesOfTheStack() throws IOException {
        assertThat(Roles.thatAllow("ec2:TerminateInstances"))
                .containsExactly("CompleteRecoveryRole", "RelaunchInstanceRole");
        assertThat(Roles.lines(Deployment.FULL))
                .filteredOn(line -> line.contains("ec2:TerminateInstances"))
                .allSatisfy(line -> assertThat(line)
                        .endsWith(" if StringEquals aws:ResourceTag/outpost-recovery:stack [outpost-recovery]"));
    }

    @Test
    void alarmsOnTheEngine_cannotBeChangedByIt() throws IOException {
        String prefix = "arn:aws:cloudwatch:us-west-2:111122223333:alarm:";
        List<Permission> changes = Roles.of(Deployment.FULL).values().stream()
                .flatMap(List::stream)
                .filter(each -> each.action().equals("cloudwatch:PutMetricAlarm"))
                .toList();
        assertThat(changes).isNotEmpty().allMatch(each -> each.covers(prefix + "outpost-recovery-web-01"));
        assertThat(Template.engine().properties("AWS::CloudWatch::Alarm").values())
                .isNotEmpty()
                .allSatisfy(alarm -> assertThat(changes)
                        .noneMatch(each ->
                                each.covers(prefix + alarm.path("AlarmName").asText())));
    }

    @Test
    void taskTokens_areReadByTheApprovalMachineOnly() throws IOException {
        assertThat(Roles.thatReach("dynamodb:GetItem", "approval#web-01#7"))
                .containsExactly("ApprovalStateMachineRole");
        assertThat(Roles.thatReach("dynamodb:Query", "approval#web-01#7")).isEmpty();
        assertThat(Roles.thatReach("dynamodb:PutItem", "approval#web-01#7")).containsExactly("RequestApprovalRole");
    }

    @Test
    void killSwitch_isReadByEveryStepAndReleasedByNone() throws IOException {
        assertThat(Roles.thatReach("dynamodb:GetItem", "engine")).hasSize(9);
        assertThat(Roles.thatReach("dynamodb:PutItem", "engine")).isEmpty();
    }

    @Test
    void records_areWrittenByWhoeverEndsAnExecution() throws IOException {
        assertThat(Roles.thatReach("dynamodb:PutItem", "execution#arn")).containsExactly("CompleteRecoveryRole");
        assertThat(Roles.thatReach("dynamodb:PutItem", "incident#web-01#7")).containsExactly("CompleteRecoveryRole");
        assertThat(Roles.thatReach("dynamodb:PutItem", "instance#web-01")).hasSize(9);
    }
}
