package io.github.outpostrecovery.tests.storm;

import io.github.outpostrecovery.core.compute.Compute;
import io.github.outpostrecovery.core.compute.LaunchOrder;
import io.github.outpostrecovery.core.compute.LaunchOutcome;
import io.github.outpostrecovery.core.compute.StopAnswer;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.OutpostArn;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** EC2 that takes every guest for failed while it lies. */
record LyingCompute(Compute ec2, BooleanSupplier lies) implements Compute {
    @Override
    public MachineStatus status(Ec2InstanceId machine) {
        MachineStatus truth = ec2.status(machine);
        return lies.getAsBoolean() ? Estate.impaired() : truth;
    }

    @Override
    public ServerLink link(OutpostArn server) {
        return ec2.link(server);
    }

    @Override
    public Preflight check(LaunchTarget target) {
        return ec2.check(target);
    }

    @Override
    public LaunchOutcome launch(LaunchOrder order) {
        return ec2.launch(order);
    }

    @Override
    public LookUp find(ClientToken token) {
        return ec2.find(token);
    }

    @Override
    public Optional<String> terminate(Ec2InstanceId machine) {
        return ec2.terminate(machine);
    }

    @Override
    public StopAnswer stop(Ec2InstanceId machine) {
        return ec2.stop(machine);
    }

    @Override
    public Optional<String> start(Ec2InstanceId machine) {
        return ec2.start(machine);
    }
}
