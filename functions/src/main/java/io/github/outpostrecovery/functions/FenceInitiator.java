package io.github.outpostrecovery.functions;

import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.readiness.RehearsedStep;
import io.github.outpostrecovery.core.recovery.FenceProgress;
import io.github.outpostrecovery.core.recovery.Fencing;
import io.github.outpostrecovery.core.recovery.Services;
import io.github.outpostrecovery.functions.aws.Deployment;

/** "Fence old initiator": one round of revoking, reading back and draining. */
public final class FenceInitiator extends StepHandler<FenceInitiator.Input> {
    private final Fencing fencing;

    public FenceInitiator() {
        this(Deployment.services());
    }

    public FenceInitiator(Services services) {
        super(Input.class, Rehearsals.of(RehearsedStep.FENCE, services));
        this.fencing = new Fencing(services);
    }

    /** What the state machine hands in. */
    public record Input(ExecutionArn execution, IncidentId incident, FenceProgress progress) {}

    @Override
    protected Object step(Input input) {
        return fencing.fence(input.execution(), input.incident(), input.progress());
    }
}
