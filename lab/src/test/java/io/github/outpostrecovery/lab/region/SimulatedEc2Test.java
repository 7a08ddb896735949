package io.github.outpostrecovery.lab.region;

import static io.github.outpostrecovery.lab.region.RegionFixture.IQN;
import static io.github.outpostrecovery.lab.region.RegionFixture.PATIENCE;
import static io.github.outpostrecovery.lab.region.RegionFixture.SERVER;
import static io.github.outpostrecovery.lab.region.RegionFixture.TARGET;
import static io.github.outpostrecovery.lab.region.RegionFixture.TEMPLATE;
import static io.github.outpostrecovery.lab.region.RegionFixture.idOf;
import static io.github.outpostrecovery.lab.region.RegionFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.compute.Compute.LookUp;
import io.github.outpostrecovery.core.compute.Compute.Preflight;
import io.github.outpostrecovery.core.compute.LaunchOutcome;
import io.github.outpostrecovery.core.compute.LaunchOutcome.Reason;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.MachineStatus.Check;
import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.core.evidence.MachineStatus.Observed;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.SubnetId;
import io.github.outpostrecovery.lab.region.Hypervisor.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulatedEc2Test {
    private final RegionFixture fixture = new RegionFixture();
    private final SimulatedEc2 ec2 =
            SimulatedEc2.start(fixture.agenda, Latencies.STANDARD, fixture.hypervisor, Ec2Settings.STANDARD, 7);
    private final List<String> born = new ArrayList<>();

    SimulatedEc2Test() {
        fixture.furnish(ec2);
        ec2.observe(instance -> born.add(instance.request().token()));
    }

    @Test
    void launch_putsTheNameIntoTheUserData_andTakesOneAndAHalfSeconds() {
        Ec2InstanceId id = idOf(ec2.launch(request("token-1")));

        assertThat(fixture.hypervisor.userData.get(id.value())).isEqualTo("set initiator-iqn " + IQN + "\n");
        assertThat(fixture.agenda.instant()).isEqualTo(RegionFixture.START.plusMillis(1500));
        assertThat(born).containsExactly("token-1");
    }

    @Test
    void launch_givesTheSameMachine_whenTheTokenIsTheSame() {
        Ec2InstanceId id = idOf(ec2.launch(request("token-1")));

        assertThat(idOf(ec2.launch(request("token-1")))).isEqualTo(id);
        assertThat(born).hasSize(1);
    }

    @Test
    void launch_givesTheSameDeadMachine_whenTheTokensMachineWasTerminated() {
        Ec2InstanceId id = idOf(ec2.launch(request("token-1")));
        assertThat(ec2.terminate(id)).isEmpty();
        fixture.pass(Duration.ofSeconds(10));

        assertThat(idOf(ec2.launch(request("token-1")))).isEqualTo(id);
        assertThat(lifecycle(id)).isEqualTo(Lifecycle.TERMINATED);
    }

    @Test
    void launch_isRefused_whenTheTokenWasUsedWithOtherParameters() {
        idOf(ec2.launch(request("token-1")));
        LaunchRequest other = new LaunchRequest(
                "token-1",
                SERVER.value(),
                TARGET.subnet().value(),
                TEMPLATE.value(),
                1,
                List.of("iqn.2006-03.com.amazon.aws:other"));

        assertThat(reason(ec2.launch(other))).isEqualTo(Reason.TOKEN_MISMATCH);
        assertThat(born).hasSize(1);
    }

    @Test
    void launch_isRefusedByTheTarget_whenThereIsNoRoomOrNoLink() {
        ec2.catalog().putServer(SERVER.value(), 0);
        assertThat(reason(ec2.launch(request("token-1")))).isEqualTo(Reason.TARGET);

        ec2.catalog().putServer(SERVER.value(), 1);
        fixture.hypervisor.disconnected.add(SERVER.value());
        assertThat(reason(ec2.launch(request("token-1")))).isEqualTo(Reason.TARGET);

        fixture.hypervisor.disconnected.clear();
        idOf(ec2.launch(request("token-1")));
        assertThat(reason(ec2.launch(request("token-2")))).isEqualTo(Reason.TARGET);
    }

    @Test
    void launch_isRefused_whenTheTemplateVersionIsGone() {
        ec2.catalog().deleteTemplateVersion(TEMPLATE.value(), 1);

        assertThat(reason(ec2.launch(request("token-1")))).isEqualTo(Reason.REQUEST);
    }

    @Test
    void launch_isUnknown_andTheMachineIsThere_whenTheAnswerIsLost() {
        ec2.calls().arm(CallFaultRule.nth("f", Ec2Operation.RUN_INSTANCES, 1, new CallFault.AppliedNoAnswer(PATIENCE)));

        assertThat(ec2.launch(request("token-1"))).isInstanceOf(LaunchOutcome.Unknown.class);
        assertThat(ec2.find(new ClientToken("token-1"))).isInstanceOf(LookUp.Found.class);
        assertThat(born).hasSize(1);
    }

    @Test
    void launch_isUnknown_andTheMachineIsBornLate() {
        ec2.calls()
                .arm(CallFaultRule.nth(
                        "f",
                        Ec2Operation.RUN_INSTANCES,
                        1,
                        new CallFault.AppliedLate(PATIENCE, Duration.ofMinutes(3), 2)));

        assertThat(ec2.launch(request("token-1"))).isInstanceOf(LaunchOutcome.Unknown.class);
        fixture.pass(Duration.ofMinutes(2));
        assertThat(ec2.find(new ClientToken("token-1"))).isEqualTo(new LookUp.NothingYet());
        fixture.pass(Duration.ofMinutes(5));

        assertThat(ec2.find(new ClientToken("token-1"))).isInstanceOf(LookUp.Found.class);
        assertThat(born).hasSize(1);
    }

    @Test
    void lateLaunch_makesNoSecondMachine_whenTheTokenHasOne() {
        ec2.calls()
                .arm(CallFaultRule.nth(
                        "f",
                        Ec2Operation.RUN_INSTANCES,
                        1,
                        new CallFault.AppliedLate(PATIENCE, Duration.ofMinutes(3), 1)));
        assertThat(ec2.launch(request("token-1"))).isInstanceOf(LaunchOutcome.Unknown.class);
        idOf(ec2.launch(request("token-1")));

        fixture.pass(Duration.ofMinutes(5));

        assertThat(ec2.instances()).hasSize(1);
    }

    @Test
    void injectedRefusals_areSortedByTheirCode() {
        ec2.calls()
                .arm(CallFaultRule.nth(
                        "capacity",
                        Ec2Operation.RUN_INSTANCES,
                        1,
                        new CallFault.Refused("InsufficientInstanceCapacity", "none")));
        ec2.calls()
                .arm(CallFaultRule.nth(
                        "role", Ec2Operation.RUN_INSTANCES, 2, new CallFault.Refused("UnauthorizedOperation", "no")));
        ec2.calls().arm(CallFaultRule.nth("rate", Ec2Operation.RUN_INSTANCES, 3, new CallFault.Throttled()));

        assertThat(reason(ec2.launch(request("token-1")))).isEqualTo(Reason.TARGET);
        assertThat(reason(ec2.launch(request("token-1")))).isEqualTo(Reason.REQUEST);
        assertThat(ec2.launch(request("token-1"))).isInstanceOf(LaunchOutcome.Unknown.class);
        assertThat(born).isEmpty();
    }

    @Test
    void fates_decideWhatBecomesOfALaunch() {
        ec2.catalog().putServer(SERVER.value(), 9);
        ec2.nextLaunch(LaunchFate.LANDS_IN_THE_REGION);
        ec2.nextLaunch(LaunchFate.STAYS_PENDING);
        ec2.nextLaunch(LaunchFate.ENDS_AT_ONCE);
        Ec2InstanceId elsewhere = idOf(ec2.launch(request("token-1")));
        Ec2InstanceId pending = idOf(ec2.launch(request("token-2")));
        Ec2InstanceId ended = idOf(ec2.launch(request("token-3")));
        Ec2InstanceId normal = idOf(ec2.launch(request("token-4")));
        fixture.pass(Duration.ofMinutes(1));

        assertThat(ec2.instance(elsewhere).orElseThrow().outpost()).isEmpty();
        assertThat(lifecycle(pending)).isEqualTo(Lifecycle.PENDING);
        assertThat(lifecycle(ended)).isEqualTo(Lifecycle.TERMINATED);
        assertThat(lifecycle(normal)).isEqualTo(Lifecycle.RUNNING);
        assertThat(fixture.hypervisor.userData.keySet()).containsOnly(elsewhere.value(), normal.value());
    }

    @Test
    void status_followsTheMachine() {
        Ec2InstanceId id = idOf(ec2.launch(request("token-1")));
        assertThat(ec2.status(id)).isEqualTo(new Observed(Lifecycle.PENDING, Check.INITIALIZING, Check.INITIALIZING));
        fixture.pass(Duration.ofSeconds(10));
        assertThat(ec2.status(id)).isEqualTo(new Observed(Lifecycle.RUNNING, Check.INITIALIZING, Check.INITIALIZING));
        fixture.hypervisor.health.put(id.value(), Health.WELL);
        assertThat(ec2.status(id)).isEqualTo(new Observed(Lifecycle.RUNNING, Check.PASSED, Check.PASSED));
        fixture.hypervisor.health.put(id.value(), Health.GUEST_FAILED);
        assertThat(ec2.status(id)).isEqualTo(new Observed(Lifecycle.RUNNING, Check.PASSED, Check.FAILED));
        fixture.hypervisor.health.put(id.value(), Health.HOST_FAILED);
        assertThat(ec2.status(id)).isEqualTo(new Observed(Lifecycle.RUNNING, Check.FAILED, Check.FAILED));
        fixture.hypervisor.disconnected.add(SERVER.value());
        assertThat(ec2.status(id))
                .isEqualTo(new Observed(Lifecycle.RUNNING, Check.INSUFFICIENT_DATA, Check.INSUFFICIENT_DATA));
        ec2.settle(Ec2Settings.STANDARD.withChecksWhileDisconnected(Check.FAILED));
        assertThat(ec2.status(id)).isEqualTo(new Observed(Lifecycle.RUNNING, Check.FAILED, Check.FAILED));
    }

    @Test
    void status_failsTheGuest_whenItBootsForTooLong() {
        Ec2InstanceId id = idOf(ec2.launch(request("token-1")));
        fixture.pass(Duration.ofMinutes(6));

        assertThat(ec2.status(id)).isEqualTo(new Observed(Lifecycle.RUNNING, Check.PASSED, Check.FAILED));
    }

    @Test
    void status_isUnobservedOrNotFound_whenEc2SaysSo() {
        Ec2InstanceId unknown = new Ec2InstanceId("i-0123456789abcdef0");
        assertThat(ec2.status(unknown))
                .isEqualTo(new Observed(Lifecycle.NOT_FOUND, Check.INSUFFICIENT_DATA, Check.INSUFFICIENT_DATA));

        ec2.calls()
                .arm(CallFaultRule.always(
                        "f", Ec2Operation.DESCRIBE_INSTANCE_STATUS, new CallFault.NoAnswer(PATIENCE)));
        assertThat(ec2.status(unknown)).isInstanceOf(MachineStatus.Unobserved.class);
    }

    @Test
    void status_isAsOldAsTheStalenessAllows_andNoOlder() {
        Ec2InstanceId id = idOf(ec2.launch(request("token-1")));
        fixture.hypervisor.health.put(id.value(), Health.WELL);
        fixture.pass(Duration.ofMinutes(1));
        ec2.settle(Ec2Settings.STANDARD.withStaleness(Duration.ofSeconds(20)));
        fixture.pass(Duration.ofMinutes(1));
        fixture.hypervisor.health.put(id.value(), Health.GUEST_FAILED);
        Set<Check> soon = new HashSet<>();
        for (int read = 0; read < 40; read++) {
            soon.add(instanceCheck(id));
            fixture.pass(Duration.ofMillis(100));
        }
        fixture.pass(Duration.ofSeconds(25));
        Set<Check> late = new HashSet<>();
        for (int read = 0; read < 40; read++) {
            late.add(instanceCheck(id));
        }

        assertThat(soon).containsExactlyInAnyOrder(Check.PASSED, Check.FAILED);
        assertThat(late).containsExactly(Check.FAILED);
    }

    @Test
    void terminate_endsAMachineOnAConnectedServer() {
        Ec2InstanceId id = idOf(ec2.launch(request("token-1")));
        assertThat(ec2.terminate(id)).isEmpty();
        assertThat(ec2.terminate(id)).isEmpty();
        fixture.pass(Duration.ofSeconds(10));

        assertThat(lifecycle(id)).isEqualTo(Lifecycle.TERMINATED);
        assertThat(fixture.hypervisor.health).doesNotContainKey(id.value());
    }

    @Test
    void terminate_reachesAMachineBehindALostLinkOnlyWhenTheLinkIsBack() {
        Ec2InstanceId id = idOf(ec2.launch(request("token-1")));
        fixture.hypervisor.disconnected.add(SERVER.value());
        assertThat(ec2.terminate(id)).isEmpty();
        fixture.pass(Duration.ofMinutes(10));
        assertThat(lifecycle(id)).isEqualTo(Lifecycle.SHUTTING_DOWN);
        assertThat(fixture.hypervisor.health).containsKey(id.value());

        fixture.hypervisor.disconnected.clear();
        fixture.pass(Duration.ofMinutes(2));

        assertThat(lifecycle(id)).isEqualTo(Lifecycle.TERMINATED);
        assertThat(fixture.hypervisor.health).doesNotContainKey(id.value());
    }

    @Test
    void terminate_saysWhyNot_whenRefusedOrUnknown() {
        Ec2InstanceId id = idOf(ec2.launch(request("token-1")));
        ec2.calls()
                .arm(CallFaultRule.nth(
                        "f",
                        Ec2Operation.TERMINATE_INSTANCES,
                        1,
                        new CallFault.Refused("OperationNotPermitted", "protected")));

        assertThat(ec2.terminate(id)).contains("OperationNotPermitted: protected");
        assertThat(ec2.terminate(new Ec2InstanceId("i-0123456789abcdef0"))).isPresent();
        assertThat(lifecycle(id)).isEqualTo(Lifecycle.PENDING);
    }

    @Test
    void stopAndStart_keepTheMachineAndItsName() {
        Ec2InstanceId id = idOf(ec2.run(new ClientToken("token-1"), TARGET, List.of(Initiator.parse(IQN))));
        fixture.pass(Duration.ofSeconds(10));
        ec2.stop(id);
        fixture.pass(Duration.ofSeconds(10));
        assertThat(lifecycle(id)).isEqualTo(Lifecycle.STOPPED);
        assertThat(fixture.hypervisor.health).doesNotContainKey(id.value());

        ec2.start(id);
        fixture.pass(Duration.ofSeconds(10));

        assertThat(lifecycle(id)).isEqualTo(Lifecycle.RUNNING);
        assertThat(fixture.hypervisor.userData.get(id.value())).contains(IQN);
    }

    @Test
    void check_isReady_onlyWhenNothingStandsAgainstTheLaunch() {
        assertThat(ec2.check(TARGET)).isInstanceOf(Preflight.Ready.class);

        assertThat(ec2.check(new LaunchTarget(SERVER, TARGET.subnet(), TEMPLATE, 2)))
                .isInstanceOf(Preflight.NotReady.class);
        assertThat(ec2.check(new LaunchTarget(SERVER, new SubnetId("subnet-00000000"), TEMPLATE, 1)))
                .isInstanceOf(Preflight.NotReady.class);
        int markerless = ec2.catalog().addTemplateVersion(TEMPLATE.value(), "set initiator-iqn iqn.x", "profile");
        assertThat(ec2.check(new LaunchTarget(SERVER, TARGET.subnet(), TEMPLATE, markerless)))
                .isInstanceOf(Preflight.NotReady.class);

        fixture.hypervisor.disconnected.add(SERVER.value());
        assertThat(ec2.check(TARGET)).isInstanceOf(Preflight.NotReady.class);
        fixture.hypervisor.disconnected.clear();
        ec2.catalog().putServer(SERVER.value(), 0);
        assertThat(ec2.check(TARGET)).isInstanceOf(Preflight.NotReady.class);
        ec2.catalog().putServer(SERVER.value(), 1);
        ec2.calls()
                .arm(CallFaultRule.nth(
                        "f", Ec2Operation.DRY_RUN, 1, new CallFault.Refused("UnauthorizedOperation", "no role")));
        ec2.calls().arm(CallFaultRule.nth("g", Ec2Operation.DRY_RUN, 2, new CallFault.Throttled()));
        assertThat(ec2.check(TARGET)).isInstanceOf(Preflight.NotReady.class);
        assertThat(ec2.check(TARGET)).isInstanceOf(Preflight.Unanswered.class);
        assertThat(born).isEmpty();
    }

    @Test
    void link_isWhatTheRegionSees() {
        assertThat(ec2.link(SERVER)).isEqualTo(ServerLink.CONNECTED);
        fixture.hypervisor.disconnected.add(SERVER.value());
        assertThat(ec2.link(SERVER)).isEqualTo(ServerLink.DISCONNECTED);
        ec2.calls().arm(CallFaultRule.always("f", Ec2Operation.GET_OUTPOST, new CallFault.Throttled()));
        assertThat(ec2.link(SERVER)).isEqualTo(ServerLink.UNKNOWN);
    }

    private Lifecycle lifecycle(Ec2InstanceId id) {
        return ec2.instance(id).orElseThrow().lifecycle();
    }

    private Check instanceCheck(Ec2InstanceId id) {
        return ((Observed) ec2.status(id)).instanceCheck();
    }

    private static Reason reason(LaunchOutcome outcome) {
        return ((LaunchOutcome.Refused) outcome).reason();
    }
}
