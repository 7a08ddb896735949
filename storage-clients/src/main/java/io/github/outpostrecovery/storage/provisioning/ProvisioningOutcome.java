package io.github.outpostrecovery.storage.provisioning;

import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.List;
import java.util.Map;

/**
 * How the changes of a plan ended.
 */
public sealed interface ProvisioningOutcome {
    /** The changes that the array confirmed, for an undo. */
    List<ProvisioningPlan.Change> made();

    /** Every one was answered with success and reads back, and this is where the volumes are shown. */
    record Provisioned(List<ProvisioningPlan.Change> made, Map<VolumeName, LunId> luns) implements ProvisioningOutcome {
        public Provisioned {
            made = List.copyOf(made);
            luns = Map.copyOf(luns);
        }
    }

    /** One was refused with an answer that surely changed nothing; those before it were made. */
    record Refused(List<ProvisioningPlan.Change> made, ProvisioningPlan.Change at, ArrayFailure failure)
            implements ProvisioningOutcome {
        public Refused {
            made = List.copyOf(made);
        }
    }

    /** One was not answered, or with a 5xx: a new name must not be launched with. */
    record InDoubt(List<ProvisioningPlan.Change> made, ProvisioningPlan.Change at, ArrayFailure failure)
            implements ProvisioningOutcome {
        public InDoubt {
            made = List.copyOf(made);
        }
    }
}
