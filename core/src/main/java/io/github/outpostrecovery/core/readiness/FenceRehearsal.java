package io.github.outpostrecovery.core.readiness;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.array.StorageArrays;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.incident.RecoveryTable;

/**
 * Whether the fencing role gets an answer from every array with the fencing secret: credential, route, certificate. That
 * the account may change anything is not found out: nothing is changed.
 */
public final class FenceRehearsal extends InstanceRehearsal {
    private final StorageArrays arrays;

    public FenceRehearsal(Configurations configurations, RecoveryTable table, StorageArrays arrays) {
        super(RehearsedStep.FENCE, configurations, table);
        this.arrays = requireNonNull(arrays, "arrays is null");
    }

    @Override
    void rehearse(RehearsedInstance instance, Findings findings) {
        for (ArrayConnection connection : instance.configured().arrays()) {
            try (StorageArray array = arrays.forFencing(connection)) {
                findings.required(
                        connection.name() + ", read-back with the fencing secret",
                        array.access(instance.configured().volumesOn(connection.name())));
            }
        }
    }
}
