package io.github.outpostrecovery.cli.aws;

import static io.github.outpostrecovery.cli.aws.ScriptedAws.Reply.queryError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.cli.aws.ScriptedAws.Reply;
import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.cloud.Stacks;
import io.github.outpostrecovery.cli.cloud.Stacks.Change;
import io.github.outpostrecovery.cli.cloud.Stacks.Stack;
import io.github.outpostrecovery.cli.cloud.Stacks.StackRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsStacksTest {
    private static final String ID = "arn:aws:cloudformation:us-west-2:111122223333:stack/autorestart-web-01/1";
    private static final Reply NONE =
            queryError(400, "ValidationError", "Stack with id autorestart-web-01 does not exist");
    private static final StackRequest REQUEST =
            new StackRequest("autorestart-web-01", "{}", Map.of("B", "2", "A", "1"), Map.of("k", "v"));

    private final ScriptedAws aws = new ScriptedAws();
    private final Stacks stacks = aws.cloud().stacks();
    private final List<String> progress = new ArrayList<>();

    @AfterEach
    void close() {
        aws.close();
    }

    private static Reply in(String status) {
        return ScriptedAws.of(
                "DescribeStacks",
                "<Stacks><member><StackId>" + ID + "</StackId><StackName>autorestart-web-01</StackName><StackStatus>"
                        + status + "</StackStatus><Parameters><member><ParameterKey>A</ParameterKey><ParameterValue>1"
                        + "</ParameterValue></member></Parameters><Outputs><member><OutputKey>O</OutputKey><OutputValue>o"
                        + "</OutputValue></member></Outputs><Tags><member><Key>k</Key><Value>v</Value></member></Tags>"
                        + "</member></Stacks>");
    }

    private static String event(String id, String status, String reason) {
        return "<member><EventId>" + id + "</EventId><LogicalResourceId>InstanceAlarm</LogicalResourceId>"
                + "<ResourceType>AWS::CloudWatch::Alarm</ResourceType><ResourceStatus>" + status + "</ResourceStatus>"
                + (reason.isEmpty() ? "" : "<ResourceStatusReason>" + reason + "</ResourceStatusReason>") + "</member>";
    }

    /** Newest first, as CloudFormation lists them. */
    private static Reply events(String next, String... members) {
        return ScriptedAws.of(
                "DescribeStackEvents",
                "<StackEvents>" + String.join("", members) + "</StackEvents>"
                        + (next.isEmpty() ? "" : "<NextToken>" + next + "</NextToken>"));
    }

    private void statuses(Reply... replies) {
        aws.answer("DescribeStacks", replies);
    }

    private void accepts(String... operations) {
        Arrays.stream(operations).forEach(operation -> aws.result(operation, "<StackId>" + ID + "</StackId>"));
    }

    @Test
    void find_readsAStack() {
        statuses(in("CREATE_COMPLETE"));
        assertThat(stacks.find("autorestart-web-01"))
                .contains(new Stack(
                        "autorestart-web-01", "CREATE_COMPLETE", Map.of("A", "1"), Map.of("O", "o"), Map.of("k", "v")));
        statuses(NONE);
        assertThat(stacks.find("autorestart-web-01")).isEmpty();
        statuses(in("DELETE_COMPLETE"));
        assertThat(stacks.find("autorestart-web-01")).isEmpty();
        statuses(queryError(403, "AccessDenied", "no"));
        assertThatThrownBy(() -> stacks.find("autorestart-web-01"))
                .isInstanceOf(CloudTroubleException.class)
                .hasMessageContaining("cloudformation:DescribeStacks of the stack autorestart-web-01 was refused");
    }

    @Test
    void named_readsAllPages() {
        aws.result(
                "DescribeStacks",
                "<Stacks><member><StackName>autorestart-a</StackName><StackStatus>CREATE_COMPLETE</StackStatus></member>"
                        + "<member><StackName>other</StackName><StackStatus>CREATE_COMPLETE</StackStatus></member></Stacks>"
                        + "<NextToken>n</NextToken>",
                "<Stacks><member><StackName>autorestart-b</StackName><StackStatus>UPDATE_COMPLETE</StackStatus></member>"
                        + "</Stacks>");
        assertThat(stacks.named("autorestart-"))
                .extracting(Stack::name)
                .containsExactly("autorestart-a", "autorestart-b");
    }

    @Test
    void apply_creates_andWaits_andTellsEachEventOnce() {
        statuses(NONE, in("CREATE_IN_PROGRESS"), in("CREATE_COMPLETE"));
        accepts("CreateStack");
        aws.answer(
                "DescribeStackEvents",
                events("", event("1", "CREATE_IN_PROGRESS", "")),
                events("n", event("2", "CREATE_COMPLETE", "")),
                events("", event("1", "CREATE_IN_PROGRESS", "")));
        assertThat(stacks.apply(REQUEST, progress::add)).isEqualTo(new Change.Created());
        assertThat(progress)
                .containsExactly(
                        "InstanceAlarm (AWS::CloudWatch::Alarm): CREATE_IN_PROGRESS",
                        "InstanceAlarm (AWS::CloudWatch::Alarm): CREATE_COMPLETE");
        assertThat(aws.pauses()).hasSize(1);
        assertThat(aws.form("CreateStack"))
                .containsEntry("Capabilities.member.1", "CAPABILITY_IAM")
                .containsEntry("Capabilities.member.2", "CAPABILITY_NAMED_IAM")
                .containsEntry("Parameters.member.1.ParameterKey", "A")
                .containsEntry("Tags.member.1.Key", "k")
                .containsKey("ClientRequestToken");
    }

    @Test
    void apply_fails_withTheReasons_whenTheCreationIsRolledBack() {
        statuses(NONE, in("ROLLBACK_COMPLETE"));
        accepts("CreateStack");
        aws.answer(
                "DescribeStackEvents",
                events(
                        "",
                        event("3", "DELETE_COMPLETE", ""),
                        event("2", "CREATE_FAILED", "No export named outpost-recovery-AlarmTopicArn found"),
                        event("1", "CREATE_IN_PROGRESS", "")));
        assertThat(stacks.apply(REQUEST, progress::add))
                .isEqualTo(new Change.Failed(
                        "ROLLBACK_COMPLETE",
                        List.of("InstanceAlarm: No export named outpost-recovery-AlarmTopicArn found")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED"})
    void apply_makesAnew_whatAFailedCreationLeft(String left) {
        statuses(in(left), in(left), in("DELETE_COMPLETE"), NONE, in("CREATE_COMPLETE"));
        accepts("CreateStack", "DeleteStack");
        aws.answer("DescribeStackEvents", events(""));
        assertThat(stacks.apply(REQUEST, progress::add)).isEqualTo(new Change.Created());
        assertThat(aws.form("DeleteStack")).containsEntry("StackName", ID);
        assertThat(aws.calls("UpdateStack")).isEmpty();
        assertThat(progress.getFirst()).contains("what a failed creation left").contains(left);
    }

    @Test
    void apply_updates_andTellsNoOldEvents() {
        statuses(in("CREATE_COMPLETE"), in("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"), in("UPDATE_COMPLETE"));
        accepts("UpdateStack");
        aws.answer(
                "DescribeStackEvents",
                events("", event("1", "CREATE_COMPLETE", "")),
                events("", event("2", "UPDATE_COMPLETE", ""), event("1", "CREATE_COMPLETE", "")));
        assertThat(stacks.apply(REQUEST, progress::add)).isEqualTo(new Change.Updated());
        assertThat(progress).containsExactly("InstanceAlarm (AWS::CloudWatch::Alarm): UPDATE_COMPLETE");
    }

    @Test
    void apply_changesNothing_whenThereIsNothingToDo() {
        statuses(in("UPDATE_COMPLETE"));
        aws.answer("UpdateStack", queryError(400, "ValidationError", "No updates are to be performed."));
        aws.answer("DescribeStackEvents", events(""));
        assertThat(stacks.apply(REQUEST, progress::add)).isEqualTo(new Change.Unchanged());
        assertThat(progress).isEmpty();
    }

    @Test
    void apply_fails_whenTheUpdateIsRolledBack() {
        statuses(in("CREATE_COMPLETE"), in("UPDATE_ROLLBACK_COMPLETE"));
        accepts("UpdateStack");
        aws.answer("DescribeStackEvents", events(""), events("", event("1", "UPDATE_FAILED", "no such topic")));
        assertThat(stacks.apply(REQUEST, progress::add))
                .isEqualTo(new Change.Failed("UPDATE_ROLLBACK_COMPLETE", List.of("InstanceAlarm: no such topic")));
    }

    @Test
    void apply_waits_whileAnotherChangesTheStack() {
        statuses(in("UPDATE_IN_PROGRESS"), in("UPDATE_IN_PROGRESS"), in("UPDATE_COMPLETE"));
        aws.answer("UpdateStack", queryError(400, "ValidationError", "No updates are to be performed."));
        aws.answer("DescribeStackEvents", events(""));
        assertThat(stacks.apply(REQUEST, progress::add)).isEqualTo(new Change.Unchanged());
        assertThat(progress.getFirst()).contains("is being changed (UPDATE_IN_PROGRESS)");
        assertThat(aws.pauses()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE_ROLLBACK_FAILED", "DELETE_FAILED", "REVIEW_IN_PROGRESS"})
    void apply_leavesAlone_whatTakesNoUpdate(String status) {
        statuses(in(status));
        assertThat(stacks.apply(REQUEST, progress::add)).isInstanceOf(Change.Failed.class);
        assertThat(aws.calls()).hasSize(1);
    }

    @Test
    void apply_looksAgain_whenAnotherWasFaster() {
        statuses(NONE, in("CREATE_COMPLETE"));
        aws.answer("CreateStack", queryError(400, "AlreadyExistsException", "exists"));
        aws.answer("UpdateStack", queryError(400, "ValidationError", "No updates are to be performed."));
        aws.answer("DescribeStackEvents", events(""));
        assertThat(stacks.apply(REQUEST, progress::add)).isEqualTo(new Change.Unchanged());
    }

    @Test
    void apply_isGivenUp_afterHalfAnHour() {
        statuses(NONE, in("CREATE_IN_PROGRESS"));
        accepts("CreateStack");
        aws.answer("DescribeStackEvents", events(""));
        assertThatThrownBy(() -> stacks.apply(REQUEST, progress::add))
                .isInstanceOf(CloudTroubleException.class)
                .hasMessageContaining("for 30 minutes");
        assertThat(aws.pauses()).hasSize(600);
    }

    @Test
    void apply_fails_whenATemplateIsRefused() {
        statuses(NONE);
        aws.answer("CreateStack", queryError(400, "ValidationError", "Template format error"));
        assertThatThrownBy(() -> stacks.apply(REQUEST, progress::add))
                .isInstanceOf(CloudTroubleException.class)
                .hasMessageContaining("cloudformation:CreateStack of the stack autorestart-web-01 was refused")
                .hasMessageContaining("Template format error");
    }

    @Test
    void delete_waitsForTheEnd() {
        statuses(in("CREATE_COMPLETE"), in("DELETE_IN_PROGRESS"), in("DELETE_COMPLETE"));
        accepts("DeleteStack");
        aws.answer("DescribeStackEvents", events(""));
        assertThat(stacks.delete("autorestart-web-01", progress::add)).isEqualTo(new Change.Deleted());
        assertThat(aws.form("DeleteStack")).containsEntry("StackName", ID);
    }

    @Test
    void delete_fails_withTheReasons() {
        statuses(in("CREATE_COMPLETE"), in("DELETE_FAILED"));
        accepts("DeleteStack");
        aws.answer("DescribeStackEvents", events(""), events("", event("9", "DELETE_FAILED", "in use")));
        assertThat(stacks.delete("autorestart-web-01", progress::add))
                .isEqualTo(new Change.Failed("DELETE_FAILED", List.of("InstanceAlarm: in use")));
    }

    @Test
    void delete_changesNothing_whenThereIsNone() {
        statuses(NONE);
        assertThat(stacks.delete("autorestart-web-01", progress::add)).isEqualTo(new Change.Deleted());
        assertThat(aws.calls("DeleteStack")).isEmpty();
    }
}
