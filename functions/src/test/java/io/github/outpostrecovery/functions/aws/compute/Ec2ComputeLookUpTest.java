package io.github.outpostrecovery.functions.aws.compute;

import static io.github.outpostrecovery.functions.aws.compute.ComputeAtTheWire.MACHINE;
import static io.github.outpostrecovery.functions.aws.compute.ComputeAtTheWire.SERVER;
import static io.github.outpostrecovery.functions.aws.compute.Ec2Answers.INSTANCE_ID;
import static io.github.outpostrecovery.functions.aws.compute.Ec2Answers.OUTPOST;
import static io.github.outpostrecovery.functions.aws.compute.Ec2Answers.instance;
import static io.github.outpostrecovery.functions.aws.compute.Ec2Answers.listed;
import static io.github.outpostrecovery.functions.aws.compute.ScriptedAws.error;
import static io.github.outpostrecovery.functions.aws.compute.ScriptedAws.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.compute.Compute.LookUp;
import io.github.outpostrecovery.core.compute.LaunchedMachine;
import io.github.outpostrecovery.core.name.ClientToken;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ec2ComputeLookUpTest {
    private static final String ACTION = "DescribeInstances";
    private static final String OTHER = "i-0a1b2c3d4e5f60003";
    private static final ClientToken TOKEN = new ClientToken("0123456789abcdef");

    @AutoClose
    private final ComputeAtTheWire wire = new ComputeAtTheWire();

    private LookUp find() {
        return wire.compute.find(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pending", "running", "stopping", "stopped", "something-new"})
    void find_whenTheTokensMachineIsThere_isThatMachine(String state) {
        wire.aws.answer(ACTION, listed("", instance(INSTANCE_ID, state, OUTPOST)));

        assertThat(find()).isEqualTo(new LookUp.Found(new LaunchedMachine(MACHINE, Optional.of(SERVER))));
        assertThat(wire.aws.requests(ACTION))
                .containsExactly("Action=DescribeInstances&Version=2016-11-15"
                        + "&Filter.1.Name=client-token&Filter.1.Value.1=0123456789abcdef");
    }

    @Test
    void find_whenTheMachineIsOnNoOutpost_saysSo() {
        wire.aws.answer(ACTION, listed("", instance(INSTANCE_ID, "running", "")));

        assertThat(find()).isEqualTo(new LookUp.Found(new LaunchedMachine(MACHINE, Optional.empty())));
    }

    @Test
    void find_whenNothingIsListed_isNothingYet() {
        wire.aws.answer(ACTION, listed(""));

        assertThat(find()).isEqualTo(new LookUp.NothingYet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"shutting-down", "terminated"})
    void find_whenTheMachineIsOver_isNothingYet(String state) {
        wire.aws.answer(ACTION, listed("", instance(INSTANCE_ID, state, OUTPOST)));

        assertThat(find()).isEqualTo(new LookUp.NothingYet());
    }

    @Test
    void find_whenOneIsOverAndOneIsLive_isTheLiveOne() {
        wire.aws.answer(
                ACTION, listed("", instance(OTHER, "terminated", OUTPOST), instance(INSTANCE_ID, "pending", OUTPOST)));

        assertThat(find()).isEqualTo(new LookUp.Found(new LaunchedMachine(MACHINE, Optional.of(SERVER))));
    }

    @Test
    void find_whenTwoAreLive_findsNeitherAndNamesBoth() {
        wire.aws.answer(
                ACTION, listed("", instance(OTHER, "running", OUTPOST), instance(INSTANCE_ID, "running", OUTPOST)));

        assertThat(find())
                .isInstanceOfSatisfying(
                        LookUp.Unanswered.class,
                        unanswered -> assertThat(unanswered.why()).contains(INSTANCE_ID, OTHER));
    }

    @Test
    void find_whenTheFirstPagesAreEmpty_readsOnToTheLast() {
        wire.aws.answer(
                ACTION,
                ok(listed("page-2")),
                ok(listed("page-3")),
                ok(listed("", instance(INSTANCE_ID, "running", OUTPOST))));

        assertThat(find()).isInstanceOf(LookUp.Found.class);
        assertThat(wire.aws.requests(ACTION).stream().map(ScriptedAws::fields).map(fields -> fields.get("NextToken")))
                .containsExactly(null, "page-2", "page-3");
        assertThat(ScriptedAws.fields(wire.aws.requests(ACTION).getLast()))
                .containsEntry("Filter.1.Value.1", "0123456789abcdef");
    }

    @Test
    void find_whenThePagesNeverEnd_isUnanswered() {
        wire.aws.answer(ACTION, listed("again"));

        assertThat(find()).isInstanceOf(LookUp.Unanswered.class);
    }

    @Test
    void find_whenALaterPageFails_isUnanswered() {
        wire.aws.answer(
                ACTION,
                ok(listed("page-2", instance(INSTANCE_ID, "running", OUTPOST))),
                error(400, "InvalidPaginationToken", "no"));

        assertThat(find()).isInstanceOf(LookUp.Unanswered.class);
    }

    @ParameterizedTest
    @CsvSource({"403, UnauthorizedOperation", "400, SomethingNew", "500, InternalError", "503, RequestLimitExceeded"})
    void find_whenEc2DoesNotTell_isUnanswered(int status, String code) {
        wire.aws.answer(ACTION, error(status, code, "no"));

        assertThat(find())
                .isInstanceOfSatisfying(
                        LookUp.Unanswered.class,
                        unanswered -> assertThat(unanswered.why()).contains(code));
    }

    @Test
    void find_whenTheAnswerIsMalformed_isUnanswered() {
        wire.aws.answer(ACTION, "<DescribeInstancesRes");
        assertThat(find()).isInstanceOf(LookUp.Unanswered.class);
        wire.aws.answer(ACTION, listed("", "<item><instanceState><name>running</name></instanceState></item>"));
        assertThat(find()).isInstanceOf(LookUp.Unanswered.class);
        wire.aws.answer(ACTION, "");
        assertThat(find()).isInstanceOf(LookUp.Unanswered.class);
    }

    @Test
    void terminate_whenAnswered_isDone() {
        wire.aws.answer(
                "TerminateInstances",
                Ec2Answers.answer(
                        "TerminateInstances",
                        "<instancesSet><item><instanceId>" + INSTANCE_ID + "</instanceId></item></instancesSet>"));

        assertThat(wire.compute.terminate(MACHINE)).isEmpty();
        assertThat(wire.aws.requests("TerminateInstances"))
                .containsExactly("Action=TerminateInstances&Version=2016-11-15&InstanceId.1=" + INSTANCE_ID);
    }

    @Test
    void terminate_whenEc2DoesNotKnowTheMachine_isDone() {
        wire.aws.answer("TerminateInstances", error(400, "InvalidInstanceID.NotFound", "no"));

        assertThat(wire.compute.terminate(MACHINE)).isEmpty();
    }

    @Test
    void terminate_whenTheAnswerIsAboutNothing_saysSo() {
        wire.aws.answer("TerminateInstances", "");

        assertThat(wire.compute.terminate(MACHINE))
                .hasValueSatisfying(why -> assertThat(why).contains(INSTANCE_ID));
    }

    @ParameterizedTest
    @CsvSource({
        "403, UnauthorizedOperation, 'UnauthorizedOperation: The reason.'",
        "400, OperationNotPermitted, 'OperationNotPermitted: The reason.'",
        "500, InternalError, 'ec2:TerminateInstances failed: InternalError, status 500'",
    })
    void terminate_whenItCouldNotBeAsked_saysWhy(int status, String code, String why) {
        wire.aws.answer("TerminateInstances", error(status, code, "The reason."));

        assertThat(wire.compute.terminate(MACHINE)).contains(why);
    }
}
