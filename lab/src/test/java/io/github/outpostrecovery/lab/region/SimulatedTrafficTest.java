package io.github.outpostrecovery.lab.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.service.Traffic.Moved;
import io.github.outpostrecovery.lab.region.Hypervisor.Health;
import io.github.outpostrecovery.lab.region.SimulatedTraffic.TargetHealth;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatedTrafficTest {
    private static final InstanceName WEB = new InstanceName("web-01");
    private static final Ec2InstanceId OLD = new Ec2InstanceId("i-00000000000000001");
    private static final Ec2InstanceId NEW = new Ec2InstanceId("i-00000000000000002");

    private final RegionFixture fixture = new RegionFixture();
    private final SimulatedTraffic traffic =
            new SimulatedTraffic(fixture.agenda, Latencies.STANDARD, fixture.hypervisor, SimulatedTraffic.State.EMPTY);

    SimulatedTrafficTest() {
        traffic.register("front", OLD);
        traffic.register("back", OLD);
        traffic.register("elsewhere", new Ec2InstanceId("i-00000000000000003"));
    }

    @Test
    void move_registersWhereverTheOldMachineIs_andTakesItOutOnceTheNewOneIsWell() {
        Moved waiting = new Moved(
                List.of(),
                List.of("back: " + NEW + " is not healthy yet", "front: " + NEW + " is not healthy yet"),
                List.of());
        assertThat(traffic.move(WEB, OLD, NEW)).isEqualTo(waiting);
        assertThat(traffic.move(WEB, OLD, NEW)).isEqualTo(waiting);
        assertThat(traffic.health("front"))
                .isEqualTo(Map.of(OLD.value(), TargetHealth.UNHEALTHY, NEW.value(), TargetHealth.UNHEALTHY));

        fixture.hypervisor.health.put(NEW.value(), Health.WELL);
        Moved moved = new Moved(List.of("back", "front"), List.of(), List.of());
        assertThat(traffic.move(WEB, OLD, NEW)).isEqualTo(moved);
        assertThat(traffic.health("front")).isEqualTo(Map.of(NEW.value(), TargetHealth.HEALTHY));
        assertThat(traffic.move(WEB, OLD, NEW)).as("it may be repeated").isEqualTo(moved);
        assertThat(traffic.health("elsewhere")).doesNotContainKey(NEW.value());
    }

    @Test
    void move_tellsWhatItCouldNotChange() {
        fixture.hypervisor.health.put(NEW.value(), Health.WELL);
        traffic.calls()
                .arm(CallFaultRule.nth("f", "RegisterTargets", 1, new CallFault.Refused("TooManyTargets", "no")));
        assertThat(traffic.move(WEB, OLD, NEW))
                .isEqualTo(new Moved(List.of("front"), List.of(), List.of("back: TooManyTargets: no")));

        traffic.calls().arm(CallFaultRule.nth("g", "DescribeTargetGroups", 1, new CallFault.Throttled()));
        assertThat(traffic.move(WEB, OLD, NEW).failures()).hasSize(1);
    }

    @Test
    void lateRegistration_lands() {
        traffic.calls()
                .arm(CallFaultRule.nth(
                        "f",
                        "RegisterTargets",
                        1,
                        new CallFault.AppliedLate(Duration.ofSeconds(1), Duration.ofMinutes(1), 1)));
        assertThat(traffic.move(WEB, OLD, NEW).failures()).hasSize(1);
        assertThat(traffic.health("back")).doesNotContainKey(NEW.value());

        fixture.pass(Duration.ofMinutes(2));

        assertThat(traffic.health("back")).containsKey(NEW.value());
    }
}
