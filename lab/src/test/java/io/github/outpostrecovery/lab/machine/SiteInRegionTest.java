package io.github.outpostrecovery.lab.machine;

import static io.github.outpostrecovery.lab.machine.SiteFixture.IQN_1;
import static io.github.outpostrecovery.lab.machine.SiteFixture.PRIMARY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.compute.LaunchOutcome;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.evidence.MachineStatus.Check;
import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.core.evidence.MachineStatus.Observed;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LaunchTemplateId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SubnetId;
import io.github.outpostrecovery.core.service.Alarms.AlarmState;
import io.github.outpostrecovery.core.service.Alarms.Value;
import io.github.outpostrecovery.lab.region.Latencies;
import io.github.outpostrecovery.lab.region.SimulatedRegion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A Region and a site, wired as a whole lab wires them. */
class SiteInRegionTest {
    private static final OutpostArn SERVER = new OutpostArn(PRIMARY);
    private static final SubnetId SUBNET = new SubnetId("subnet-0123456789abcdef0");
    private static final LaunchTemplateId TEMPLATE = new LaunchTemplateId("lt-0123456789abcdef0");
    private static final AlarmName ALARM = new AlarmName("outpost-recovery-web-01");
    private static final Observed WELL = new Observed(Lifecycle.RUNNING, Check.PASSED, Check.PASSED);

    private final SiteFixture fixture = new SiteFixture();
    private final List<JsonNode> started = new ArrayList<>();
    private final SimulatedRegion region =
            SimulatedRegion.start(fixture.agenda, Latencies.STANDARD, fixture.site, started::add, 3);
    private final Ec2InstanceId machine;

    SiteInRegionTest() {
        region.ec2().catalog().putServer(PRIMARY, 4);
        region.ec2().catalog().putSubnet(SUBNET.value(), PRIMARY);
        int version = region.ec2().catalog().addTemplateVersion(TEMPLATE.value(), SiteFixture.template(), "profile");
        fixture.array.grant(IQN_1);
        LaunchOutcome launched = region.ec2()
                .run(
                        new ClientToken("first"),
                        new LaunchTarget(SERVER, SUBNET, TEMPLATE, version),
                        List.of(Initiator.parse(IQN_1)));
        if (!(launched instanceof LaunchOutcome.Launched(var made))) {
            throw new AssertionError("nothing was launched: " + launched);
        }
        machine = made.id();
        region.alarms().create(ALARM, machine);
        fixture.pass(Duration.ofMinutes(3));
    }

    @Test
    void launchedMachine_bootsAndPassesItsChecks() {
        assertThat(region.ec2().status(machine)).isEqualTo(WELL);
        assertThat(region.alarms().state(ALARM)).isInstanceOfSatisfying(AlarmState.Known.class, state -> {
            assertThat(state.machine()).isEqualTo(machine);
            assertThat(state.value()).isEqualTo(Value.OK);
        });
        assertThat(fixture.writesOf(machine.value())).isPositive();
    }

    @Test
    void powerLoss_disconnectsTheServer_andStartsAnExecution() {
        fixture.site.apply(new SiteEvent.PowerLost(PRIMARY));
        fixture.pass(Duration.ofMinutes(4));

        assertThat(region.ec2().link(SERVER)).isEqualTo(ServerLink.DISCONNECTED);
        assertThat(region.ec2().status(machine))
                .isEqualTo(new Observed(Lifecycle.RUNNING, Check.INSUFFICIENT_DATA, Check.INSUFFICIENT_DATA));
        assertThat(started).hasSize(1);
        assertThat(started.getFirst().at("/alarm/Trigger/Dimensions/0/value").asText())
                .isEqualTo(machine.value());
    }

    @Test
    void terminatedMachine_behindALostLink_writesOn_andEndsWhenTheLinkIsBack() {
        fixture.site.apply(new SiteEvent.LinkLost(PRIMARY));
        assertThat(region.ec2().terminate(machine)).isEmpty();
        fixture.pass(Duration.ofMinutes(5));
        fixture.landed.clear();
        fixture.pass(Duration.ofSeconds(5));
        assertThat(fixture.writesOf(machine.value())).isPositive();

        fixture.site.apply(new SiteEvent.LinkRestored(PRIMARY));
        fixture.pass(Duration.ofMinutes(2));

        assertThat(fixture.machine(machine.value()).phase()).isEqualTo(Phase.OFF);
        fixture.site.apply(new SiteEvent.PowerLost(PRIMARY));
        fixture.site.apply(new SiteEvent.PowerRestored(PRIMARY));
        fixture.pass(Duration.ofMinutes(2));
        assertThat(fixture.machine(machine.value()).phase()).isEqualTo(Phase.OFF);
    }
}
