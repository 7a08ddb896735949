package io.github.outpostrecovery.core.readiness;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.array.StorageArrays;
import io.github.outpostrecovery.core.compute.Compute;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import java.util.Set;

/** Whether the confirming role gets an answer from every array and from EC2. */
public final class ConfirmationRehearsal extends InstanceRehearsal {
    private final StorageArrays arrays;
    private final Compute compute;

    public ConfirmationRehearsal(
            Configurations configurations, RecoveryTable table, StorageArrays arrays, Compute compute) {
        super(RehearsedStep.CONFIRMATION, configurations, table);
        this.arrays = requireNonNull(arrays, "arrays is null");
        this.compute = requireNonNull(compute, "compute is null");
    }

    @Override
    void rehearse(RehearsedInstance instance, Findings findings) {
        Ec2InstanceId machine = instance.machine().id();
        switch (compute.status(machine)) {
            case MachineStatus.Observed observed -> findings.passed("EC2 status of " + machine);
            case MachineStatus.Unobserved(String why) -> findings.failed("EC2 status of " + machine, why);
        }
        for (ArrayConnection connection : instance.configured().arrays()) {
            ArrayName name = connection.name();
            try (StorageArray array = arrays.forReading(connection)) {
                findings.required(
                        name + ", who reaches the volumes",
                        array.access(instance.configured().volumesOn(name)));
                instance.initiatorOn(name).ifPresent(current -> {
                    findings.offered(name + ", log-ins", array.sessions(Set.of(current)));
                    findings.offered(name + ", I/O by path", array.pathActivity(Set.of(current)));
                });
            }
        }
    }
}
