package io.github.outpostrecovery.cli.local;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.cli.cloud.Machines;
import io.github.outpostrecovery.core.compute.LaunchOutcome;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.lab.region.Ec2Api;
import java.util.Map;

/** Launches and ends instances of the simulated Region. */
final class LocalMachines implements Machines {
    private final Ec2Api ec2;

    LocalMachines(Ec2Api ec2) {
        this.ec2 = requireNonNull(ec2, "ec2 is null");
    }

    @Override
    public Launch launch(MachineSpecification specification, String token) {
        return switch (ec2.run(Specifications.toRegion(specification), token)) {
            case LaunchOutcome.Launched(var machine) -> new Launch.Launched(machine.id(), machine.server());
            case LaunchOutcome.Refused(var reason, String code, String message) -> new Launch.Refused(code, message);
            case LaunchOutcome.Unknown(String why) -> new Launch.Unknown(why);
        };
    }

    @Override
    public void terminate(Ec2InstanceId id) {
        ServiceCall.run(() -> ec2.terminate(id));
    }

    @Override
    public void tag(Ec2InstanceId id, Map<String, String> tags) {
        ServiceCall.run(() -> ec2.tag(id, tags));
    }
}
