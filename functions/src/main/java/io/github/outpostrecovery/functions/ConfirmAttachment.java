package io.github.outpostrecovery.functions;

import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.readiness.RehearsedStep;
import io.github.outpostrecovery.core.recovery.ConfirmProgress;
import io.github.outpostrecovery.core.recovery.Confirming;
import io.github.outpostrecovery.core.recovery.Services;
import io.github.outpostrecovery.functions.aws.Deployment;

/** "Confirm attachment": asks the array whether the new machine is there. */
public final class ConfirmAttachment extends StepHandler<ConfirmAttachment.Input> {
    private final Confirming confirming;

    public ConfirmAttachment() {
        this(Deployment.services());
    }

    public ConfirmAttachment(Services services) {
        super(Input.class, Rehearsals.of(RehearsedStep.CONFIRMATION, services));
        this.confirming = new Confirming(services);
    }

    /** What the state machine hands in. */
    public record Input(ExecutionArn execution, IncidentId incident, Generation generation, ConfirmProgress progress) {}

    @Override
    protected Object step(Input input) {
        return confirming.confirm(input.execution(), input.incident(), input.generation(), input.progress());
    }
}
