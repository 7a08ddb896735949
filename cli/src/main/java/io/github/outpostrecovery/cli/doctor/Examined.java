package io.github.outpostrecovery.cli.doctor;

import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.protect.ProtectionRequest.Clustering;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.InstanceName;
import java.util.Optional;

/**
 * What is looked at.
 *
 * @param clustering whether others may reach its volumes
 * @param machine that the books name, as EC2 describes it; empty if EC2 knows none
 */
public record Examined(
        ProtectedInstance configuration,
        InstanceLedger books,
        Stage stage,
        Clustering clustering,
        Optional<MachineDescription> machine) {
    /** How far its protection is. */
    public enum Stage {
        /** It is about to be deployed: there is no alarm yet. */
        PROPOSED,
        PROTECTED
    }

    InstanceName name() {
        return configuration.name();
    }
}
