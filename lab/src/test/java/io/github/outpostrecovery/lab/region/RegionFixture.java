package io.github.outpostrecovery.lab.region;

import io.github.outpostrecovery.core.compute.LaunchOutcome;
import io.github.outpostrecovery.core.compute.UserData;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.LaunchTemplateId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SubnetId;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One server with two slots, one template, and a clock. */
final class RegionFixture {
    static final Instant START = Instant.parse("2026-02-10T06:00:00Z");
    static final OutpostArn SERVER =
            new OutpostArn("arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789abcdef0");
    static final SubnetId SUBNET = new SubnetId("subnet-0123456789abcdef0");
    static final LaunchTemplateId TEMPLATE = new LaunchTemplateId("lt-0123456789abcdef0");
    static final LaunchTarget TARGET = new LaunchTarget(SERVER, SUBNET, TEMPLATE, 1);
    static final String IQN = "iqn.2006-03.com.amazon.aws:web-01.7b1b8f6e-0000-4000-8000-000000000002.g2";
    static final Duration PATIENCE = Duration.ofSeconds(10);

    final Agenda agenda = new Agenda(START, Pace.VIRTUAL);
    final FakeHypervisor hypervisor = new FakeHypervisor();

    void furnish(SimulatedEc2 ec2) {
        ec2.catalog().putServer(SERVER.value(), 2);
        ec2.catalog().putSubnet(SUBNET.value(), SERVER.value());
        ec2.catalog()
                .addTemplateVersion(
                        TEMPLATE.value(), "set initiator-iqn " + UserData.IQN_MARKER + "\n", "recovery-profile");
    }

    static LaunchRequest request(String token) {
        return new LaunchRequest(token, SERVER.value(), SUBNET.value(), TEMPLATE.value(), 1, List.of(IQN));
    }

    static Ec2InstanceId idOf(LaunchOutcome outcome) {
        if (outcome instanceof LaunchOutcome.Launched(var machine)) {
            return machine.id();
        }
        throw new AssertionError("nothing was launched: " + outcome);
    }

    /** Lets time pass, with everything that is due in it. */
    void pass(Duration duration) {
        Instant end = agenda.instant().plus(duration);
        agenda.runUntil(end, () -> false);
        agenda.advance(Duration.between(agenda.instant(), end));
    }
}
