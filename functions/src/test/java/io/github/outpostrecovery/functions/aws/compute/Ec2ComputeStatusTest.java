package io.github.outpostrecovery.functions.aws.compute;

import static io.github.outpostrecovery.functions.aws.compute.ComputeAtTheWire.MACHINE;
import static io.github.outpostrecovery.functions.aws.compute.ScriptedAws.error;
import static io.github.outpostrecovery.functions.aws.compute.ScriptedAws.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.MachineStatus.Check;
import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.core.evidence.MachineStatus.Observed;
import io.github.outpostrecovery.core.evidence.MachineStatus.Unobserved;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ec2ComputeStatusTest {
    private static final String ACTION = "DescribeInstanceStatus";
    private static final String INSTANCE = Ec2Answers.INSTANCE_ID;

    @AutoClose
    private final ComputeAtTheWire wire = new ComputeAtTheWire();

    private MachineStatus status() {
        return wire.compute.status(MACHINE);
    }

    private String why() {
        return status() instanceof Unobserved(String why) ? why : "observed";
    }

    @Test
    void status_always_asksForInstancesInEveryState() {
        wire.aws.answer(ACTION, Ec2Answers.status(INSTANCE, "running", "ok", "ok"));

        status();

        assertThat(wire.aws.requests(ACTION))
                .containsExactly("Action=DescribeInstanceStatus&Version=2016-11-15&InstanceId.1=" + INSTANCE
                        + "&IncludeAllInstances=true");
    }

    @ParameterizedTest
    @CsvSource({
        "running, ok, ok, RUNNING, PASSED, PASSED",
        "running, impaired, ok, RUNNING, FAILED, PASSED",
        "running, ok, impaired, RUNNING, PASSED, FAILED",
        "running, initializing, insufficient-data, RUNNING, INITIALIZING, INSUFFICIENT_DATA",
        "pending, not-applicable, not-applicable, PENDING, INSUFFICIENT_DATA, INSUFFICIENT_DATA",
        "stopping, not-applicable, not-applicable, STOPPING, INSUFFICIENT_DATA, INSUFFICIENT_DATA",
        "stopped, not-applicable, not-applicable, STOPPED, INSUFFICIENT_DATA, INSUFFICIENT_DATA",
        "shutting-down, not-applicable, not-applicable, SHUTTING_DOWN, INSUFFICIENT_DATA, INSUFFICIENT_DATA",
        "terminated, not-applicable, not-applicable, TERMINATED, INSUFFICIENT_DATA, INSUFFICIENT_DATA",
    })
    void status_whenAnswered_isWhatEc2Says(
            String state, String system, String guest, Lifecycle lifecycle, Check systemCheck, Check guestCheck) {
        wire.aws.answer(ACTION, Ec2Answers.status(INSTANCE, state, system, guest));

        assertThat(status()).isEqualTo(new Observed(lifecycle, systemCheck, guestCheck));
    }

    @ParameterizedTest
    @CsvSource({"running, fabulous, ok", "running, ok, fabulous", "hibernating, ok, ok"})
    void status_whenAWordIsNew_isUnobserved(String state, String system, String guest) {
        wire.aws.answer(ACTION, Ec2Answers.status(INSTANCE, state, system, guest));

        assertThat(why()).contains(ACTION).contains(INSTANCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<instanceStatusSet/>",
                "<instanceStatusSet><item/></instanceStatusSet>",
                "<instanceStatusSet><item><instanceId>" + INSTANCE + "</instanceId></item></instanceStatusSet>",
                "<instanceStatusSet><item><instanceId>" + INSTANCE
                        + "</instanceId><instanceState><name>running</name></instanceState></item></instanceStatusSet>",
                "<instanceStatusSet><item><instanceId>i-0ffffffffffffffff</instanceId><instanceState><name>running</name>"
                        + "</instanceState><systemStatus><status>ok</status></systemStatus><instanceStatus><status>ok"
                        + "</status></instanceStatus></item></instanceStatusSet>"
            })
    void status_whenTheAnswerSaysNothingOfTheMachine_isUnobserved(String content) {
        wire.aws.answer(ACTION, Ec2Answers.answer(ACTION, content));

        assertThat(status()).isInstanceOf(Unobserved.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<DescribeInstanceStatusRes", "<html><body>Sign in</body></html>", "no XML at all"})
    void status_whenTheAnswerIsMalformed_isUnobserved(String body) {
        wire.aws.answer(ACTION, body);

        assertThat(status()).isInstanceOf(Unobserved.class);
    }

    @Test
    void status_whenNeitherCallKnowsTheMachine_isNotFound() {
        wire.aws
                .answer(ACTION, error(400, "InvalidInstanceID.NotFound", "does not exist"))
                .answer("DescribeInstances", error(400, "InvalidInstanceID.NotFound", "does not exist"));

        assertThat(status())
                .isEqualTo(new Observed(Lifecycle.NOT_FOUND, Check.INSUFFICIENT_DATA, Check.INSUFFICIENT_DATA));
        assertThat(wire.aws.requests("DescribeInstances"))
                .containsExactly("Action=DescribeInstances&Version=2016-11-15&InstanceId.1=" + INSTANCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "running"})
    void status_whenOneCallListsItAsLiveAndTheOtherDoesNotKnowIt_isUnobserved(String state) {
        wire.aws
                .answer(ACTION, error(400, "InvalidInstanceID.NotFound", "does not exist"))
                .answer("DescribeInstances", Ec2Answers.listed("", Ec2Answers.instance(INSTANCE, state, "")));

        assertThat(why()).contains("contradicts itself");
    }

    @Test
    void status_whenOneCallListsItAsTerminatedAndTheOtherDoesNotKnowIt_isTerminated() {
        wire.aws
                .answer(ACTION, error(400, "InvalidInstanceID.NotFound", "does not exist"))
                .answer("DescribeInstances", Ec2Answers.listed("", Ec2Answers.instance(INSTANCE, "terminated", "")));

        assertThat(status())
                .isEqualTo(new Observed(Lifecycle.TERMINATED, Check.INSUFFICIENT_DATA, Check.INSUFFICIENT_DATA));
    }

    @Test
    void status_whenTheSecondCallFails_isUnobserved() {
        wire.aws
                .answer(ACTION, error(400, "InvalidInstanceID.NotFound", "does not exist"))
                .answer("DescribeInstances", error(403, "UnauthorizedOperation", "You may not"));

        assertThat(why()).isEqualTo("ec2:DescribeInstances was refused: UnauthorizedOperation");
    }

    @Test
    void status_whenTheSecondCallListsNothing_isUnobserved() {
        wire.aws
                .answer(ACTION, error(400, "InvalidInstanceID.NotFound", "does not exist"))
                .answer("DescribeInstances", Ec2Answers.listed(""));

        assertThat(status()).isInstanceOf(Unobserved.class);
    }

    @Test
    void status_whenThrottledOnce_isAskedAgain() {
        wire.aws.answer(
                ACTION,
                error(503, "RequestLimitExceeded", "slow down"),
                ok(Ec2Answers.status(INSTANCE, "running", "ok", "ok")));

        assertThat(status()).isEqualTo(new Observed(Lifecycle.RUNNING, Check.PASSED, Check.PASSED));
        assertThat(wire.aws.requests(ACTION)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "503, RequestLimitExceeded, 'ec2:DescribeInstanceStatus was throttled: RequestLimitExceeded, status 503'",
        "500, InternalError, 'ec2:DescribeInstanceStatus failed: InternalError, status 500'",
        "403, UnauthorizedOperation, 'ec2:DescribeInstanceStatus was refused: UnauthorizedOperation'",
        "401, AuthFailure, 'ec2:DescribeInstanceStatus was refused: the credentials were not accepted, status 401'",
    })
    void status_whenRefused_saysTheCodeAndNoMore(int status, String code, String why) {
        wire.aws.answer(ACTION, error(status, code, "the secret word"));

        assertThat(why()).isEqualTo(why);
    }

    @Test
    void status_whenNothingComesBack_isUnobservedInTime() {
        try (ComputeAtTheWire impatient = new ComputeAtTheWire(Duration.ofMillis(300))) {
            impatient.aws.answer(ACTION, new ScriptedAws.Answer.Silence());

            assertThat(impatient.compute.status(MACHINE))
                    .isEqualTo(
                            new Unobserved("ec2:DescribeInstanceStatus got no answer: ApiCallAttemptTimeoutException"));
            assertThat(impatient.aws.requests(ACTION)).hasSize(3);
        }
    }

    @Test
    void status_whenTheConnectionDrops_isUnobserved() {
        wire.aws.answer(ACTION, new ScriptedAws.Answer.Dropped());

        assertThat(why())
                .startsWith("ec2:DescribeInstanceStatus got no answer: SdkClientException by ")
                .doesNotContain("127.0.0.1")
                .hasLineCount(1);
    }
}
