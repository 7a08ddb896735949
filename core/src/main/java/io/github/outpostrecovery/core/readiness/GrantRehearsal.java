package io.github.outpostrecovery.core.readiness;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.array.StorageArrays;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the granting role finds a way in for a successor on every array, and what it would prove itself with. */
public final class GrantRehearsal extends InstanceRehearsal {
    private final StorageArrays arrays;

    public GrantRehearsal(Configurations configurations, RecoveryTable table, StorageArrays arrays) {
        super(RehearsedStep.GRANT, configurations, table);
        this.arrays = requireNonNull(arrays, "arrays is null");
    }

    @Override
    void rehearse(RehearsedInstance instance, Findings findings) {
        for (ArrayConnection connection : instance.configured().arrays()) {
            route(instance, connection, findings);
            connection
                    .chapSecret()
                    .ifPresent(secret ->
                            findings.required(connection.name() + ", CHAP secret", arrays.chapCredentials(secret)));
        }
    }

    private void route(RehearsedInstance instance, ArrayConnection connection, Findings findings) {
        ArrayName name = connection.name();
        String subject = name + ", way in for a successor with the fencing secret";
        Optional<Initiator> current = instance.initiatorOn(name);
        if (instance.isBeingRecovered()) {
            findings.noted(subject, "not looked for: the instance is being recovered");
        } else if (current.isEmpty()) {
            findings.failed(subject, "the books do not say under which name the current machine logs in there");
        } else {
            Set<VolumeName> volumes = instance.configured().volumesOn(name);
            try (StorageArray array = arrays.forFencing(connection)) {
                findings.required(subject, array.route(current.get(), volumes))
                        .ifPresent(route -> findings.judged(
                                name + ", volumes of the way in",
                                covered(route).equals(volumes)
                                        ? List.of()
                                        : List.of(
                                                "it leads to " + covered(route) + ", and should lead to " + volumes)));
            }
        }
    }

    private static Set<VolumeName> covered(GrantRoute route) {
        Set<VolumeName> covered = new HashSet<>();
        route.legs().forEach(leg -> covered.addAll(leg.volumes().keySet()));
        return covered;
    }
}
