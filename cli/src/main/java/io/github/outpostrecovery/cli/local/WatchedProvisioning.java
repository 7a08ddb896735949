package io.github.outpostrecovery.cli.local;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.provisioning.ProvisioningOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.RetireOutcome;
import io.github.outpostrecovery.storage.provisioning.UndoReport;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Tells the site of every name that an operator was told to be off an array, so that its oracle can hold that against it. */
final class WatchedProvisioning implements ArrayProvisioning {
    private final ArrayProvisioning array;
    private final Consumer<Initiator> retired;

    WatchedProvisioning(ArrayProvisioning array, Consumer<Initiator> retired) {
        this.array = requireNonNull(array, "array is null");
        this.retired = requireNonNull(retired, "retired is null");
    }

    @Override
    public Answer<ProvisioningPlan> plan(AccessRequest request) {
        return array.plan(request);
    }

    @Override
    public ProvisioningOutcome apply(ProvisioningPlan plan) {
        return array.apply(plan);
    }

    @Override
    public Answer<Map<VolumeName, LunId>> shown(Initiator initiator) {
        return array.shown(initiator);
    }

    @Override
    public Answer<List<String>> targets(Initiator initiator) {
        return array.targets(initiator);
    }

    @Override
    public Answer<Map<Initiator, Set<AccessObject>>> holders(Set<Initiator> initiators) {
        return array.holders(initiators);
    }

    @Override
    public Answer<List<Initiator>> ours() {
        return array.ours();
    }

    @Override
    public RetireOutcome retire(Initiator dead) {
        RetireOutcome outcome = array.retire(dead);
        switch (outcome) {
            case RetireOutcome.Retired gone -> retired.accept(dead);
            case RetireOutcome.NotThere never -> retired.accept(dead);
            case RetireOutcome.StillInUse used -> {}
            case RetireOutcome.Failed failed -> {}
        }
        return outcome;
    }

    @Override
    public UndoReport undo(ProvisioningPlan plan) {
        return array.undo(plan);
    }

    @Override
    public void close() {
        array.close();
    }
}
