package io.github.outpostrecovery.core.readiness;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.array.StorageArrays;
import io.github.outpostrecovery.core.compute.Compute;
import io.github.outpostrecovery.core.compute.Compute.Preflight;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.name.OutpostArn;

/** Whether the launching role could launch on every configured target, and read a grant back on every array. */
public final class LaunchRehearsal extends InstanceRehearsal {
    private final Compute compute;
    private final StorageArrays arrays;

    public LaunchRehearsal(Configurations configurations, RecoveryTable table, Compute compute, StorageArrays arrays) {
        super(RehearsedStep.LAUNCH, configurations, table);
        this.compute = requireNonNull(compute, "compute is null");
        this.arrays = requireNonNull(arrays, "arrays is null");
    }

    @Override
    void rehearse(RehearsedInstance instance, Findings findings) {
        for (LaunchTarget target : instance.configured().targets()) {
            String subject = "target " + idOf(target.server()) + " / " + target.subnet();
            switch (compute.check(target)) {
                case Preflight.Ready ready -> findings.passed(subject);
                case Preflight.NotReady(String why) -> findings.failed(subject, why);
                case Preflight.Unanswered(String why) -> findings.failed(subject, "it could not be checked: " + why);
            }
        }
        for (ArrayConnection connection : instance.configured().arrays()) {
            try (StorageArray array = arrays.forReading(connection)) {
                findings.required(
                        connection.name() + ", read-back of a grant",
                        array.access(instance.configured().volumesOn(connection.name())));
            }
        }
    }

    private static String idOf(OutpostArn server) {
        return server.value().substring(server.value().lastIndexOf('/') + 1);
    }
}
