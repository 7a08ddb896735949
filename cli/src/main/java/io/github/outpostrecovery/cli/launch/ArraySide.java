package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * What is changed on the array over one protocol, so that one initiator reaches its volumes.
 *
 * @param plan without what is known only once a boot image is cloned
 */
record ArraySide(
        ArrayLogin login,
        ArrayConnection connection,
        SideChoice choice,
        PlannedInitiator initiator,
        ProvisioningPlan plan) {
    ArraySide {
        requireNonNull(plan, "plan is null");
    }

    /** The name that a machine logs in with. */
    record PlannedInitiator(Initiator name, Origin origin) {
        /** Where it comes from: one that was given is never replaced by another. */
        enum Origin {
            GENERATED,
            GIVEN
        }
    }

    /** A line for each change. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        choice.copy().ifPresent(copy -> lines.add("clone " + copy.source() + " as " + copy.target()));
        for (ProvisioningPlan.Change change : plan.changes()) {
            boolean standIn = change instanceof ProvisioningPlan.Change.Export export
                    && choice.copy()
                            .filter(copy -> copy.source().equals(export.volume().volume()))
                            .isPresent();
            if (!standIn) {
                lines.add(change.line());
            }
        }
        choice.copy()
                .ifPresent(copy -> lines.add(
                        "show " + copy.target() + " to " + choice.group().orElse(choice.host())));
        return lines;
    }
}
